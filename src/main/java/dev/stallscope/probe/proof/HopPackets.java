package dev.stallscope.probe.proof;

import dev.stallscope.exchange.DnsAttempt;
import dev.stallscope.exchange.DnsLookup;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.exchange.Phase;
import dev.stallscope.flow.tcp.TcpConnection.Handshake;
import dev.stallscope.measure.Measurements;
import dev.stallscope.net.Endpoint;
import dev.stallscope.probe.ConnectAttempt;
import dev.stallscope.probe.ProbeHop;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.SetupMessage;
import dev.stallscope.protocol.quic.QuicHandshake;
import dev.stallscope.protocol.tls.TlsFlight;
import dev.stallscope.protocol.tls.TlsHandshake;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The packets of one request of a probe, phase by phase. */
final class HopPackets {
  private final ProbeHop hop;
  private final Optional<Exchange> exchange;
  private final Measurements measured;
  private final List<Exchange> opened;
  private final List<PhaseProof> phases = new ArrayList<>();

  /**
   * The packets of a request.
   *
   * @param exchange the request in the capture, where it was found
   */
  HopPackets(ProbeHop hop, Optional<Exchange> exchange, Measurements measured) {
    this.hop = hop;
    this.exchange = exchange;
    this.measured = measured;
    opened =
        hop.isReused()
            ? List.of()
            : measured.exchanges().stream().filter(this::isSetUpOfHop).toList();
  }

  /** Set-up of the connection that the request went over; where there is none, of all tries. */
  private boolean isSetUpOfHop(Exchange one) {
    boolean isSetUp = one.kind() == ExchangeKind.CONNECT || one.kind() == ExchangeKind.TLS;
    if (!isSetUp || !HopExchanges.isDuring(hop, one.span().startNanos())) {
      return false;
    }
    if (exchange.isPresent()) {
      return one.connection() == exchange.get().connection();
    }
    return hop.client().map(one.client()::equals).orElseGet(() -> isTried(one.server()));
  }

  private boolean isTried(Endpoint server) {
    return hop.attempts().stream().map(ConnectAttempt::server).anyMatch(server::equals);
  }

  HopProof proof() {
    lookup();
    connect();
    handshake();
    exchange.ifPresent(this::request);
    return new HopProof(
        exchange.map(one -> OptionalInt.of(one.id())).orElse(OptionalInt.empty()), phases);
  }

  private void add(Phase phase, OptionalLong seenNanos, Stream<Integer> packets) {
    long measuredNanos = hop.phases().durationNanos(phase);
    List<Integer> all = packets.filter(packet -> packet >= 0).toList();
    if (!all.isEmpty()) {
      phases.add(new PhaseProof(phase, measuredNanos, seenNanos, all));
    }
  }

  private void lookup() {
    List<DnsAttempt> asked =
        measured.lookups().stream()
            .filter(this::isOfHop)
            .map(DnsLookup::attempts)
            .flatMap(List::stream)
            .toList();
    OptionalLong first = asked.stream().mapToLong(DnsAttempt::sentNanos).min();
    OptionalLong last = asked.stream().mapToLong(DnsAttempt::answerNanos).max();
    add(
        Phase.DNS,
        between(first, last),
        asked.stream().flatMap(one -> Stream.of(one.queryPacket(), one.answerPacket())));
  }

  private boolean isOfHop(DnsLookup lookup) {
    return hop.lookup()
            .filter(asked -> asked.host().toLowerCase(Locale.ROOT).equals(lookup.name()))
            .isPresent()
        && HopExchanges.isDuring(hop, lookup.span().startNanos());
  }

  private static OptionalLong between(OptionalLong first, OptionalLong last) {
    return first.isPresent() && last.isPresent() && last.getAsLong() >= first.getAsLong()
        ? OptionalLong.of(last.getAsLong() - first.getAsLong())
        : OptionalLong.empty();
  }

  private void connect() {
    List<Handshake> handshakes =
        opened.stream()
            .filter(one -> one.kind() == ExchangeKind.CONNECT && measured.isTcp(one.connection()))
            .map(one -> measured.connections().get(one.connection()).handshake())
            .toList();
    if (handshakes.isEmpty()) {
      opened.stream()
          .filter(one -> one.phases().durationNanos(Phase.CONNECT) > 0)
          .findFirst()
          .ifPresent(this::connectOverDatagrams);
      return;
    }
    add(
        Phase.CONNECT,
        between(
            handshakes.stream().mapToLong(Handshake::synNanos).min(),
            handshakes.stream().mapToLong(Handshake::synAckNanos).max()),
        handshakes.stream()
            .flatMap(one -> Stream.of(one.synPacket(), one.synAckPacket(), one.ackPacket())));
  }

  /** QUIC is connected when the server's first datagram has come. */
  private void connectOverDatagrams(Exchange handshake) {
    add(
        Phase.CONNECT,
        OptionalLong.of(handshake.phases().durationNanos(Phase.CONNECT)),
        Stream.concat(
            handshake.setup().map(SetupMessage::firstPacket).stream(), answers(handshake)));
  }

  private void handshake() {
    for (Exchange one : opened) {
      if (one.kind() == ExchangeKind.TLS) {
        Stream<Integer> first =
            one.setup().stream()
                .filter(made -> !made.opensConnection())
                .map(SetupMessage::firstPacket);
        Stream<Integer> last = one.setup().map(SetupMessage::lastPacket).stream();
        add(
            Phase.TLS,
            OptionalLong.of(one.phases().durationNanos(Phase.TLS)),
            Stream.of(first, answers(one), last).flatMap(packets -> packets));
        return;
      }
    }
  }

  /** Where each flight of a handshake begins; over QUIC, which shows none, the server's first. */
  private static Stream<Integer> answers(Exchange handshake) {
    return handshake
        .setup()
        .map(SetupMessage::content)
        .map(
            content ->
                switch (content) {
                  case TlsHandshake tls -> tls.flights().stream().map(TlsFlight::firstPacket);
                  case QuicHandshake quic -> Stream.of(quic.answerPacket());
                  default -> Stream.<Integer>of();
                })
        .orElse(Stream.of());
  }

  private void request(Exchange one) {
    Optional<Message> asked = one.request();
    Optional<Message> answered = one.response();
    asked.ifPresent(message -> whole(Phase.SEND, message));
    if (asked.isPresent()) {
      OptionalLong sent = OptionalLong.of(asked.get().span().lastNanos());
      OptionalLong begun =
          answered
              .map(message -> OptionalLong.of(message.span().firstNanos()))
              .orElse(OptionalLong.empty());
      add(
          Phase.WAIT,
          between(sent, begun),
          Stream.concat(
              Stream.of(asked.get().span().lastPacket()),
              answered.map(message -> message.span().firstPacket()).stream()));
    }
    answered.ifPresent(message -> whole(Phase.RECEIVE, message));
  }

  private void whole(Phase phase, Message message) {
    add(
        phase,
        OptionalLong.of(message.span().lastNanos() - message.span().firstNanos()),
        Stream.of(message.span().firstPacket(), message.span().lastPacket()));
  }
}
