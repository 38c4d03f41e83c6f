package dev.stallscope.report.page;

import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.time.TimeSpan;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which exchanges a page has room for, and the time around them.
 *
 * @param rows by start
 * @param span what is shown of their time; longer than nothing
 */
record RowChoice(List<Exchange> rows, TimeSpan span) {
  /** Neighbours that reach further than this share of the trouble would press it together. */
  private static final double REACH = 1;

  /** Of the time shown, kept free after the last row, so that its end is seen as one. */
  private static final long MARGIN_SHARE = 40;

  /** Those of the finding first, then what was close in time; at most {@code most}. */
  static RowChoice of(Story story, int most) {
    return story.worst().map(worst -> around(worst, story, most)).orElseGet(RowChoice::none);
  }

  private static RowChoice none() {
    return new RowChoice(List.of(), new TimeSpan(0, 1));
  }

  private static RowChoice around(Exchange worst, Story story, int most) {
    Set<Integer> concerned =
        story.concerned().stream().map(Exchange::id).collect(Collectors.toSet());
    TimeSpan reach = reach(worst.span());
    Comparator<Exchange> byDistance =
        Comparator.comparingInt(row -> Math.abs(row.id() - worst.id()));
    List<Exchange> all = story.rows();
    List<Exchange> rows =
        Stream.of(
                Stream.of(worst),
                all.stream().filter(row -> concerned.contains(row.id())).sorted(byDistance),
                all.stream().filter(row -> isWithin(reach, row)).sorted(byDistance))
            .flatMap(part -> part)
            .distinct()
            .limit(most)
            .sorted(Comparator.comparingInt(Exchange::id))
            .toList();
    return new RowChoice(rows, span(rows, story));
  }

  private static TimeSpan reach(TimeSpan span) {
    long more = (long) (span.durationNanos() * REACH);
    return new TimeSpan(span.startNanos() - more, span.endNanos() + more);
  }

  /** Whether all of a row can be shown: a bar that is cut is shorter than its time says. */
  private static boolean isWithin(TimeSpan reach, Exchange row) {
    return row.span().startNanos() >= reach.startNanos()
        && row.span().endNanos() <= reach.endNanos();
  }

  /** All of the rows, with what they lost before they began or after they ended. */
  private static TimeSpan span(List<Exchange> rows, Story story) {
    long start = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    for (Exchange row : rows) {
      start = Math.min(start, row.span().startNanos());
      end = Math.max(end, row.span().endNanos());
      for (LostTime lost : story.lost(row)) {
        start = Math.min(start, lost.startNanos());
        end = Math.max(end, lost.endNanos());
      }
    }
    return new TimeSpan(start, Math.max(start + 1, end + (end - start) / MARGIN_SHARE));
  }
}
