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
  /** Neighbours further away than this share of the trouble would only press it together. */
  private static final double REACH = 0.5;

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
                all.stream().filter(row -> reach.overlaps(row.span())).sorted(byDistance))
            .flatMap(part -> part)
            .distinct()
            .limit(most)
            .sorted(Comparator.comparingInt(Exchange::id))
            .toList();
    return new RowChoice(rows, span(rows, concerned, reach, story));
  }

  private static TimeSpan reach(TimeSpan span) {
    long more = (long) (span.durationNanos() * REACH);
    return new TimeSpan(span.startNanos() - more, span.endNanos() + more);
  }

  /** All of those of the finding with what they lost, and of the others what lies within reach. */
  private static TimeSpan span(
      List<Exchange> rows, Set<Integer> concerned, TimeSpan reach, Story story) {
    long start = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    for (Exchange row : rows) {
      boolean isWhole = concerned.contains(row.id());
      long first = row.span().startNanos();
      long last = row.span().endNanos();
      start = Math.min(start, isWhole ? first : Math.max(first, reach.startNanos()));
      for (LostTime lost : story.lost(row)) {
        start = Math.min(start, lost.startNanos());
      }
      end = Math.max(end, isWhole ? last : Math.min(last, reach.endNanos()));
    }
    return new TimeSpan(start, Math.max(start + 1, end + (end - start) / MARGIN_SHARE));
  }
}
