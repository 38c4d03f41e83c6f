package dev.stallscope.net;

/** A client and a server whose connections share a path, whatever their ports. */
public record HostPair(IpAddress client, IpAddress server) {
  /** The hosts at the ends of a connection. */
  public static HostPair of(Endpoint client, Endpoint server) {
    return new HostPair(client.address(), server.address());
  }
}
