package dev.stallscope.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Lays TLS over sockets that are connected already, and names the server to it. */
final class NamingSocketFactory extends SSLSocketFactory {
  private final SSLSocketFactory made;

  /**
   * Sockets as another factory makes them.
   *
   * @param made whose sockets take parameters
   */
  NamingSocketFactory(SSLSocketFactory made) {
    this.made = made;
  }

  @Override
  public Socket createSocket(Socket plain, String host, int port, boolean closesPlain)
      throws IOException {
    SSLSocket secure = (SSLSocket) made.createSocket(plain, host, port, closesPlain);
    ServerName.into(secure, host);
    return secure;
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return made.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return made.getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw unconnected();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
    throw unconnected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw unconnected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
    throw unconnected();
  }

  private static IllegalStateException unconnected() {
    return new IllegalStateException("the probe connects by itself, and measures that");
  }
}
