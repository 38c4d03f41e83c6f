package dev.stallscope.measure.rate;

import dev.stallscope.flow.tcp.RetransmissionCause;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.packet.TcpFlags;

/** What is measured of one round while it lasts (STALLS 3.2). */
final class RoundFeatures {
  /** So many large writes at once are a loop that had more to write. */
  private static final int LOOP_WRITES = 3;

  long bytes;
  long maxFlight;
  long windowAtMax;

  /** Least room that the window left after a segment, bytes. */
  long minRoom;

  long minRoundTrip;
  boolean loss;
  boolean timeout;

  /** Whether a segment below the MSS was sent before the last one. */
  boolean small;

  /** Whether a segment left when a part of what was under way had been acknowledged. */
  boolean isClocked;

  /** Whether all that a write had brought was acknowledged before the next segment was sent. */
  private boolean isDrained;

  /** Writes larger than a segment that ended in the round. */
  private int writes;

  private boolean lastWasFull;
  private boolean endsWrite;

  private boolean lastWasSmall;

  void clear() {
    bytes = 0;
    maxFlight = 0;
    windowAtMax = -1;
    minRoom = Long.MAX_VALUE;
    minRoundTrip = -1;
    loss = false;
    timeout = false;
    small = false;
    isClocked = false;
    isDrained = false;
    writes = 0;
    lastWasFull = false;
    endsWrite = false;
    lastWasSmall = false;
  }

  void segment(TcpTrace trace, int row, long mss) {
    small |= lastWasSmall;
    lastWasSmall = trace.payloadBytes(row) < mss;
    endsWrite = lastWasSmall && (trace.flags(row) & TcpFlags.PSH) != 0;
    writes += endsWrite && lastWasFull ? 1 : 0;
    lastWasFull = !lastWasSmall;
    // Near the receiver a lost transmission was never seen, but its repair is.
    loss |= trace.has(row, SegmentEvent.LOST) || repairsLoss(trace, row) || isReduced(trace, row);
    if (trace.originalRow(row) < 0) {
      bytes += trace.payloadBytes(row);
    }
  }

  private static boolean repairsLoss(TcpTrace trace, int row) {
    return trace.retransmissionCause(row) != RetransmissionCause.NONE
        && !trace.has(row, SegmentEvent.NEEDLESS)
        && !trace.has(row, SegmentEvent.SPURIOUS_RETRANSMISSION);
  }

  /** All that was sent before the next segment had been acknowledged. */
  void drained() {
    isDrained |= endsWrite;
  }

  /**
   * Whether its program may have had nothing more than one write, and what little belongs to it.
   */
  boolean isOneWrite() {
    return isDrained && !isClocked && writes < LOOP_WRITES;
  }

  void flight(long flightBytes, long windowBytes) {
    if (flightBytes >= maxFlight) {
      maxFlight = flightBytes;
      windowAtMax = windowBytes;
    }
    if (windowBytes >= 0) {
      minRoom = Math.min(minRoom, windowBytes - flightBytes);
    }
  }

  void roundTrip(long nanos) {
    minRoundTrip = minRoundTrip < 0 ? nanos : Math.min(minRoundTrip, nanos);
  }

  /** The sender says that it made its window smaller because of a mark (RFC 3168, 6.1.2). */
  private static boolean isReduced(TcpTrace trace, int row) {
    return (trace.flags(row) & (TcpFlags.CWR | TcpFlags.SYN)) == TcpFlags.CWR;
  }
}
