package dev.stallscope.flow.tcp;

/** The sender's mechanism that sent a segment again (STALLS 1.4, M1 to M10). */
public enum RetransmissionCause {
  NONE,
  /** A SYN, SYN-ACK or FIN sent again by its timer. */
  HANDSHAKE_TIMER,
  FAST_RETRANSMIT,
  RECOVERY,
  EARLY_RETRANSMIT,
  RACK,
  TAIL_LOSS_PROBE,
  TIMEOUT,
  /** Sent after a timeout, clocked by ACKs. */
  AFTER_TIMEOUT,
  UNKNOWN;

  private static final RetransmissionCause[] VALUES = values();

  static RetransmissionCause of(int ordinal) {
    return VALUES[ordinal];
  }
}
