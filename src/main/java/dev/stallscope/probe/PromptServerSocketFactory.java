package dev.stallscope.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ServerSocketFactory;

/**
 * Makes servers answer without delay (TCP_NODELAY): by default a server that writes twice waits up
 * to 40 ms for the acknowledgement of the first piece.
 */
public final class PromptServerSocketFactory extends ServerSocketFactory {
  @Override
  public ServerSocket createServerSocket() throws IOException {
    return new ServerSocket() {
      @Override
      public Socket accept() throws IOException {
        Socket connection = super.accept();
        connection.setTcpNoDelay(true);
        return connection;
      }
    };
  }

  @Override
  public ServerSocket createServerSocket(int port) {
    throw unexpected();
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog) {
    throw unexpected();
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
    throw unexpected();
  }

  private static UnsupportedOperationException unexpected() {
    return new UnsupportedOperationException("the server binds its socket itself");
  }
}
