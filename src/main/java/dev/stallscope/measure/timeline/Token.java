package dev.stallscope.measure.timeline;

/** Who has to act (STALLS 2.2), in the order in which one state hides another. */
enum Token {
  /** First to last byte of a response. */
  RESPONSE,
  /** First to last byte of a request. */
  REQUEST,
  /** Last byte of a request to the first of its response. */
  SERVER,
  /** An exchange whose pauses are by design. */
  STREAMING,
  /** A handshake above TCP. */
  SETUP,
  /** SYN to the client's ACK. */
  CONNECT,
  /** Between exchanges. */
  CLIENT,
  /** No protocol was recognised: who has to act is not known. */
  UNKNOWN
}
