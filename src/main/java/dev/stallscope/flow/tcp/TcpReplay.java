package dev.stallscope.flow.tcp;

import dev.stallscope.net.Direction;

/**
 * The state of both senders of a connection, walked forward row by row. Before the first {@link
 * #next()} nothing is known. The direction named is the one in which the data flow.
 */
public interface TcpReplay {
  /** Goes on to the next row; false after the last. */
  boolean next();

  int row();

  /** Highest sequence number sent plus one; -1 before the first segment of the direction. */
  long highest(Direction direction);

  /** Highest cumulative acknowledgment of the direction's data; -1 before the first. */
  long acknowledged(Direction direction);

  /** Bytes above {@link #acknowledged} that SACK blocks cover. */
  long sackedBytes(Direction direction);

  /** Bytes sent and not acknowledged, nor SACKed; 0 where nothing is known. */
  long inFlightBytes(Direction direction);

  /**
   * Last window advertised for the direction's data, scaled; -1 where it or its scale is unknown.
   */
  long windowBytes(Direction direction);

  /** The right edge of that window, or -1. */
  long windowEdge(Direction direction);

  /** Duplicate ACKs in a row for the direction's data. */
  int duplicateAcks(Direction direction);

  /**
   * Whether the sender repairs a loss: from the first retransmission until all sent before it is
   * acknowledged.
   */
  boolean isRecovering(Direction direction);

  /**
   * Smallest full-path round trip within the last ten seconds, or of the connection; -1 without
   * samples.
   */
  long minRoundTripNanos();

  /** Smoothed round trip, RFC 6298, or -1. */
  long smoothedRoundTripNanos();

  /** Retransmission timeout estimate, Linux-like; 1 s without samples. */
  long retransmissionTimeoutNanos();
}
