package dev.stallscope.ui.windowgraph;

import dev.stallscope.chart.windowgraph.WindowGraph;
import dev.stallscope.measure.Measurements;
import dev.stallscope.measure.ThroughputLimit;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.DatagramConnection;
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

  static ConnectionText of(WindowGraph graph, Measurements measured) {
    int id = graph.connection();
    return new ConnectionText(
        graph.direction() == Direction.CLIENT_TO_SERVER
            ? Texts.of("graph.title", measured.client(id), measured.server(id))
            : Texts.of("graph.title", measured.server(id), measured.client(id)),
        Texts.of("graph.number", id + 1, measured.connectionCount()),
        String.join(" · ", facts(graph, measured)));
  }

  private static List<String> facts(WindowGraph graph, Measurements measured) {
    List<String> facts = new ArrayList<>();
    int id = graph.connection();
    if (measured.isTcp(id)) {
      sent(measured.connections().get(id).side(graph.direction()).uniqueBytes(), facts);
      roundTrip(measured.roundTripNanos(id), facts);
      limit(measured.facts().get(id).direction(graph.direction()).dominantLimit(), facts);
    } else {
      DatagramConnection connection = measured.datagramConnection(id);
      facts.add(connection.version());
      DatagramConnection.Traffic traffic = traffic(connection, graph.direction());
      sent(traffic.bytes(), facts);
      roundTrip(measured.roundTripNanos(id), facts);
      if (traffic.lost() > 0) {
        facts.add(Texts.of("graph.facts.lost", traffic.lost()));
      }
    }
    return facts;
  }

  private static DatagramConnection.Traffic traffic(
      DatagramConnection connection, Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER
        ? connection.fromClient()
        : connection.fromServer();
  }

  private static void sent(long bytes, List<String> facts) {
    facts.add(Texts.of("graph.facts.sent", SizeText.of(bytes)));
  }

  private static void roundTrip(long nanos, List<String> facts) {
    if (nanos >= 0) {
      facts.add(Texts.of("graph.facts.round-trip", DurationText.of(nanos)));
    }
  }

  private static void limit(ThroughputLimit limit, List<String> facts) {
    if (limit != ThroughputLimit.UNKNOWN && limit != ThroughputLimit.OPPORTUNITY) {
      String id = limit.name().toLowerCase(Locale.ROOT).replace('_', '-');
      facts.add(Texts.of("graph.facts.limit", Texts.of("limit." + id)));
    }
  }
}
