package dev.stallscope.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server on loopback that does to each connection what a test says. */
final class ScriptedServer implements AutoCloseable {
  /** What happens to a connection, which is closed afterwards. */
  interface Script {
    void run(Socket connection) throws IOException, InterruptedException;
  }

  private final ServerSocket socket;

  ScriptedServer(Script script) throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    Thread.ofVirtual().start(() -> serve(script));
  }

  private void serve(Script script) {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        script.run(connection);
      } catch (IOException | InterruptedException e) {
        // The probe hung up, or the test is over.
      }
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/";
  }

  /** Takes the request's head, so that closing is no reset. */
  static void readHead(Socket connection) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int octet = connection.getInputStream().read();
      if (octet < 0) {
        return;
      }
      head.append((char) octet);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
