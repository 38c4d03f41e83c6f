package dev.stallscope.measure.timeline;

import dev.stallscope.flow.tcp.CaptureQuality;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.quality.CapturePauses;
import dev.stallscope.measure.quality.ServerAnswers;
import dev.stallscope.measure.rate.PathTimes;
import dev.stallscope.measure.rate.UplinkQueues;
import dev.stallscope.net.Direction;
import dev.stallscope.packet.TcpFlags;
import dev.stallscope.time.Nanos;

/**
 * What the judges of one connection share: its segments, and looking ahead in them.
 *
 * @param path the smallest round trips
 * @param pauses when the capture paused, and where its clock ran back
 * @param tunnel the way behind a proxy that passes everything on
 * @param limits what limited the rate of each direction, found before
 * @param answers when servers answered on any connection
 * @param uplinks queues that uploads of the same client filled
 * @param creditWaits when senders had to wait for permission to go on
 * @param heldByClient what Nagle's rule held back at the client
 * @param heldByServer and at the server
 */
record Scene(
    TcpTrace trace,
    PathTimes path,
    TunnelWay tunnel,
    CapturePauses pauses,
    RateLimits limits,
    ServerAnswers answers,
    UplinkQueues uplinks,
    CreditWaits creditWaits,
    HeldWrites heldByClient,
    HeldWrites heldByServer) {
  /** Rows looked ahead or back at most, so that the walk stays linear. */
  static final int LOOK_ROWS = 256;

  /** With fewer it may be chance that each acknowledgment came with data. */
  private static final int FEW_ANSWERS = 2;

  /** A packet that comes less late than this shows the jitter of paths (STALLS 2.3, G5). */
  static final long JITTER_NANOS = Nanos.ofMillis(30);

  TcpConnection connection() {
    return trace.connection();
  }

  boolean has(CaptureQuality flag) {
    return connection().has(flag);
  }

  /** Whether most of a time other answers came in to the same client: each takes its turn. */
  boolean isSharedWithOthers(long fromNanos, long toNanos) {
    return 2 * answers.elsewhereNanos(connection(), fromNanos, toNanos) >= toNanos - fromNanos;
  }

  int mss(Direction direction) {
    return Math.max(1, connection().side(direction).mss());
  }

  HeldWrites heldWrites(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? heldByClient : heldByServer;
  }

  boolean hasFlag(int row, int flag) {
    return (trace.flags(row) & flag) != 0;
  }

  /** Whether the row carries data that are no probe and no duplicate of the capture. */
  boolean isData(int row) {
    return trace.payloadBytes(row) > 0
        && (trace.events(row)
                & (SegmentEvent.KEEP_ALIVE.bit()
                    | SegmentEvent.ZERO_WINDOW_PROBE.bit()
                    | SegmentEvent.CAPTURE_DUPLICATE.bit()))
            == 0;
  }

  boolean isPureAck(int row) {
    return trace.payloadBytes(row) == 0
        && (trace.flags(row) & (TcpFlags.SYN | TcpFlags.FIN | TcpFlags.RST)) == 0;
  }

  /**
   * Whether the capture holds a direction's ACKs that carry no data, near a row at least. One that
   * was filtered for data does not, though that direction goes on to acknowledge with what it says,
   * and then what is not acknowledged may have been long ago.
   */
  boolean hasBareAcks(Direction direction, int near) {
    int answers = 0;
    int end = Math.min(trace.size(), near + LOOK_ROWS);
    for (int row = Math.max(0, near - LOOK_ROWS); row < end; row++) {
      if (trace.direction(row) == direction && trace.acknowledgment(row) > 1) {
        if (isPureAck(row)) {
          return true;
        }
        answers++;
      }
    }
    return answers < FEW_ANSWERS;
  }

  /** First row after {@code row} with data of the direction, or -1 where none is near. */
  int nextData(Direction direction, int row) {
    int end = Math.min(trace.size(), row + LOOK_ROWS);
    for (int i = row + 1; i < end; i++) {
      if (trace.direction(i) == direction && isData(i)) {
        return i;
      }
    }
    return -1;
  }

  /** Last row up to {@code row} with data of the direction, or -1 where none is near. */
  int lastData(Direction direction, int row) {
    int end = Math.max(0, row - LOOK_ROWS);
    for (int i = row; i >= end; i--) {
      if (trace.direction(i) == direction && isData(i)) {
        return i;
      }
    }
    return -1;
  }
}
