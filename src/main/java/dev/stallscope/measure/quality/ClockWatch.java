package dev.stallscope.measure.quality;

import dev.stallscope.measure.CaptureFacts.ClockStep;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds where the capture's clock ran backwards (STALLS Q1), and where it held no packet for so
 * long that the capture may have paused (Q2). Fed every packet in the order of the file. Each
 * interface has a clock of its own; what lies back less than a millisecond is packets that the
 * capture put out of order.
 */
public final class ClockWatch {
  private static final long STEP_NANOS = Nanos.ofMillis(1);

  /** More interfaces than these share the last clock. */
  private static final int MOST_INTERFACES = 256;

  /** A capture whose every packet lies back has a broken clock; these many prove it. */
  private static final int MOST_STEPS = 1000;

  /** A pause is told from a second on (STALLS Q2). */
  private static final long SILENCE_NANOS = Nanos.PER_SECOND;

  /** A capture with more of them is one where hardly anything happened. */
  private static final int MOST_SILENCES = 10_000;

  private final long[] latest = new long[MOST_INTERFACES];
  private final List<ClockStep> steps = new ArrayList<>();
  private final List<Silence> silences = new ArrayList<>();
  private long latestOfAll = Long.MIN_VALUE;

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
    if (latestOfAll != Long.MIN_VALUE
        && epochNanos - latestOfAll > SILENCE_NANOS
        && silences.size() < MOST_SILENCES) {
      silences.add(new Silence(new TimeSpan(latestOfAll, epochNanos), packet));
    }
    latestOfAll = Math.max(latestOfAll, epochNanos);
  }

  /** The times without a packet, by time. */
  public List<Silence> silences() {
    return List.copyOf(silences);
  }

  /** The steps back, by packet. */
  public List<ClockStep> steps() {
    return List.copyOf(steps);
  }
}
