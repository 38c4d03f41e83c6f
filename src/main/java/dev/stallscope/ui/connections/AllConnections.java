package dev.stallscope.ui.connections;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.analysis.detail.SentAgain;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpConnection.Handshake.Outcome;
import dev.stallscope.measure.Measurements;
import dev.stallscope.protocol.DatagramConnection;
import dev.stallscope.report.SizeText;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.control.Fact;
import dev.stallscope.ui.control.detail.Course;
import dev.stallscope.ui.control.detail.Detail;
import dev.stallscope.ui.control.detail.Section;
import dev.stallscope.ui.control.detail.SelectionLinks;
import dev.stallscope.ui.text.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** What is known of all connections of a capture together, where none is selected. */
final class AllConnections {
  private final OpenCapture capture;
  private final Measurements measured;

  private AllConnections(OpenCapture capture) {
    this.capture = capture;
    measured = capture.analysis().measurements();
  }

  static Detail of(OpenCapture capture, SelectionLinks links) {
    AllConnections all = new AllConnections(capture);
    Analysis analysis = capture.analysis();
    List<Finding> findings =
        analysis.findings().stream().filter(one -> !one.connections().isEmpty()).toList();
    return analysis.measurements().connectionCount() == 0
        ? Detail.NOTHING
        : new Detail(
                Texts.of("connections.all"),
                List.of(
                    List.of(new Section.Facts(Texts.of("connections.all"), all.facts())),
                    List.of(new Section.Facts(Texts.of("connections.all-carried"), all.carried())),
                    List.of(links.findings(findings))))
            .with(
                Course.ofSlowest(
                    all.measured.exchanges().stream().filter(one -> !one.isPartOfParent()).toList(),
                    analysis.lostTimes()));
  }

  private List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    for (Outcome outcome : Outcome.values()) {
      long count =
          measured.connections().stream()
              .filter(one -> one.handshake().outcome() == outcome)
              .count();
      if (count > 0) {
        String id = outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
        facts.add(
            new Fact(
                Texts.of("connections.tcp", Texts.of("connection.opened." + id)),
                count(count),
                false));
      }
    }
    if (!measured.datagramConnections().isEmpty()) {
      facts.add(Fact.of("over-datagrams", count(measured.datagramConnections().size())));
    }
    long servers =
        IntStream.range(0, measured.connectionCount())
            .mapToObj(measured::server)
            .distinct()
            .count();
    facts.add(Fact.of("servers-met", count(servers)));
    long reused = Arrays.stream(measured.requestsByConnection()).filter(one -> one > 1).count();
    facts.add(Fact.of("reused", Texts.of("connection.of", reused, measured.connectionCount())));
    long[] trips =
        IntStream.range(0, measured.connectionCount())
            .mapToLong(measured::roundTripNanos)
            .filter(nanos -> nanos >= 0)
            .sorted()
            .toArray();
    if (trips.length > 0) {
      String least = DurationText.of(trips[0]);
      String most = DurationText.of(trips[trips.length - 1]);
      facts.add(
          Fact.of(
              "round-trip",
              least.equals(most) ? least : Texts.of("connection.from-to", least, most)));
    }
    return facts;
  }

  private List<Fact> carried() {
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("by-clients", SizeText.of(sum(true))));
    facts.add(Fact.of("by-servers", SizeText.of(sum(false))));
    long again = Arrays.stream(SentAgain.byConnection(capture)).sum();
    facts.add(again > 0 ? Fact.lost("again", count(again)) : Fact.of("again", count(again)));
    long resets =
        measured.connections().stream().filter(one -> one.closing().resetNanos() >= 0).count();
    facts.add(Fact.of("resets", count(resets)));
    return facts;
  }

  private long sum(boolean isOfClients) {
    LongStream segments =
        measured.connections().stream()
            .map(one -> isOfClients ? one.fromClient() : one.fromServer())
            .mapToLong(TcpConnection.Side::uniqueBytes);
    LongStream datagrams =
        measured.datagramConnections().stream()
            .map(one -> isOfClients ? one.fromClient() : one.fromServer())
            .mapToLong(DatagramConnection.Traffic::bytes);
    return LongStream.concat(segments, datagrams).sum();
  }

  private static String count(long count) {
    return "%,d".formatted(count);
  }
}
