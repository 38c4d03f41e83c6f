package dev.stallscope.measure.timeline;

import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.flow.tcp.TimestampRate;
import dev.stallscope.measure.quality.CapturePauses;
import dev.stallscope.net.Direction;
import dev.stallscope.packet.TcpFlags;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.Optional;

/**
 * What the timestamps (RFC 7323) of the packet that ended a silence say of its sender: when it sent
 * the packet by its own clock, and what it had heard by then. Seen from the other end of the path
 * they tell a sender that paused from a path that held its packets.
 */
final class SenderTimestamps {
  private static final long LEAST_MEASURED_NANOS = Nanos.ofMillis(20);
  private static final long LEAST_MEASURED_TICKS = 10;

  /** ACKs that a path let go together were sent soon after each other. */
  private static final int SAME_WORD_TICKS = 100;

  /** Two clocks part by less than a millisecond in that time. */
  private static final long LONGEST_COMPARED_NANOS = 10 * Nanos.PER_SECOND;

  /** Less is the jitter of paths. */
  private static final long LEAST_HELD_NANOS = Nanos.ofMillis(30);

  private SenderTimestamps() {}

  /** A silence that the path made, most of it at least: what ended it had been sent long before. */
  static Optional<Verdict> heldBack(Gap gap) {
    long held = heldNanos(gap);
    return held >= LEAST_HELD_NANOS && 2 * held >= gap.durationNanos()
        ? Optional.of(
            new Verdict(
                gap.scene().limits().delayCause(gap.endedBy(), gap.durationNanos()),
                gap.endNanos(),
                held,
                0.8))
        : Optional.empty();
  }

  /**
   * How much longer the packet that ended the gap was under way than the quickest of its sender's
   * packets, nanoseconds at least; 0 where its clock does not tell.
   */
  static long lateNanos(Gap gap) {
    TcpTrace trace = gap.trace();
    int late = gap.to();
    long rate = ticksPerSecond(gap, rowBefore(gap, gap.endedBy()));
    if (rate == 0 || trace.timestampValue(late) < 0) {
      return 0;
    }
    long tick = Nanos.PER_SECOND / rate;
    long lateNanos = trace.epochNanos(late);
    long lateValue = trace.timestampValue(late);
    Direction sender = gap.endedBy();
    long earlier = 0;
    int end = Math.min(trace.size(), late + Scene.LOOK_ROWS);
    for (int row = Math.max(0, late - Scene.LOOK_ROWS); row < end; row++) {
      long value = trace.direction(row) == sender ? trace.timestampValue(row) : -1;
      if (value > 0) {
        long arrived = lateNanos - trace.epochNanos(row);
        long sent = (int) (lateValue - value) * tick;
        if (arrived - sent > earlier
            && Math.max(Math.abs(arrived), Math.abs(sent)) <= LONGEST_COMPARED_NANOS
            && !spansStep(gap, row, late)) {
          earlier = arrived - sent;
        }
      }
    }
    return Math.max(0, earlier - tick);
  }

  /**
   * How long the receiver had been saying what the sender of the packet that ended the gap had not
   * yet heard: it sent within one round trip, however long that was, and did not rest. Looks no
   * farther back than {@link Scene#LOOK_ROWS}; -1 where the sender had heard all that was said
   * before the gap, 0 where its echoes do not tell for how long: some systems echo no bare ACK.
   */
  static long unheardNanos(Gap gap) {
    TcpTrace trace = gap.trace();
    long echo = trace.timestampEcho(gap.to());
    Direction receiver = gap.endedBy().reverse();
    int first = -1;
    int heard = -1;
    for (int row = gap.from(); row >= Math.max(0, gap.from() - Scene.LOOK_ROWS); row--) {
      if (trace.direction(row) == receiver && isClock(trace, row)) {
        if (!isAfter(trace.timestampValue(row), echo)) {
          heard = row;
          break;
        }
        first = row;
      }
    }
    if (echo <= 0 || first < 0) {
      return -1;
    }
    return heard < 0 || trace.payloadBytes(heard) > 0 || spansStep(gap, first, gap.to())
        ? 0
        : trace.epochNanos(gap.to()) - trace.epochNanos(first);
  }

  /**
   * Whether the sender of a row had heard bare ACKs up to one that is older than the word:
   * something else let the row go. False where its echoes do not tell.
   */
  static boolean isSentUnheard(TcpTrace trace, int word, int row) {
    long echo = trace.timestampEcho(row);
    if (echo <= 0 || !isClock(trace, word) || !isAfter(trace.timestampValue(word), echo)) {
      return false;
    }
    for (int heard = word - 1; heard >= Math.max(0, word - Scene.LOOK_ROWS); heard--) {
      if (trace.direction(heard) == trace.direction(word)
          && isClock(trace, heard)
          && !isAfter(trace.timestampValue(heard), echo)) {
        return trace.payloadBytes(heard) == 0;
      }
    }
    return false;
  }

