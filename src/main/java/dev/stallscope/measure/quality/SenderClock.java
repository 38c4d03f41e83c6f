package dev.stallscope.measure.quality;

import dev.stallscope.flow.tcp.TimestampRate;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The clock of one sender, read from the TSval of its segments. How long a tick lasts is measured
 * where no silence lies between two segments.
 */
final class SenderClock {
  private static final long LEAST_MEASURED_NANOS = Nanos.ofMillis(200);
  private static final long LEAST_MEASURED_TICKS = 10;

  /** How far clock and capture may differ, as a part of the silence (STALLS Q2). */
  private static final double TOLERANCE = 0.2;

  /** What keeps its value for longer while its sender goes on sending is no clock. */
  private static final long LONGEST_STANDSTILL_NANOS = Nanos.ofMillis(500);

  private static final int LONGEST_STANDSTILL_TICKS = 3;

  /** A clock not read for many times the silence says little of the silence. */
  private static final int MAX_STRETCH = 10;

  private final List<Reading> readings = new ArrayList<>(0);
  private long value = -1;
  private long valueNanos;
  private long measuredTicks;
  private long measuredNanos;
  private long sinceNanos;
  private long standstillNanos;
  private int silencesBetween;
  private @Nullable Silence pending;
  private int asked;

  /** The advance of the clock over one silence, and the time that the capture says. */
  private record Reading(Silence silence, long ticks, long nanos) {}

  /** Silences of the capture began and ended. */
  void silences(Silence first, int count) {
    pending = first;
    silencesBetween += count;
  }

  void tick(long timestampValue, long epochNanos) {
    if (value >= 0) {
      long ticks = (int) (timestampValue - value);
      long nanos = epochNanos - valueNanos;
      if (ticks < 0 || nanos < 0) {
        return; // sent before, overtaken on the way
      }
      if (silencesBetween == 0) {
        measuredTicks += ticks;
        measuredNanos += nanos;
        standstillNanos = Math.max(standstillNanos, ticks == 0 ? epochNanos - sinceNanos : 0);
      } else if (silencesBetween == 1
          && pending != null
          && nanos / MAX_STRETCH <= pending.span().durationNanos()) {
        readings.add(new Reading(pending, ticks, nanos));
      }
    }
    if (value != timestampValue || silencesBetween > 0) {
      sinceNanos = epochNanos;
    }
    silencesBetween = 0;
    value = timestampValue;
    valueNanos = epochNanos;
  }

  /** What the clock did in a silence; silences asked for may only grow later. */
  Testimony.Clock verdict(Silence silence) {
    while (asked < readings.size() && readings.get(asked).silence().packet() < silence.packet()) {
      asked++;
    }
    return asked < readings.size() && readings.get(asked).silence().equals(silence)
        ? verdict(readings.get(asked))
        : Testimony.Clock.UNKNOWN;
  }

  private Testimony.Clock verdict(Reading reading) {
    boolean isMeasured =
        measuredNanos >= LEAST_MEASURED_NANOS && measuredTicks >= LEAST_MEASURED_TICKS;
    if (isMeasured) {
      long rate = TimestampRate.usual(measuredTicks, measuredNanos);
      if (rate == 0 || standsStill(rate)) {
        return Testimony.Clock.UNKNOWN; // no clock: set anew now and then, or by a middlebox
      }
      return agrees(reading, rate) ? Testimony.Clock.WENT_ON : Testimony.Clock.DISAGREES;
    }
    if (reading.ticks() == 0) {
      return Testimony.Clock.UNKNOWN; // perhaps a clock that never ticks
    }
    for (long usual : TimestampRate.usual()) {
      if (agrees(reading, usual)) {
        return Testimony.Clock.WENT_ON;
      }
    }
    return Testimony.Clock.DISAGREES;
  }

  private static boolean agrees(Reading reading, long rate) {
    double told = (double) reading.ticks() * Nanos.PER_SECOND / rate;
    return Math.abs(told - reading.nanos()) <= TOLERANCE * reading.silence().span().durationNanos();
  }

  private boolean standsStill(long rate) {
    long ticksNanos = LONGEST_STANDSTILL_TICKS * Nanos.PER_SECOND / rate;
    return standstillNanos > Math.max(LONGEST_STANDSTILL_NANOS, ticksNanos);
  }
}
