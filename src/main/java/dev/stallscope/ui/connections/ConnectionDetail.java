package dev.stallscope.ui.connections;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.protocol.DatagramConnection;
import dev.stallscope.protocol.TransportWait;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.control.Fact;
import dev.stallscope.ui.control.detail.Course;
import dev.stallscope.ui.control.detail.Detail;
import dev.stallscope.ui.control.detail.Section;
import dev.stallscope.ui.control.detail.SelectionLinks;
import dev.stallscope.ui.control.detail.TimeSection;
import dev.stallscope.ui.text.Texts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All that is known of one connection. */
final class ConnectionDetail {
  private final ConnectionSubject subject;
  private final SelectionLinks links;

  private ConnectionDetail(ConnectionSubject subject, SelectionLinks links) {
    this.subject = subject;
    this.links = links;
  }

  /**
   * Reads what is not kept of a connection and puts it into words.
   *
   * @throws IOException if a file cannot be read
   */
  static Detail of(ConnectionSubject subject, SelectionLinks links) throws IOException {
    ConnectionDetail detail = new ConnectionDetail(subject, links);
    String title =
        Texts.of(
            "connection.title",
            Integer.toString(subject.id()),
            subject.measured().client(subject.id()),
            subject.measured().server(subject.id()));
    List<List<Section>> columns =
        subject.measured().isTcp(subject.id()) ? detail.segments() : detail.datagrams();
    return new Detail(title, columns)
        .with(Course.ofSlowest(detail.exchanges(), subject.capture().analysis().lostTimes()));
  }

  private List<List<Section>> segments() throws IOException {
    List<Section> ways = new ArrayList<>(List.of(WayPairs.of(subject)));
    ways.addAll(ConnectionShares.limits(subject));
    List<Section> time = new ArrayList<>();
    time.add(
        TimeSection.of(
            subject.measured().facts().get(subject.id()).timeline(), subject.findings()));
    time.addAll(links());
    return List.of(List.of(facts(SetUpFacts.of(subject))), ways, time);
  }

  private List<List<Section>> datagrams() {
    DatagramConnection connection = subject.measured().datagramConnection(subject.id());
    return List.of(
        List.of(facts(datagramFacts(connection))),
        List.of(WayPairs.of(connection), waits(connection)),
        links());
  }

  private static Section facts(List<Fact> facts) {
    return new Section.Facts(Texts.of("connection.set-up"), facts);
  }

  /** What was found comes first: it is why one looks. */
  private List<Section> links() {
    return List.of(links.findings(subject.findings()), links.exchanges(exchanges()));
  }

  /** Set-up by itself only where nothing waited for it. */
  private List<Exchange> exchanges() {
    List<Exchange> exchanges =
        subject.exchanges().stream().filter(one -> !one.isPartOfParent()).toList();
    return exchanges.isEmpty() ? subject.exchanges() : exchanges;
  }

  private List<Fact> datagramFacts(DatagramConnection connection) {
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("client", connection.client().toString()));
    facts.add(Fact.of("server", connection.server().toString()));
    facts.add(Fact.of("protocol", connection.version()));
    facts.add(Fact.of("opened", subject.time(connection.startNanos())));
    DatagramConnection.RoundTrip path = connection.roundTrip();
    if (path.isKnown()) {
      facts.add(Fact.of("round-trip", DurationText.of(path.minNanos())));
    }
    if (path.clientMinNanos() >= 0 && path.serverMinNanos() >= 0) {
      facts.add(
          Fact.of(
              "halves",
              Texts.of(
                  "connection.halves",
                  DurationText.of(path.clientMinNanos()),
                  DurationText.of(path.serverMinNanos()))));
    }
    if (path.passiveNanos() >= 0) {
      facts.add(Fact.of("spin", DurationText.of(path.passiveNanos())));
    }
    for (DatagramConnection.Move move : connection.moves()) {
      facts.add(
          Fact.of(
              "moved",
              Texts.of(
                  "connection.moved",
                  subject.time(move.sinceNanos()),
                  move.client(),
                  move.server())));
    }
    facts.add(Fact.of("lasted", DurationText.of(connection.endNanos() - connection.startNanos())));
    return facts;
  }

  /** How often and for how long its transport held a sender back, each reason by itself. */
  private static Section waits(DatagramConnection connection) {
    List<Fact> facts = new ArrayList<>();
    for (TransportWait.Kind kind : TransportWait.Kind.values()) {
      List<TransportWait> waits =
          connection.waits().stream().filter(wait -> wait.kind() == kind).toList();
      if (!waits.isEmpty()) {
        String name = Texts.of("wait." + kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        long nanos = waits.stream().mapToLong(TransportWait::durationNanos).sum();
        String value = Texts.of("connection.waits-value", waits.size(), DurationText.of(nanos));
        facts.add(new Fact(name, value, false));
      }
    }
    return new Section.Facts(Texts.of("connection.waits"), facts);
  }
}
