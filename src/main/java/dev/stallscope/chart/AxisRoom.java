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

  /** What the exchanges need after the end of {@code span}, nanoseconds; 0 if it helps none. */
  public long nanos(
      TimeSpan span, List<Exchange> rows, Function<Exchange, List<LostTime>> lostTimes) {
    List<Exchange> late = late(span, rows, lostTimes);
    double room = 0;
    double best = 0;
    long mostSaid = -1;
    for (int round = 0; round < ROUNDS; round++) {
      WaterfallLayout layout = layouts.apply(scale(span, room));
      long said = late.stream().mapToInt(row -> layout.said(row, lostTimes.apply(row))).sum();
      if (said > mostSaid) {
        mostSaid = said;
        best = room;
      }
      double allowed = most * width - room - 1;
      double lacking =
          late.stream()
              .mapToDouble(row -> layout.lacking(row, lostTimes.apply(row), allowed))
              .max()
              .orElse(0);
      if (lacking <= 0) {
        break;
      }
      room += lacking + 1;
    }
    return extra(span, best);
  }

  /** Behind all others there is room for the widest words as it is, and more with each round. */
  private List<Exchange> late(
      TimeSpan span, List<Exchange> rows, Function<Exchange, List<LostTime>> lostTimes) {
    WaterfallLayout layout = layouts.apply(scale(span, 0));
    double widest =
        rows.stream()
            .flatMap(row -> lostTimes.apply(row).stream())
            .mapToDouble(layout::roomBehind)
            .max()
            .orElse(0);
    return rows.stream()
        .filter(row -> layout.end(row, lostTimes.apply(row)) + widest > width)
        .toList();
  }

  private TimeScale scale(TimeSpan span, double room) {
    long end = span.endNanos() + extra(span, room);
    return new TimeScale(new TimeSpan(span.startNanos(), end), 0, width);
  }

  private long extra(TimeSpan span, double room) {
    return Math.round(span.durationNanos() * room / (width - room));
  }
}
