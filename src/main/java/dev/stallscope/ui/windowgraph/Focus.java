package dev.stallscope.ui.windowgraph;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.chart.windowgraph.WindowGraph;
import dev.stallscope.chart.windowgraph.WindowGraphViewport;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.time.TimeSpan;
import dev.stallscope.ui.workspace.Selected;
import java.util.List;
import java.util.Optional;

/** What of a graph shows what is selected. */
final class Focus {
  /** So much before and after a stall shows what led to it and what ended it. */
  private static final double STALL_MARGIN = 0.3;

  /** A short one is seen with the flights before and after it. */
  private static final long ROUND_TRIPS_AROUND = 2;

  private static final double EXCHANGE_MARGIN = 0.05;

  private Focus() {}

  /** The stall of a finding, else the exchange, with a margin; empty where neither is selected. */
  static Optional<WindowGraphViewport> of(Selected selected, WindowGraph graph, Analysis analysis) {
    return stalls(selected, graph)
        .map(span -> WindowGraphViewport.around(span, stallMargin(span, graph, analysis), graph))
        .or(
            () ->
                exchange(selected, analysis)
                    .map(
                        span ->
                            WindowGraphViewport.around(span, share(span, EXCHANGE_MARGIN), graph)));
  }

  private static long stallMargin(TimeSpan span, WindowGraph graph, Analysis analysis) {
    long roundTrip = analysis.measurements().roundTripNanos(graph.connection());
    return Math.max(share(span, STALL_MARGIN), ROUND_TRIPS_AROUND * Math.max(0, roundTrip));
  }

  private static long share(TimeSpan span, double share) {
    return Math.round(span.durationNanos() * share);
  }

  /** From the first to the last stall that the finding is about, in the exchange if it has some. */
  private static Optional<TimeSpan> stalls(Selected selected, WindowGraph graph) {
    Finding finding = selected.finding();
    if (finding == null) {
      return Optional.empty();
    }
    List<LostTime> stalls =
        graph.lost().stream().filter(stall -> stall.rule().equals(finding.rule().id())).toList();
    List<LostTime> ofExchange =
        stalls.stream().filter(stall -> stall.exchange() == selected.exchange()).toList();
    List<LostTime> shown = ofExchange.isEmpty() ? stalls : ofExchange;
    return shown.stream()
        .map(stall -> new TimeSpan(stall.startNanos(), stall.endNanos()))
        .reduce(Focus::union);
  }

  private static TimeSpan union(TimeSpan one, TimeSpan other) {
    return new TimeSpan(
        Math.min(one.startNanos(), other.startNanos()), Math.max(one.endNanos(), other.endNanos()));
  }

  private static Optional<TimeSpan> exchange(Selected selected, Analysis analysis) {
    List<Exchange> exchanges = analysis.measurements().exchanges();
    return selected.exchange() < 0 || selected.exchange() >= exchanges.size()
        ? Optional.empty()
        : Optional.of(exchanges.get(selected.exchange()).span());
  }
}