  /**
   * Whether the sender repeated something for nothing before it heard more than at the gap's end.
   */
  static boolean isRepeatedUnheard(Gap gap) {
    TcpTrace trace = gap.trace();
    Direction sender = gap.endedBy();
    long echo = trace.timestampEcho(gap.to());
    int end = Math.min(trace.size(), gap.to() + Scene.LOOK_ROWS);
    for (int row = Math.max(0, gap.to() - Scene.LOOK_ROWS); row < end; row++) {
      if (trace.direction(row) == sender
          && LossWaits.isRepair(trace, row)
          && LossWaits.isNeedless(trace, row)
          && Math.abs((int) (trace.timestampEcho(row) - echo)) <= SAME_WORD_TICKS) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the packet that ended the gap, from the other end of the path, was sent towards the
   * gap's end, by its sender's clock: it was not the path that held it.
   */
  static boolean isFresh(Gap gap) {
    TcpTrace trace = gap.trace();
    int before = rowBefore(gap, gap.endedBy());
    long rate = before < 0 ? 0 : ticksPerSecond(gap, before);
    long value = trace.timestampValue(gap.to());
    if (rate == 0
        || value < 0
        || gap.scene().path().isNear(gap.endedBy())
        || spansStep(gap, before, gap.to())) {
      return false;
    }
    long arrived = trace.epochNanos(gap.to()) - trace.epochNanos(before);
    long ticks = (int) (value - trace.timestampValue(before));
    return ticks >= 0
        && arrived <= LONGEST_COMPARED_NANOS
        && ticks * Nanos.PER_SECOND / rate >= arrived * 3 / 4;
  }

  /**
   * How much longer the packet that ended the gap was under way than the sender's packet before, in
   * nanoseconds; 0 where its clock does not tell.
   */
  private static long heldNanos(Gap gap) {
    TcpTrace trace = gap.trace();
    int before = rowBefore(gap, gap.endedBy());
    long rate = before < 0 ? 0 : ticksPerSecond(gap, before);
    long value = trace.timestampValue(gap.to());
    if (rate == 0 || value < 0 || spansStep(gap, before, gap.to())) {
      return 0;
    }
    long arrived = trace.epochNanos(gap.to()) - trace.epochNanos(before);
    long ticks = (int) (value - trace.timestampValue(before));
    if (ticks < 0 || arrived > LONGEST_COMPARED_NANOS) {
      return 0;
    }
    long sentAtMost = (ticks + 1) * Nanos.PER_SECOND / rate;
    return Math.clamp(arrived - sentAtMost, 0, gap.durationNanos());
  }

  /**
   * How long a side had had a question, at most, when it sent the answer: by its own clock, from
   * its first word that the question had come, so that no way is in it. A system that puts such
   * words off may have had it a little longer. -1 where its clock or its words do not tell.
   */
  static long sinceHeardNanos(Gap gap, int question, int answer) {
    TcpTrace trace = gap.trace();
    Direction sender = trace.direction(answer);
    if (answer - question > Scene.LOOK_ROWS) {
      return -1;
    }
    int heard = question + 1;
    while (heard < answer
        && (trace.direction(heard) != sender
            || !isClock(trace, heard)
            || trace.acknowledgment(heard) < trace.end(question))) {
      heard++;
    }
    long ticks = (int) (trace.timestampValue(answer) - trace.timestampValue(heard));
    long rate = heard == answer ? 0 : ticksPerSecond(gap.until(answer), heard);
    return rate == 0 || !isClock(trace, answer) || ticks < 0 || spansStep(gap, heard, answer)
        ? -1
        : (ticks + 1) * Nanos.PER_SECOND / rate;
  }

  /** Last row of a direction up to the gap with a timestamp that is the clock's, or -1. */
  private static int rowBefore(Gap gap, Direction direction) {
    TcpTrace trace = gap.trace();
    for (int row = gap.from(); row >= Math.max(0, gap.from() - Scene.LOOK_ROWS); row--) {
      if (trace.direction(row) == direction && isClock(trace, row)) {
        return row;
      }
    }
    return -1;
  }

  /** A SYN-ACK may hide a cookie in its timestamp (RFC 7323 does not forbid it, Linux does it). */
  private static boolean isClock(TcpTrace trace, int row) {
    return trace.timestampValue(row) > 0 && (trace.flags(row) & TcpFlags.SYN) == 0;
  }

  /**
   * The rate of a side's clock until a row, or over the whole connection where that was too brief;
   * 0 where it is no clock.
   */
  private static long ticksPerSecond(Gap gap, int until) {
    TcpTrace trace = gap.trace();
    int first = edge(trace, gap.endedBy(), 0, 1);
    long rate = ticksPerSecond(gap, first, until);
    return rate > 0
        ? rate
        : ticksPerSecond(gap, first, edge(trace, gap.endedBy(), trace.size() - 1, -1));
  }

  private static long ticksPerSecond(Gap gap, int first, int last) {
    TcpTrace trace = gap.trace();
    if (first < 0 || last < first || trace.epochNanos(last) < trace.epochNanos(first)) {
      return 0;
    }
    TimeSpan span = new TimeSpan(trace.epochNanos(first), trace.epochNanos(last));
    long nanos = span.durationNanos() - gap.scene().pauses().pausedNanos(span);
    long ticks = (int) (trace.timestampValue(last) - trace.timestampValue(first));
    return nanos < LEAST_MEASURED_NANOS || ticks < LEAST_MEASURED_TICKS
        ? 0
        : TimestampRate.usual(ticks, nanos);
  }

  /**
   * Whether the capture's clock stepped between two rows, so that it tells no time between them.
   */
  private static boolean spansStep(Gap gap, int row, int other) {
    TcpTrace trace = gap.trace();
    int first = Math.min(row, other);
    int last = Math.max(row, other);
    CapturePauses pauses = gap.scene().pauses();
    long start = trace.epochNanos(first);
    return pauses.backNanos(trace.packet(first), trace.packet(last), Long.MIN_VALUE) > 0
        || pauses.overlap(new TimeSpan(start, Math.max(start, trace.epochNanos(last))));
  }

  private static int edge(TcpTrace trace, Direction direction, int from, int step) {
    int row = from;
    for (int i = 0; i < Scene.LOOK_ROWS && row >= 0 && row < trace.size(); i++, row += step) {
      if (trace.direction(row) == direction && trace.timestampValue(row) > 0) {
        return row;
      }
    }
    return -1;
  }

  private static boolean isAfter(long value, long other) {
    return value >= 0 && (int) (value - other) > 0;
  }
}
