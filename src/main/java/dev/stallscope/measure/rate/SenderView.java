package dev.stallscope.measure.rate;

import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.net.Direction;
import dev.stallscope.packet.TcpFlags;

/**
 * What the sender of one direction knew when it sent what the capture shows: an acknowledgment
 * counts only after the time it needs from the capture point to the sender and back. Near the
 * sender that is at once; near the receiver it is a round trip later, and without this every round
 * of a download that a client captured would look like a pause of the server.
 */
public final class SenderView {
  private final TcpTrace trace;
  private final Direction direction;
  private final long delayNanos;
  private final boolean isWindowKnown;
  private int next;
  private long acknowledged = -1;
  private long windowEdge = -1;
  private long windowBytes = -1;

  public SenderView(TcpTrace trace, Direction direction, PathTimes path) {
    this.trace = trace;
    this.direction = direction;
    this.delayNanos = path.isNear(direction) ? 0 : path.toSender(direction);
    this.isWindowKnown = trace.connection().side(direction.reverse()).windowScale() >= 0;
  }

  /** Takes in every acknowledgment that the sender knew when what the row shows left it. */
  public void advanceTo(int row) {
    long known = trace.epochNanos(row) - delayNanos;
    while (next <= row && trace.epochNanos(next) <= known) {
      take(next++);
    }
  }

  private void take(int row) {
    long acknowledgment = trace.acknowledgment(row);
    if (trace.direction(row) == direction
        || acknowledgment < acknowledged
        || acknowledgment < 0
        || trace.has(row, SegmentEvent.CAPTURE_DUPLICATE)
        || (trace.flags(row) & TcpFlags.RST) != 0) {
      return;
    }
    acknowledged = acknowledgment;
    if (isWindowKnown) {
      windowBytes = trace.windowBytes(row);
      windowEdge = acknowledgment + windowBytes;
    }
  }

  /** Highest acknowledgment known to the sender, -1 before the first. */
  public long acknowledged() {
    return acknowledged;
  }

  /** Right edge of the window known to the sender, -1 where it or its scale is unknown. */
  public long windowEdge() {
    return windowEdge;
  }

  /** The window known to the sender, bytes, or -1. */
  public long windowBytes() {
    return windowBytes;
  }

  /** Bytes up to {@code highest} that the sender did not know to have arrived. */
  public long flightBytes(long highest) {
    return acknowledged < 0 || highest < acknowledged ? 0 : highest - acknowledged;
  }
}
