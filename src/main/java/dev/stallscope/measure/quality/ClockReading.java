package dev.stallscope.measure.quality;

import java.util.List;

/** What a sender's clock said before and after silences of the capture. */
final class ClockReading {
  private final List<Silence> silences;
  private final long ticks;
  private final long nanos;
  private final boolean isMeasured;
  private final long[] before;
  private final long[] after = RecentTicks.unknown();
  private int rows;

  /**
   * A reading that begins.
   *
   * @param silences by time, at least one
   * @param ticks advance of the clock from the last packet before them to the first after them
   * @param nanos the same by the capture's clock
   * @param isMeasured whether both are among what the clock's rate was measured by
   */
  ClockReading(
      List<Silence> silences, long ticks, long nanos, boolean isMeasured, RecentTicks before) {
    this.silences = List.copyOf(silences);
    this.ticks = ticks;
    this.nanos = nanos;
    this.isMeasured = isMeasured;
    this.before = before.leastAhead();
  }

  List<Silence> silences() {
    return silences;
  }

  /** Whether all it tells of was before a silence. */
  boolean isBefore(Silence silence) {
    return silences.getLast().packet() < silence.packet();
  }

  /** The longest of the other silences, nanoseconds; 0 without any. */
  long longestBesideNanos(Silence silence) {
    return silences.stream()
        .filter(other -> !other.equals(silence))
        .mapToLong(other -> other.span().durationNanos())
        .max()
        .orElse(0);
  }

  long ticks() {
    return ticks;
  }

  long nanos() {
    return nanos;
  }

  boolean isMeasured() {
    return isMeasured;
  }

  /** Whether a packet at that time still tells of the silences. */
  boolean isOpen(long epochNanos) {
    return rows < RecentTicks.ROWS
        && epochNanos - silences.getLast().span().endNanos() <= RecentTicks.LONGEST_NANOS;
  }

  /** A packet behind the silences, with the ticks since the clock's first reading. */
  void follow(long allTicks, long epochNanos) {
    RecentTicks.lower(after, allTicks, epochNanos);
    rows++;
  }

  /**
   * How much more time the capture's clock passed over the silences than a sender's clock of this
   * rate, by the packets on both sides that were under way for the shortest time; nanoseconds.
   */
  long shiftNanos(long rate) {
    int index = RecentTicks.indexOf(rate);
    return after[index] - before[index];
  }
}
