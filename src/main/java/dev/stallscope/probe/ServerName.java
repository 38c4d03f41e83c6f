package dev.stallscope.probe;

import dev.stallscope.net.IpAddress;
import io.netty.handler.codec.quic.QuicSslEngine;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Names the server in the ClientHello (RFC 6066 section 3) where Java and netty leave that out: of
 * names without a dot, such as {@code localhost} and those in an office. Browsers and curl send
 * them, and a server that has certificates for names only refuses who names nobody.
 */
final class ServerName {
  private ServerName() {}

  /** The name that the libraries would leave out; empty for addresses and for what they send. */
  static Optional<String> leftOut(String host) {
    boolean isSent = host.indexOf('.') > 0 && !host.endsWith(".");
    return isSent || isAddress(host) ? Optional.empty() : name(host);
  }

  private static boolean isAddress(String host) {
    try {
      IpAddress.parse(host);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Without the dot at the end that makes a name absolute. */
  private static Optional<String> name(String host) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    try {
      return Optional.of(new SNIHostName(name).getAsciiName());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Names the host to a socket's peer. */
  static void into(SSLSocket socket, String host) {
    leftOut(host)
        .ifPresent(
            name -> {
              SSLParameters parameters = socket.getSSLParameters();
              parameters.setServerNames(List.of(new SNIHostName(name)));
              socket.setSSLParameters(parameters);
            });
  }

  /**
   * Names the host to the peer of a QUIC connection. netty decides when the engine is made and has
   * no way to be told, so the field is set that it takes the name from. A test sees whether it
   * still is.
   *
   * @return the engine
   */
  static QuicSslEngine into(QuicSslEngine engine, String host) {
    Optional<String> name = leftOut(host);
    if (name.isPresent()) {
      try {
        Field field = engine.getClass().getDeclaredField("tlsHostName");
        field.setAccessible(true);
        field.set(engine, name.get());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("another version of netty", e);
      }
    }
    return engine;
  }
}
