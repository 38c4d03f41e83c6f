package dev.stallscope.ui.tcpgraph;

import dev.stallscope.chart.tcp.TcpGraph;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.Measurements;
import dev.stallscope.measure.ThroughputLimit;
import dev.stallscope.report.SizeText;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The connection of a graph in a few words. */
final class ConnectionFactsText {
  private ConnectionFactsText() {}

  static String of(TcpGraph graph, TcpConnection connection, Measurements measured) {
    List<String> facts = new ArrayList<>();
    facts.add(
        Texts.of(
            "graph.facts.sent", SizeText.of(connection.side(graph.direction()).uniqueBytes())));
    if (connection.roundTrip().isKnown()) {
      facts.add(
          Texts.of("graph.facts.round-trip", DurationText.of(connection.roundTrip().minNanos())));
    }
    ThroughputLimit limit =
        measured.facts().get(graph.connection()).direction(graph.direction()).dominantLimit();
    if (limit != ThroughputLimit.UNKNOWN && limit != ThroughputLimit.OPPORTUNITY) {
      String id = limit.name().toLowerCase(Locale.ROOT).replace('_', '-');
      facts.add(Texts.of("graph.facts.limit", Texts.of("limit." + id)));
    }
    return String.join(" · ", facts);
  }
}
