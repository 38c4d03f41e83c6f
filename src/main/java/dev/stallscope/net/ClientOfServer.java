package dev.stallscope.net;

/** A host that uses a server, from whatever ports: what one program does there goes together. */
public record ClientOfServer(IpAddress client, Endpoint server) {
  /** Whose connection it is. */
  public static ClientOfServer of(Endpoint client, Endpoint server) {
    return new ClientOfServer(client.address(), server);
  }

  /** Spelled out: what Java makes for records is slow without its second compiler. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ClientOfServer that
        && client.equals(that.client)
        && server.equals(that.server);
  }

  @Override
  public int hashCode() {
    return 31 * client.hashCode() + server.hashCode();
  }
}
