package dev.stallscope.protocol;

/** Application protocols that Stallscope tells apart. */
public enum AppProtocol {
  DNS("DNS"),
  MDNS("mDNS"),
  LLMNR("LLMNR"),
  TLS("TLS"),
  HTTP1("HTTP/1.1"),
  HTTP2("HTTP/2"),
  HTTP3("HTTP/3"),
  GRPC("gRPC"),
  QUIC("QUIC"),
  WEBSOCKET("WebSocket"),
  POSTGRESQL("PostgreSQL"),
  MYSQL("MySQL"),
  REDIS("Redis"),
  MEMCACHED("Memcached"),
  UNKNOWN("unknown");

  private final String title;

  AppProtocol(String title) {
    this.title = title;
  }

  /** The protocol's name as people write it. */
  public String title() {
    return title;
  }
}
