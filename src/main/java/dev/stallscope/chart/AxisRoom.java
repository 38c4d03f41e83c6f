package dev.stallscope.chart;

import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.time.TimeSpan;
import java.util.List;
import java.util.function.Function;

/**
 * How much longer than its bars a time axis is, so that the words for lost time stand behind bars
 * that end late.
 *
 * @param width of the whole axis in pixels
 * @param most that may be left free, a part of the width
 * @param layouts what draws rows on a scale
 */
public record AxisRoom(double width, double most, Function<TimeScale, WaterfallLayout> layouts) {
  /** More room makes bars shorter, so that other words find no place inside them any more. */
  private static final int ROUNDS = 6;

  /** What the exchanges need after the end of {@code span}, nanoseconds. */
  public long nanos(
      TimeSpan span, List<Exchange> rows, Function<Exchange, List<LostTime>> lostTimes) {
    List<Exchange> losing = rows.stream().filter(row -> !lostTimes.apply(row).isEmpty()).toList();
    double room = 0;
    for (int round = 0; round < ROUNDS; round++) {
      WaterfallLayout layout = layouts.apply(scale(span, room));
      double allowed = most * width - room - 1;
      double lacking =
          losing.stream()
              .mapToDouble(row -> layout.lacking(row, lostTimes.apply(row), allowed))
              .max()
              .orElse(0);
      if (lacking <= 0) {
        break;
      }
      room += lacking + 1;
    }
    return extra(span, room);
  }

  private TimeScale scale(TimeSpan span, double room) {
    long end = span.endNanos() + extra(span, room);
    return new TimeScale(new TimeSpan(span.startNanos(), end), 0, width);
  }

  private long extra(TimeSpan span, double room) {
    return Math.round(span.durationNanos() * room / (width - room));
  }
}
