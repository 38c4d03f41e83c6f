package dev.stallscope.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.SocketFactory;

/** Makes the sockets of one session and remembers them. OkHttp calls the method without address. */
final class TapSocketFactory extends SocketFactory {
  private final List<TapSocket> sockets = new CopyOnWriteArrayList<>();

  @Override
  public Socket createSocket() throws IOException {
    TapSocket socket = new TapSocket();
    // Else the request waits for the acknowledgement of the TLS handshake's end, some 40 ms.
    socket.setTcpNoDelay(true);
    sockets.add(socket);
    return socket;
  }

  /** The open socket with that local port. */
  Optional<TapSocket> find(int localPort) {
    return sockets.reversed().stream()
        .filter(socket -> socket.getLocalPort() == localPort)
        .findFirst();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw unexpected();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    throw unexpected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw unexpected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
    throw unexpected();
  }

  private static UnsupportedOperationException unexpected() {
    return new UnsupportedOperationException("the client connects its sockets itself");
  }
}
