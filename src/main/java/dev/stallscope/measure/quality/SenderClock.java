package dev.stallscope.measure.quality;

import dev.stallscope.flow.tcp.TimestampRate;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.List;

/**
 * The clock of one sender, read from the TSval of its segments. How long a tick lasts is measured
 * where no long silence lies between two segments. A step of the capture's clock stays: what a path
 * held arrives with an old reading too, but what follows it does not.
 */
final class SenderClock {
  /** From here on a silence may be a step of hours, which would spoil what is measured. */
  static final long LONG_SILENCE_NANOS = Nanos.PER_SECOND;

  private static final long LEAST_MEASURED_NANOS = Nanos.ofMillis(20);
  private static final long LEAST_MEASURED_TICKS = 10;

  /** How far clock and capture may differ, as a part of the silence (STALLS Q2). */
  private static final double TOLERANCE = 0.2;

  /** Both readings of a clock are rounded to its ticks. */
  private static final int TOLERATED_TICKS = 2;

  /** What keeps its value for longer while its sender goes on sending is no clock. */
  private static final long LONGEST_STANDSTILL_NANOS = Nanos.ofMillis(500);

  private static final int LONGEST_STANDSTILL_TICKS = 3;

  /** A clock not read for many times the silence says little of the silence. */
  private static final int MAX_STRETCH = 10;

  /** Among more silences nothing is told of one. */
  private static final int MOST_SILENCES = 8;

  private final List<ClockReading> readings = new ArrayList<>(0);
  private final RecentTicks recent = new RecentTicks();
  private long value = -1;
  private long valueNanos;
  private long allTicks;
  private long measuredTicks;
  private long measuredNanos;
  private long sinceNanos;
  private long standstillNanos;
  private final List<Silence> pending = new ArrayList<>(0);
  private int asked;

  /** Silences of the capture began and ended, of which the next reading may tell. */
  void silences(List<Silence> more) {
    pending.addAll(more.subList(0, Math.min(more.size(), MOST_SILENCES + 1 - pending.size())));
  }

  void tick(long timestampValue, long epochNanos) {
    if (value >= 0) {
      long ticks = (int) (timestampValue - value);
      long nanos = epochNanos - valueNanos;
      if (ticks < 0 || nanos < 0) {
        return; // sent before, overtaken on the way
      }
      allTicks += ticks;
      if (pending.isEmpty()) {
        standstillNanos = Math.max(standstillNanos, ticks == 0 ? epochNanos - sinceNanos : 0);
      }
      boolean isMeasured = pending.isEmpty() || nanos <= LONG_SILENCE_NANOS;
      if (isMeasured) {
        measuredTicks += ticks;
        measuredNanos += nanos;
      }
      if (!pending.isEmpty() && pending.size() <= MOST_SILENCES) {
        readings.add(new ClockReading(pending, ticks, nanos, isMeasured, recent));
      }
    }
    if (value != timestampValue || !pending.isEmpty()) {
      sinceNanos = epochNanos;
    }
    pending.clear();
    value = timestampValue;
    valueNanos = epochNanos;
    recent.add(allTicks, epochNanos);
    for (int i = readings.size() - 1; i >= 0 && readings.get(i).isOpen(epochNanos); i--) {
      readings.get(i).follow(allTicks, epochNanos);
    }
  }

  /** What the clock did in a silence; silences asked for may only grow later. */
  Testimony.Clock verdict(Silence silence) {
    while (asked < readings.size() && readings.get(asked).isBefore(silence)) {
      asked++;
    }
    return asked < readings.size()
            && readings.get(asked).silences().contains(silence)
            && readings.get(asked).nanos() / MAX_STRETCH <= silence.span().durationNanos()
        ? verdict(silence, readings.get(asked))
        : Testimony.Clock.UNKNOWN;
  }

  private Testimony.Clock verdict(Silence silence, ClockReading reading) {
    long ticks = measuredTicks - (reading.isMeasured() ? reading.ticks() : 0);
    long nanos = measuredNanos - (reading.isMeasured() ? reading.nanos() : 0);
    if (nanos >= LEAST_MEASURED_NANOS && ticks >= LEAST_MEASURED_TICKS) {
      long beside = TimestampRate.usual(ticks, nanos);
      // What a path held comes behind the silence with the ticks of the silence.
      long rate = beside > 0 ? beside : TimestampRate.usual(measuredTicks, measuredNanos);
      return rate == 0 || standsStill(rate)
          ? Testimony.Clock.UNKNOWN // no clock: set anew now and then, or by a middlebox
          : verdict(silence, reading, reading.shiftNanos(rate), rate);
    }
    if (reading.ticks() == 0 || silence.span().durationNanos() < LONG_SILENCE_NANOS) {
      return Testimony.Clock.UNKNOWN; // perhaps a clock that never ticks, or seldom
    }
    Testimony.Clock verdict = Testimony.Clock.UNKNOWN;
    for (long usual : TimestampRate.usual()) {
      long told = reading.ticks() * (Nanos.PER_SECOND / usual);
      verdict = verdict(silence, reading, reading.nanos() - told, usual);
      if (verdict == Testimony.Clock.WENT_ON) {
        break;
      }
    }
    return verdict;
  }

  private static Testimony.Clock verdict(
      Silence silence, ClockReading reading, long shiftNanos, long rate) {
    long length = silence.span().durationNanos();
    long tolerated =
        Math.max((long) (TOLERANCE * length), TOLERATED_TICKS * Nanos.PER_SECOND / rate);
    if (Math.abs(shiftNanos) <= tolerated) {
      return Testimony.Clock.WENT_ON;
    }
    // A step ahead makes a silence as long as it is.
    long rival = reading.longestBesideNanos(silence);
    boolean isHere = rival == 0 || shiftNanos > rival && shiftNanos <= length + tolerated;
    return isHere ? Testimony.Clock.DISAGREES : Testimony.Clock.DISAGREES_NEARBY;
  }

  private boolean standsStill(long rate) {
    long ticksNanos = LONGEST_STANDSTILL_TICKS * Nanos.PER_SECOND / rate;
    return standstillNanos > Math.max(LONGEST_STANDSTILL_NANOS, ticksNanos);
  }
}
