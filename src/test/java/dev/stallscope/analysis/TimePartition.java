package dev.stallscope.analysis;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.PhaseTimings.Timing;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.ConnectionFacts;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;

/** The sum rule: each nanosecond of an exchange and of a connection has exactly one owner. */
final class TimePartition {
  private final List<String> violations = new ArrayList<>();

  private TimePartition() {}

  /** What leaves a gap, overlaps, or does not fill its exchange or connection; empty if nothing. */
  static List<String> violations(Analysis analysis) {
    TimePartition partition = new TimePartition();
    for (Exchange exchange : analysis.measurements().exchanges()) {
      List<TimeSpan> phases = exchange.phases().timings().stream().map(Timing::span).toList();
      List<TimeSpan> account =
          spans(analysis.measurements().accounts().get(exchange.id()).intervals());
      partition.check("phases of " + exchange.label(), phases, exchange.span());
      partition.check("account of " + exchange.label(), account, exchange.span());
    }
    for (ConnectionFacts facts : analysis.measurements().facts()) {
      List<TimeSpan> timeline = spans(facts.timeline());
      if (!timeline.isEmpty()) {
        TimeSpan whole =
            new TimeSpan(timeline.getFirst().startNanos(), timeline.getLast().endNanos());
        partition.check("connection " + facts.connection(), timeline, whole);
      }
    }
    return List.copyOf(partition.violations);
  }

  private static List<TimeSpan> spans(List<CauseInterval> intervals) {
    return intervals.stream()
        .map(interval -> new TimeSpan(interval.startNanos(), interval.endNanos()))
        .toList();
  }

  private void check(String what, List<TimeSpan> parts, TimeSpan whole) {
    long cursor = whole.startNanos();
    for (TimeSpan part : parts) {
      if (part.startNanos() != cursor) {
        violations.add(what + ": " + parts + " leaves a gap or overlaps");
        return;
      }
      cursor = part.endNanos();
    }
    if (cursor != whole.endNanos()) {
      violations.add(what + ": " + parts + " does not fill " + whole);
    }
  }
}
