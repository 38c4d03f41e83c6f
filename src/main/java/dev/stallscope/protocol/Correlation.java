package dev.stallscope.protocol;

/** How a response finds its request. */
public sealed interface Correlation {
  /** The oldest open request of the connection. */
  record InOrder() implements Correlation {}

  /** The open request with the same key: a stream id, a DNS id with its question. */
  record ByKey(Object key) implements Correlation {}

  Correlation IN_ORDER = new InOrder();
}
