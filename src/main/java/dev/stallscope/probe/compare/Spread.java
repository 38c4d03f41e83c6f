package dev.stallscope.probe.compare;

import java.util.List;
import java.util.function.ToLongFunction;

/** How long something took each time; at least once. */
public final class Spread {
  private final long[] sortedNanos;

  private Spread(long[] sortedNanos) {
    if (sortedNanos.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
    this.sortedNanos = sortedNanos;
  }

  /** The spread of a value over what it was measured in. */
  public static <T> Spread of(List<T> measured, ToLongFunction<? super T> nanos) {
    return new Spread(measured.stream().mapToLong(nanos).sorted().toArray());
  }

  public int count() {
    return sortedNanos.length;
  }

  /** The middle one; of an even number the mean of the middle two. */
  public long medianNanos() {
    int middle = sortedNanos.length / 2;
    return sortedNanos.length % 2 == 1
        ? sortedNanos[middle]
        : (sortedNanos[middle - 1] + sortedNanos[middle]) / 2;
  }

  public long leastNanos() {
    return sortedNanos[0];
  }

  public long mostNanos() {
    return sortedNanos[sortedNanos.length - 1];
  }

  /** What a quarter of all is below, or three quarters, by the nearest rank. */
  public long quartileNanos(int quarters) {
    return sortedNanos[(sortedNanos.length - 1) * quarters / 4];
  }

  /** What so many of a hundred do not exceed, by the nearest rank. */
  public long percentileNanos(int percent) {
    int rank = (int) Math.ceilDiv((long) sortedNanos.length * percent, 100);
    return sortedNanos[Math.max(1, rank) - 1];
  }

  /** A copy of all, ascending. */
  public long[] sortedNanos() {
    return sortedNanos.clone();
  }
}
