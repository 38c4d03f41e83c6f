package dev.stallscope.net;

/** A host that uses a server, from whatever ports: what one program does there goes together. */
public record ClientOfServer(IpAddress client, Endpoint server) {
  /** Whose connection it is. */
  public static ClientOfServer of(Endpoint client, Endpoint server) {
    return new ClientOfServer(client.address(), server);
  }
}
