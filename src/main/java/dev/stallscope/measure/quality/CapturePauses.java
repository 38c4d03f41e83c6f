package dev.stallscope.measure.quality;

import dev.stallscope.measure.CaptureFacts;
import dev.stallscope.measure.CaptureFacts.ClockStep;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Ascending;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * When the capture itself paused, and which waits are shorter than its clock can tell: that time is
 * cut out of every account and is nobody's.
 */
public final class CapturePauses {
  /** Confidence of a verdict that an interval is the capture's. */
  public static final double CONFIDENCE = 0.9;

  private final List<ClockStep> pauses;
  private final List<ClockStep> backSteps;

  private final long leastMeasurableNanos;

  private CapturePauses(List<ClockStep> steps, long leastMeasurableNanos) {
    this.leastMeasurableNanos = leastMeasurableNanos;
    pauses =
        steps.stream()
            .filter(step -> step.kind() != ClockStep.Kind.RAN_BACK)
            .sorted(Comparator.comparingLong(step -> step.span().startNanos()))
            .toList();
    backSteps =
        steps.stream()
            .filter(step -> step.kind() == ClockStep.Kind.RAN_BACK)
            .sorted(Comparator.comparingInt(ClockStep::packet))
            .toList();
  }

  public static CapturePauses of(CaptureFacts capture) {
    return new CapturePauses(capture.clockSteps(), capture.leastMeasurableNanos());
  }

  /** Of a capture whose clock is fine. */
  public static CapturePauses of(List<ClockStep> steps) {
    return new CapturePauses(steps, 0);
  }

  /** Whether the clock is too coarse to tell how long a wait of this length was. */
  public boolean isTooShort(long nanos) {
    return nanos < leastMeasurableNanos;
  }

  /** Whether the clock was set back at any time. */
  public boolean ranBack() {
    return !backSteps.isEmpty();
  }

  /** Whether nothing could be captured at a time. */
  public boolean isPaused(long epochNanos) {
    int next = Ascending.firstAbove(pauses, pause -> pause.span().endNanos(), epochNanos);
    return next < pauses.size() && pauses.get(next).span().startNanos() <= epochNanos;
  }

  /** Whether a part of the span fell into a pause. */
  public boolean overlap(TimeSpan span) {
    int next = Ascending.firstAbove(pauses, pause -> pause.span().endNanos(), span.startNanos());
    return next < pauses.size() && pauses.get(next).span().overlaps(span);
  }

  /** How much of the span fell into pauses, nanoseconds. */
  public long pausedNanos(TimeSpan span) {
    long nanos = 0;
    for (int i = Ascending.firstAbove(pauses, pause -> pause.span().endNanos(), span.startNanos());
        i < pauses.size() && pauses.get(i).span().startNanos() < span.endNanos();
        i++) {
      TimeSpan pause = pauses.get(i).span();
      nanos +=
          Math.min(span.endNanos(), pause.endNanos())
              - Math.max(span.startNanos(), pause.startNanos());
    }
    return nanos;
  }

  /** When the next pause begins or the current one ends; far in the future without any. */
  public long nextEdge(long epochNanos) {
    int next = Ascending.firstAbove(pauses, pause -> pause.span().endNanos(), epochNanos);
    if (next == pauses.size()) {
      return Long.MAX_VALUE;
    }
    long start = pauses.get(next).span().startNanos();
    return start > epochNanos ? start : pauses.get(next).span().endNanos();
  }

  /**
   * How far the clock ran back at most between two packets, nanoseconds.
   *
   * @param after index of a packet before the step
   * @param until index of a packet at the step or after it
   * @param notBefore only steps that lead to this time or a later one count, epoch nanoseconds
   */
  public long backNanos(int after, int until, long notBefore) {
    long most = 0;
    for (int i = Ascending.firstAbove(backSteps, ClockStep::packet, after);
        i < backSteps.size() && backSteps.get(i).packet() <= until;
        i++) {
      ClockStep step = backSteps.get(i);
      most = step.span().startNanos() < notBefore ? most : Math.max(most, step.backNanos());
    }
    return most;
  }

  /**
   * Whether a step back made the clock go through a part of a time twice.
   *
   * @param after index of a packet before the step
   * @param until index of a packet at the step or after it
   */
  public boolean isCountedTwice(int after, int until, TimeSpan span) {
    for (int i = Ascending.firstAbove(backSteps, ClockStep::packet, after);
        i < backSteps.size() && backSteps.get(i).packet() <= until;
        i++) {
      long start = backSteps.get(i).span().startNanos();
      if (span.overlaps(new TimeSpan(start, start + backSteps.get(i).backNanos()))) {
        return true;
      }
    }
    return false;
  }

  /**
   * The intervals with what was lost in too short a time, and every pause, given to the capture.
   */
  public List<CauseInterval> cover(List<CauseInterval> intervals) {
    return coverPauses(
        leastMeasurableNanos == 0 ? intervals : intervals.stream().map(this::measurable).toList());
  }

  private CauseInterval measurable(CauseInterval interval) {
    return interval.lostNanos() > 0 && isTooShort(interval.durationNanos())
        ? captures(interval, interval.startNanos(), interval.endNanos())
        : interval;
  }

  private List<CauseInterval> coverPauses(List<CauseInterval> intervals) {
    if (pauses.isEmpty() || intervals.isEmpty()) {
      return intervals;
    }
    List<CauseInterval> covered = new ArrayList<>(intervals.size());
    for (CauseInterval interval : intervals) {
      long at = interval.startNanos();
      while (at < interval.endNanos()) {
        long until = Math.min(interval.endNanos(), nextEdge(at));
        covered.add(isPaused(at) ? captures(interval, at, until) : interval.part(at, until));
        at = until;
      }
    }
    return covered;
  }

  private static CauseInterval captures(CauseInterval within, long startNanos, long endNanos) {
    return new CauseInterval(
        StallCause.CAPTURE_CLOCK_STEP,
        startNanos,
        endNanos,
        0,
        within.firstPacket(),
        within.lastPacket(),
        CONFIDENCE);
  }
}
