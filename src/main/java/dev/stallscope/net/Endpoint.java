package dev.stallscope.net;

/** An address and a port. */
public record Endpoint(IpAddress address, int port) {
  /** {@code 192.0.2.1:80} or {@code [2001:db8::1]:80}. */
  @Override
  public String toString() {
    return address.isV4() ? address + ":" + port : "[" + address + "]:" + port;
  }
}
