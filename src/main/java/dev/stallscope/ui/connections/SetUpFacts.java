package dev.stallscope.ui.connections;

import dev.stallscope.analysis.detail.SynOptions;
import dev.stallscope.flow.tcp.CaptureQuality;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.net.Direction;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.control.Fact;
import dev.stallscope.ui.text.Texts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Between whom a TCP connection was, how it was opened and closed, and what was agreed. */
final class SetUpFacts {
  private final ConnectionSubject subject;
  private final TcpConnection connection;
  private final Optional<SynOptions> client;
  private final Optional<SynOptions> server;
  private final List<Fact> facts = new ArrayList<>();

  private SetUpFacts(ConnectionSubject subject) throws IOException {
    this.subject = subject;
    connection = subject.measured().connections().get(subject.id());
    client = SynOptions.of(subject.capture(), connection.handshake().synPacket());
    server = SynOptions.of(subject.capture(), connection.handshake().synAckPacket());
  }

  /**
   * The facts; the opening packets are read again for their options.
   *
   * @throws IOException if a file cannot be read
   */
  static List<Fact> of(ConnectionSubject subject) throws IOException {
    SetUpFacts facts = new SetUpFacts(subject);
    facts.add("client", facts.connection.client().toString());
    facts.add("server", facts.connection.server().toString());
    facts.opened();
    facts.roundTrip();
    facts.options();
    facts.closed();
    facts.quality();
    return List.copyOf(facts.facts);
  }

  private void opened() {
    TcpConnection.Handshake handshake = connection.handshake();
    String outcome = Texts.of("connection.opened." + id(handshake.outcome().name()));
    boolean isBad =
        handshake.outcome() == TcpConnection.Handshake.Outcome.REFUSED
            || handshake.outcome() == TcpConnection.Handshake.Outcome.UNANSWERED;
    String when = Texts.of("connection.opened", subject.time(connection.startNanos()), outcome);
    facts.add(isBad ? Fact.lost("opened", when) : Fact.of("opened", when));
    long nanos = connection.roundTrip().handshakeNanos();
    if (nanos >= 0) {
      add("handshake", DurationText.of(nanos));
    }
    if (handshake.synCount() > 1 || handshake.synAckCount() > 1) {
      facts.add(
          Fact.lost(
              "opening-repeated",
              Texts.of("connection.repeated", handshake.synCount(), handshake.synAckCount())));
    }
  }

  private void roundTrip() {
    TcpConnection.RoundTrip path = connection.roundTrip();
    if (path.isKnown()) {
      add(
          "round-trip",
          path.smoothedNanos() < 0
              ? DurationText.of(path.minNanos())
              : Texts.of(
                  "connection.round-trip-value",
                  DurationText.of(path.minNanos()),
                  DurationText.of(path.smoothedNanos())));
    }
    if (path.clientMinNanos() >= 0 && path.serverMinNanos() >= 0) {
      add(
          "halves",
          Texts.of(
              "connection.halves",
              DurationText.of(path.clientMinNanos()),
              DurationText.of(path.serverMinNanos())));
    }
  }

  private void options() {
    if (client.isEmpty() && server.isEmpty()) {
      add("options", Texts.of("connection.options-unseen"));
      return;
    }
    add(
        "mss",
        both(
            one ->
                one.mss() < 0
                    ? Texts.of("fact.none")
                    : Texts.of("connection.bytes", Integer.toString(one.mss()))));
    add("window-scale", scale());
    add("sack", agreed(SynOptions::hasSack));
    add("timestamps", agreed(SynOptions::hasTimestamps));
    if (client.filter(SynOptions::hasFastOpen).isPresent()) {
      add("fast-open", agreed(SynOptions::hasFastOpen));
    }
  }

  /** Both have to offer it, or no window is scaled (RFC 7323 2.2). */
  private String scale() {
    Function<SynOptions, String> offered =
        one ->
            one.windowScale() < 0
                ? Texts.of("fact.none")
                : Texts.of("connection.scale", 1 << one.windowScale());
    return isByBoth(one -> one.windowScale() >= 0)
        ? both(offered)
        : Texts.of("connection.unscaled", both(offered));
  }

  private String both(Function<SynOptions, String> value) {
    String unseen = Texts.of("fact.unseen");
    return Texts.of(
        "connection.both", client.map(value).orElse(unseen), server.map(value).orElse(unseen));
  }

  private boolean isByBoth(Predicate<SynOptions> isOffered) {
    return client.filter(isOffered).isPresent() && server.filter(isOffered).isPresent();
  }

  /** An option is in use where both sides offered it. */
  private String agreed(Predicate<SynOptions> isOffered) {
    if (client.isEmpty() || server.isEmpty()) {
      boolean isSeen = client.or(() -> server).filter(isOffered).isPresent();
      return Texts.of(isSeen ? "connection.offered-by-one-seen" : "fact.no");
    }
    if (isByBoth(isOffered)) {
      return Texts.of("fact.yes");
    }
    return client.filter(isOffered).isPresent()
        ? Texts.of("connection.refused-by-server")
        : Texts.of(server.filter(isOffered).isPresent() ? "connection.by-server" : "fact.no");
  }

  private void closed() {
    TcpConnection.Closing closing = connection.closing();
    boolean isReset = closing.resetNanos() >= 0;
    if (closing.finNanos() >= 0) {
      add("closed", closing("closed", closing.firstFinBy(), closing.finNanos()));
    }
    if (isReset) {
      String reset = closing("reset", closing.resetBy(), closing.resetNanos());
      facts.add(closing.finNanos() >= 0 ? Fact.of("reset", reset) : Fact.lost("reset", reset));
    }
    if (!isReset && closing.finNanos() < 0) {
      add("closed", Texts.of("connection.open"));
    }
    add("lasted", DurationText.of(Math.max(0, connection.endNanos() - connection.startNanos())));
  }

  private String closing(String id, Direction by, long nanos) {
    String side = by == Direction.CLIENT_TO_SERVER ? ".client" : ".server";
    return Texts.of("connection." + id + side, subject.time(nanos));
  }

  private void quality() {
    if (!connection.quality().isEmpty()) {
      add(
          "capture",
          connection.quality().stream()
              .sorted()
              .map(CaptureQuality::name)
              .map(name -> Texts.of("connection.quality." + id(name)))
              .collect(Collectors.joining(", ")));
    }
  }

  private static String id(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void add(String id, String value) {
    facts.add(Fact.of(id, value));
  }
}
