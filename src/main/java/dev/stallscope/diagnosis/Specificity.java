package dev.stallscope.diagnosis;

/**
 * How near a rule's findings are to what has to be changed. Time that several findings claim is
 * charged to the most specific; the constants are in that order.
 */
public enum Specificity {
  /** One trouble that explains waits of several causes: a policer, a capture that lost packets. */
  ROOT_CAUSE,
  /** The one cause of an interval. */
  CAUSE,
  /** A property of one exchange: its size, its status. */
  EXCHANGE,
  /** A pattern of several exchanges: no keep-alive, calls in sequence. */
  PATTERN
}
