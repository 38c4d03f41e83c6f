package dev.stallscope.probe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * A host, or an address, with its port, as a person types it: {@code 192.0.2.1:53}, {@code
 * [2001:db8::1]:53}, {@code ::1}.
 */
public record HostAndPort(String host, int port) {
  private static final int MAX_PORT = 65_535;
  private static final int PROXY_PORT = 8080;
  private static final String PROXY_SCHEME = "http://";

  /** Reads it; what has no valid port after its last colon is a host as a whole. */
  public static HostAndPort parse(String text, int defaultPort) {
    int colon = text.lastIndexOf(':');
    boolean isBareV6 = text.indexOf(':') != colon && !text.contains("]:");
    if (colon < 0 || isBareV6 || !text.substring(colon + 1).matches("\\d{1,5}")) {
      return new HostAndPort(withoutBrackets(text), defaultPort);
    }
    int port = Integer.parseInt(text.substring(colon + 1));
    return port > MAX_PORT
        ? new HostAndPort(text, defaultPort)
        : new HostAndPort(withoutBrackets(text.substring(0, colon)), port);
  }

  /** An HTTP proxy, with or without its scheme; empty for what is none, or wants a password. */
  public static Optional<HostAndPort> proxy(String text) {
    String plain = text.strip().toLowerCase(Locale.ROOT).replaceAll("/$", "");
    String authority =
        plain.startsWith(PROXY_SCHEME) ? plain.substring(PROXY_SCHEME.length()) : plain;
    return authority.isEmpty() || authority.contains("@") || authority.contains("/")
        ? Optional.empty()
        : Optional.of(parse(authority, PROXY_PORT));
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** The address, where the host is one. */
  public Optional<InetSocketAddress> literal() {
    try {
      return Optional.of(new InetSocketAddress(InetAddress.ofLiteral(host), port));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** To be looked up by whoever uses it. */
  public InetSocketAddress unresolved() {
    return InetSocketAddress.createUnresolved(host, port);
  }
}
