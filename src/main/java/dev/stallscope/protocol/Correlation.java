package dev.stallscope.protocol;

/** How a response finds its request. */
public sealed interface Correlation {
  /**
   * The oldest open request of the connection.
   *
   * @param lostAnswers for a response, how many requests still open are older than its own: their
   *     answers are missing from the capture. They are passed over.
   * @param isFoundAgain whether it was found behind bytes of its direction that could not be read
   */
  record InOrder(int lostAnswers, boolean isFoundAgain) implements Correlation {}

  /** The open request with the same key: a stream id, a DNS id with its question. */
  record ByKey(Object key) implements Correlation {}

  Correlation IN_ORDER = new InOrder(0, false);
}
