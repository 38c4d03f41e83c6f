package dev.stallscope.measure.account;

import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Ascending;
import java.util.ArrayList;
import java.util.List;

/** Builds one account from its start on: every addition begins where the last one ended. */
final class IntervalCuts {
  private final List<CauseInterval> intervals = new ArrayList<>();
  private final long endNanos;
  private long atNanos;

  IntervalCuts(long startNanos, long endNanos) {
    this.atNanos = startNanos;
    this.endNanos = endNanos;
  }

  long atNanos() {
    return atNanos;
  }

  boolean isFull() {
    return atNanos >= endNanos;
  }

  /** Lets one cause own the time up to {@code untilNanos}. */
  void fill(StallCause cause, long untilNanos, double confidence) {
    fill(cause, untilNanos, -1, -1, confidence);
  }

  /** Lets one cause, all of it avoidable unless blameless, own the time up to a point. */
  void fill(StallCause cause, long untilNanos, int firstPacket, int lastPacket, double confidence) {
    double lostShare = cause.isBlameless() ? 0 : 1;
    fillPartly(cause, untilNanos, lostShare, firstPacket, lastPacket, confidence);
  }

  /** The same for time that nobody lost here: another exchange bears the loss. */
  void fillHarmless(
      StallCause cause, long untilNanos, int firstPacket, int lastPacket, double confidence) {
    fillPartly(cause, untilNanos, 0, firstPacket, lastPacket, confidence);
  }

  /** The same where only a share of the time, 0 to 1, was avoidable. */
  void fillPartly(
      StallCause cause,
      long untilNanos,
      double lostShare,
      int firstPacket,
      int lastPacket,
      double confidence) {
    long until = Math.min(untilNanos, endNanos);
    if (until > atNanos) {
      append(
          new CauseInterval(
              cause,
              atNanos,
              until,
              Math.round(lostShare * (until - atNanos)),
              firstPacket,
              lastPacket,
              confidence));
    }
  }

  /**
   * Copies what a time line says of the time up to {@code untilNanos}; where it says nothing, the
   * {@code otherwise} cause owns it.
   *
   * @param line contiguous intervals
   */
  void copy(List<CauseInterval> line, long untilNanos, StallCause otherwise) {
    copy(line, untilNanos, otherwise, line.size());
  }

  /**
   * The same for at most so many intervals; {@code otherwise} owns what is behind them.
   *
   * @return how many were copied
   */
  int copy(List<CauseInterval> line, long untilNanos, StallCause otherwise, int most) {
    long until = Math.min(untilNanos, endNanos);
    int copied = 0;
    int first = Ascending.firstAbove(line, CauseInterval::endNanos, atNanos);
    for (int i = first; i < line.size() && atNanos < until && copied < most; i++) {
      CauseInterval interval = line.get(i);
      if (interval.startNanos() >= until) {
        break;
      }
      fill(otherwise, interval.startNanos(), 0.3);
      append(interval.part(atNanos, Math.min(until, interval.endNanos())));
      copied++;
    }
    fill(otherwise, until, 0.3);
    return copied;
  }

  private void append(CauseInterval interval) {
    atNanos = interval.endNanos();
    if (!intervals.isEmpty() && canJoin(intervals.getLast(), interval)) {
      intervals.add(intervals.removeLast().joined(interval));
    } else {
      intervals.add(interval);
    }
  }

  private static boolean canJoin(CauseInterval last, CauseInterval next) {
    return last.cause() == next.cause() && last.cause().isBlameless();
  }

  /** The intervals so far. */
  List<CauseInterval> intervals() {
    return List.copyOf(intervals);
  }
}
