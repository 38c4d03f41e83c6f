package dev.stallscope.net;

/** An address and a port. */
public record Endpoint(IpAddress address, int port) {
  /** Spelled out: what Java makes for records is slow without its second compiler. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Endpoint that && port == that.port && address.equals(that.address);
  }

  @Override
  public int hashCode() {
    return 31 * address.hashCode() + port;
  }

  /** {@code 192.0.2.1:80} or {@code [2001:db8::1]:80}. */
  @Override
  public String toString() {
    return address.isV4() ? address + ":" + port : "[" + address + "]:" + port;
  }
}
