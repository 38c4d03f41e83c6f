package dev.stallscope.ui.tcpgraph;

import dev.stallscope.chart.tcp.TcpGraph;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.Measurements;
import dev.stallscope.measure.ThroughputLimit;
import dev.stallscope.net.Direction;
import dev.stallscope.report.SizeText;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The connection of a graph in words.
 *
 * @param title whose data are shown, as {@code 192.0.2.1:443 → 192.0.2.2:51234}
 * @param number which of the connections it is, as {@code 3 of 14}
 * @param facts how much data it is, the round trip, and what limited it
 */
public record ConnectionText(String title, String number, String facts) {
  /** Without a graph. */
  static final ConnectionText NONE = new ConnectionText("", "", "");

  static ConnectionText of(TcpGraph graph, Measurements measured) {
    List<TcpConnection> connections = measured.connections();
    TcpConnection connection = connections.get(graph.connection());
    return new ConnectionText(
        graph.direction() == Direction.CLIENT_TO_SERVER
            ? Texts.of("graph.title", connection.client(), connection.server())
            : Texts.of("graph.title", connection.server(), connection.client()),
        Texts.of("graph.number", graph.connection() + 1, connections.size()),
        facts(graph, connection, measured));
  }

  private static String facts(TcpGraph graph, TcpConnection connection, Measurements measured) {
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
