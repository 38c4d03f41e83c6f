package dev.stallscope.measure.rate;

import dev.stallscope.flow.tcp.RetransmissionCause;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.packet.TcpFlags;

/** What is measured of one round while it lasts (STALLS 3.2). */
final class RoundFeatures {
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
    lastWasSmall = false;
  }

  void segment(TcpTrace trace, int row, long mss) {
    small |= lastWasSmall;
    lastWasSmall = trace.payloadBytes(row) < mss;
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
