package dev.stallscope.demo;

/**
 * Where the demo server listens, all on the loopback interface.
 *
 * @param http HTTP/1.1 and, by prior knowledge or upgrade, HTTP/2, without TLS
 * @param https HTTP/1.1 and HTTP/2, with TLS, and HTTP/3 over UDP
 * @param slowTls HTTP/1.1 and HTTP/2, with TLS, but the server takes its time for each handshake
 * @param dns a resolver, over UDP
 */
public record DemoPorts(int http, int https, int slowTls, int dns) {
  /** Any that are free. */
  public static final DemoPorts FREE = new DemoPorts(0, 0, 0, 0);

  /** Where it listens if nothing else is wanted. */
  public static final DemoPorts USUAL = from(8180);

  /** Four in a row. */
  public static DemoPorts from(int first) {
    return new DemoPorts(first, first + 1, first + 2, first + 3);
  }
}
