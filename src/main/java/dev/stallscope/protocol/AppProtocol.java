package dev.stallscope.protocol;

/** Application protocols that Stallscope tells apart. */
public enum AppProtocol {
  DNS("DNS", Purpose.NAME_RESOLUTION),
  MDNS("mDNS", Purpose.NAME_RESOLUTION),
  LLMNR("LLMNR", Purpose.NAME_RESOLUTION),
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
  private final Purpose purpose;

  AppProtocol(String title) {
    this(title, Purpose.APPLICATION);
  }

  AppProtocol(String title, Purpose purpose) {
    this.title = title;
    this.purpose = purpose;
  }

  /** What its exchanges are for. */
  public Purpose purpose() {
    return purpose;
  }

  /** What the exchanges of a protocol are for. */
  public enum Purpose {
    /** Finds addresses; other exchanges wait for it. */
    NAME_RESOLUTION,
    /** Does what somebody wanted. */
    APPLICATION
  }

  /** The protocol's name as people write it. */
  public String title() {
    return title;
  }
}
