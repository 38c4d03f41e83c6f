package dev.stallscope.measure.quality;

import dev.stallscope.measure.CaptureFacts;
import dev.stallscope.measure.CaptureFacts.ClockStep;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds where the capture's clock ran backwards (STALLS Q1), where it held no packet for so long
 * that its clock may have been set or the capture have paused (Q2), and how coarse the clock is.
 * Fed every packet in the order of the file. Each interface has a clock of its own; what lies back
 * less than a millisecond is packets that the capture put out of order.
 */
public final class ClockWatch {
  private static final long STEP_NANOS = Nanos.ofMillis(1);

  /** More interfaces than these share the last clock. */
  private static final int MOST_INTERFACES = 256;

  /** A capture whose every packet lies back has a broken clock; these many prove it. */
  private static final int MOST_STEPS = 1000;

  /** Clocks that are off by less are slewed and not set (ntpd: 128 ms). */
  private static final long SILENCE_NANOS = Nanos.ofMillis(100);

  /** A capture with more of them is one where hardly anything happened. */
  private static final int MOST_SILENCES = 100_000;

  /** Coarse clocks tick in whole seconds, or in tenths or hundredths of them. */
  private static final long COARSEST_NANOS = Nanos.PER_SECOND;

  /** Whole milliseconds are fine enough for what a person feels. */
  private static final long FINEST_NANOS = Nanos.ofMillis(10);

  private final long[] latest = new long[MOST_INTERFACES];
  private final List<ClockStep> steps = new ArrayList<>();
  private final List<Silence> silences = new ArrayList<>();
  private long latestOfAll = Long.MIN_VALUE;
  private long tick = COARSEST_NANOS;
  private boolean hasTicked;

  public ClockWatch() {
    Arrays.fill(latest, Long.MIN_VALUE);
  }

  /** Takes in the time of one packet. */
  public void packet(int packet, int interfaceId, long epochNanos) {
    int slot = Math.clamp(interfaceId, 0, MOST_INTERFACES - 1);
    long before = latest[slot];
    if (before != Long.MIN_VALUE && before - epochNanos > STEP_NANOS && steps.size() < MOST_STEPS) {
      steps.add(
          new ClockStep(
              ClockStep.Kind.RAN_BACK,
              new TimeSpan(epochNanos, epochNanos),
              before - epochNanos,
              packet));
    }
    latest[slot] = epochNanos;
    while (tick > 0 && epochNanos % tick != 0) {
      tick = tick > FINEST_NANOS ? tick / 10 : 0;
    }
    if (latestOfAll != Long.MIN_VALUE
        && epochNanos - latestOfAll > SILENCE_NANOS
        && silences.size() < MOST_SILENCES) {
      silences.add(new Silence(new TimeSpan(latestOfAll, epochNanos), packet));
    }
    hasTicked |= latestOfAll != Long.MIN_VALUE && epochNanos != latestOfAll;
    latestOfAll = Math.max(latestOfAll, epochNanos);
  }

  /**
   * The largest of 1 s, 100 and 10 ms that all times are multiples of, in nanoseconds; 0 where the
   * clock is finer than any of them, or was read at one time only. Of a clock that knows
   * microseconds one reading of ten thousand is such a multiple, and not two together.
   */
  public long tickNanos() {
    return hasTicked ? tick : 0;
  }

  /** The times without a packet, by time; none whose length the clock cannot tell. */
  public List<Silence> silences() {
    long least = CaptureFacts.leastMeasurableNanos(tickNanos());
    return silences.stream().filter(silence -> silence.span().durationNanos() >= least).toList();
  }

  /** The steps back, by packet. */
  public List<ClockStep> steps() {
    return List.copyOf(steps);
  }
}
