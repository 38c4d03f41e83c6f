package dev.stallscope.measure.timeline;

import dev.stallscope.flow.tcp.RetransmissionCause;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.rate.PathTimes;
import dev.stallscope.net.Direction;
import dev.stallscope.packet.TcpFlags;
import dev.stallscope.time.Nanos;
import java.util.BitSet;

/**
 * The small segments of one direction that left only when the small one before was acknowledged, as
 * Nagle's rule wants it (RFC 896; Linux and Minshall: one small segment under way holds back the
 * next). A sender that keeps to the rule never has two of them under way: one exception shows that
 * it does not, and that what came with an ACK did so by chance.
 */
final class HeldWrites {
  /** Once may be chance (STALLS K01). */
  private static final int LEAST_HITS = 2;

  /** What a kernel needs at most to react, where the round trip leaves room to tell. */
  private static final long PROMPT_NANOS = Nanos.ofMillis(1);

  private static final int PROMPT_SHARE = 10;

  /** Where more is under way, a buffer or the window may be what holds the rest back. */
  private static final int MOST_SEGMENTS = 2;

  /** What the way to a distant sender varies by. */
  private static final int JITTER_SHARE = 8;

  /** From here on the ACK was delayed (Linux: 40 ms at least), and is judged by its delay. */
  private static final long DELAYED_NANOS = Nanos.ofMillis(30);

  private final TcpTrace trace;
  private final Direction direction;
  private final int mss;
  private final long toSender;
  private final long toReceiver;
  private final long tolerance;
  private final BitSet rows = new BitSet();
  private int hits;
  private boolean isBroken;

  private int small = -1;
  private long highest;
  private long acknowledgedNanos = -1;

  private HeldWrites(TcpTrace trace, Direction direction, PathTimes path) {
    this.trace = trace;
    this.direction = direction;
    mss = trace.connection().side(direction).mss();
    toSender = path.toSender(direction);
    toReceiver = path.toReceiver(direction);
    tolerance = Math.min(PROMPT_NANOS, path.nanos() / PROMPT_SHARE) + toSender / JITTER_SHARE;
  }

  /** What a direction's segments show; nothing where the path is not known. */
  static HeldWrites of(TcpTrace trace, Direction direction, PathTimes path) {
    HeldWrites writes = new HeldWrites(trace, direction, path);
    if (path.isKnown() && !path.isRelayed()) {
      for (int row = 0; row < trace.size() && !writes.isBroken; row++) {
        writes.row(row);
      }
    }
    if (writes.isBroken || writes.hits < LEAST_HITS) {
      writes.rows.clear();
    }
    return writes;
  }

  /** Whether a segment was held back for an ACK that came without delay. */
  boolean includes(int row) {
    return row >= 0 && rows.get(row);
  }

  private void row(int row) {
    if (trace.direction(row) != direction) {
      heard(row);
    } else if (trace.payloadBytes(row) > 0 && isFirst(row)) {
      sent(row);
    }
  }

  private boolean isFirst(int row) {
    return trace.retransmissionCause(row) == RetransmissionCause.NONE
        && trace.originalRow(row) < 0
        && !trace.has(row, SegmentEvent.CAPTURE_DUPLICATE)
        && !trace.has(row, SegmentEvent.KEEP_ALIVE)
        && !trace.has(row, SegmentEvent.OUT_OF_ORDER);
  }

  private void heard(int row) {
    if (small < 0 || trace.acknowledgment(row) < trace.end(small)) {
      return;
    }
    if (trace.payloadBytes(row) > 0) {
      small = -1; // the next segment may answer these data
    } else if (acknowledgedNanos < 0) {
      acknowledgedNanos = trace.epochNanos(row);
    }
  }

  private void sent(int row) {
    boolean isSmall = trace.payloadBytes(row) < mss;
    if (isSmall && small >= 0) {
      judge(row);
    }
    highest = Math.max(highest, trace.end(row));
    if (isSmall && (trace.flags(row) & TcpFlags.PSH) != 0) {
      small = row;
      acknowledgedNanos = -1;
    }
  }

  /** A second small segment: before the ACK of the first, with it, or later. */
  private void judge(int row) {
    long released = acknowledgedNanos + toSender;
    long late = trace.epochNanos(row) - released;
    if (acknowledgedNanos < 0 || late < -tolerance) {
      // The end of all data is never held back.
      isBroken = (trace.flags(row) & TcpFlags.FIN) == 0;
    } else if (late <= tolerance && highest - trace.sequence(small) <= MOST_SEGMENTS * (long) mss) {
      hits++;
      long delay = acknowledgedNanos - trace.epochNanos(small) - toReceiver;
      if (delay < DELAYED_NANOS) {
        rows.set(row);
      }
    }
  }
}
