package dev.stallscope.diagnosis;

import dev.stallscope.capture.CaptureInterface;
import dev.stallscope.exchange.DnsLookup;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.flow.tcp.Vantage;
import dev.stallscope.measure.CaptureFacts;
import dev.stallscope.measure.CaptureFacts.ClockStep;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.ConnectionFacts;
import dev.stallscope.measure.DirectionFacts;
import dev.stallscope.measure.Measurements;
import dev.stallscope.measure.StallCause;
import dev.stallscope.measure.TimeAccount;
import dev.stallscope.net.Direction;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.DatagramConnection;
import dev.stallscope.protocol.MessageContent;
import dev.stallscope.protocol.SetupMessage;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Measurements of a capture that a test makes up. Times are milliseconds after the start of the
 * capture; what is not said is healthy.
 */
public final class MeasurementsFixture {
  private static final long START = 1_700_000_000_000_000_000L;

  private final List<ConnectionDraft> connections = new ArrayList<>();
  private final List<Exchange> exchanges = new ArrayList<>();
  private final List<List<CauseInterval>> accounts = new ArrayList<>();
  private final List<DnsLookup> lookups = new ArrayList<>();
  private final List<ClockStep> clockSteps = new ArrayList<>();
  private final List<CaptureInterface> interfaces = new ArrayList<>();
  private OptionalLong dropped = OptionalLong.empty();
  private int packets = 1000;
  private int truncatedPackets;
  private int duplicatePackets;
  private long clockTickNanos;
  private boolean isOverDatagrams;

  /** Epoch nanoseconds of a time in the capture. */
  public static long at(long millis) {
    return START + Nanos.ofMillis(millis);
  }

  public static TimeSpan span(long startMillis, long endMillis) {
    return new TimeSpan(at(startMillis), at(endMillis));
  }

  public MeasurementsFixture packets(int count) {
    packets = count;
    return this;
  }

  /** All connections are QUIC's, and none of TCP. */
  public MeasurementsFixture overDatagrams() {
    isOverDatagrams = true;
    return this;
  }

  public MeasurementsFixture dropped(long count) {
    dropped = OptionalLong.of(count);
    return this;
  }

  public MeasurementsFixture truncated(int count, int snapLength) {
    truncatedPackets = count;
    interfaces.add(
        new CaptureInterface(
            interfaces.size(),
            Optional.of("eth0"),
            Optional.empty(),
            1,
            snapLength,
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty()));
    return this;
  }

  public MeasurementsFixture duplicates(int count) {
    duplicatePackets = count;
    return this;
  }

  /** All times of the capture are multiples of this. */
  public MeasurementsFixture clockTick(long millis) {
    clockTickNanos = Nanos.ofMillis(millis);
    return this;
  }

  public MeasurementsFixture clockStep(long backMillis) {
    clockSteps.add(
        new ClockStep(
            ClockStep.Kind.RAN_BACK,
            span(500, 500),
            Nanos.ofMillis(backMillis),
            clockSteps.size()));
    return this;
  }

  /** A pause or a jump of the capture's clock. */
  public MeasurementsFixture clockStep(ClockStep.Kind kind, long startMillis, long endMillis) {
    clockSteps.add(new ClockStep(kind, span(startMillis, endMillis), 0, clockSteps.size()));
    return this;
  }

  /** A connection with one second of life. */
  public ConnectionDraft connection() {
    return connection(0, 1000);
  }

  public ConnectionDraft connection(long startMillis, long endMillis) {
    ConnectionDraft draft = new ConnectionDraft(connections.size(), startMillis, endMillis);
    connections.add(draft);
    return draft;
  }

  /** A request with its response on a connection. */
  public int request(ConnectionDraft connection, String label, long startMillis, long endMillis) {
    return exchange(ExchangeKind.REQUEST, connection, label, startMillis, endMillis);
  }

  /** What passed under TLS and could not be read. */
  public int encrypted(ConnectionDraft connection, long startMillis, long endMillis) {
    return exchange(
        ExchangeKind.REQUEST, AppProtocol.TLS, connection, "encrypted", startMillis, endMillis);
  }

  /** A set-up exchange, or a request, that nobody waited for. */
  public int exchange(
      ExchangeKind kind,
      ConnectionDraft connection,
      String label,
      long startMillis,
      long endMillis) {
    AppProtocol protocol = kind == ExchangeKind.TLS ? AppProtocol.TLS : AppProtocol.HTTP1;
    return exchange(kind, protocol, connection, label, startMillis, endMillis);
  }

  private int exchange(
      ExchangeKind kind,
      AppProtocol protocol,
      ConnectionDraft connection,
      String label,
      long startMillis,
      long endMillis) {
    return add(
        new Exchange(
            exchanges.size(),
            kind,
            connection.id,
            connection.client,
            connection.server,
            protocol,
            label,
            Optional.empty(),
            false,
            false,
            span(startMillis, endMillis),
            new PhaseTimings(List.of()),
            -1,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            1));
  }

  /** A handshake above TCP, with what was read of it. */
  public int handshake(
      ConnectionDraft connection, long startMillis, long endMillis, MessageContent content) {
    int id = exchange(ExchangeKind.TLS, connection, content.label(), startMillis, endMillis);
    boolean isComplete = !content.isFailure();
    SetupMessage setup =
        new SetupMessage(
            AppProtocol.TLS, at(startMillis), at(endMillis), 4, 9, isComplete, content);
    return change(id, exchange -> with(exchange, -1, Optional.of(setup), !isComplete));
  }

  /** A DNS query over UDP. */
  public int query(String label, long startMillis, long endMillis) {
    return add(
        new Exchange(
            exchanges.size(),
            ExchangeKind.DNS,
            -1,
            new Endpoint(IpAddress.parse("192.0.2.10"), 5353 + exchanges.size()),
            new Endpoint(IpAddress.parse("192.0.2.1"), 53),
            AppProtocol.DNS,
            label,
            Optional.empty(),
            false,
            false,
            span(startMillis, endMillis),
            new PhaseTimings(List.of()),
            -1,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            1));
  }

  /** Any exchange; its id must be the next. */
  public int add(Exchange exchange) {
    if (exchange.id() != exchanges.size()) {
      throw new IllegalArgumentException("the next id is " + exchanges.size());
    }
    exchanges.add(exchange);
    accounts.add(new ArrayList<>());
    return exchange.id();
  }

  /** Replaces an exchange by a changed one. */
  public int change(int id, UnaryOperator<Exchange> change) {
    exchanges.set(id, change.apply(exchanges.get(id)));
    return id;
  }

  /** Says who waited for an exchange. */
  public MeasurementsFixture parent(int id, int parent) {
    change(id, exchange -> with(exchange, parent, exchange.setup(), exchange.isFailed()));
    return this;
  }

  /** Says that an exchange failed. */
  public MeasurementsFixture failed(int id) {
    change(id, exchange -> with(exchange, exchange.parent(), exchange.setup(), true));
    return this;
  }

  private static Exchange with(
      Exchange exchange, int parent, Optional<SetupMessage> setup, boolean isFailed) {
    return new Exchange(
        exchange.id(),
        exchange.kind(),
        exchange.connection(),
        exchange.client(),
        exchange.server(),
        exchange.protocol(),
        exchange.label(),
        exchange.status(),
        isFailed,
        exchange.isLongLived(),
        exchange.span(),
        exchange.phases(),
        parent,
        exchange.request(),
        exchange.response(),
        exchange.interim(),
        setup,
        exchange.confidence());
  }

  public MeasurementsFixture lookup(DnsLookup lookup) {
    lookups.add(lookup);
    return this;
  }

  /** An interval of an exchange's account and, if it has one, of its connection's time line. */
  public MeasurementsFixture wait(
      int exchange, StallCause cause, long startMillis, long endMillis, long lostMillis) {
    CauseInterval interval = interval(cause, startMillis, endMillis, lostMillis);
    accounts.get(exchange).add(interval);
    int connection = exchanges.get(exchange).connection();
    if (connection >= 0) {
      connections.get(connection).timeline.add(interval);
    }
    return this;
  }

  /** An interval of a connection while no exchange was open. */
  public MeasurementsFixture wait(
      ConnectionDraft connection,
      StallCause cause,
      long startMillis,
      long endMillis,
      long lostMillis) {
    connection.timeline.add(interval(cause, startMillis, endMillis, lostMillis));
    return this;
  }

  private static CauseInterval interval(
      StallCause cause, long startMillis, long endMillis, long lostMillis) {
    return new CauseInterval(
        cause, at(startMillis), at(endMillis), Nanos.ofMillis(lostMillis), 20, 21, 0.9);
  }

  public Measurements measurements() {
    List<TimeAccount> filled = new ArrayList<>();
    for (Exchange exchange : exchanges) {
      filled.add(
          new TimeAccount(exchange.id(), filled(accounts.get(exchange.id()), exchange.span())));
    }
    return new Measurements(
        capture(),
        tcp().map(ConnectionDraft::connection).toList(),
        tcp().map(MeasurementsFixture::facts).toList(),
        List.copyOf(exchanges),
        List.copyOf(lookups),
        filled,
        List.of(),
        isOverDatagrams
            ? connections.stream().map(MeasurementsFixture::datagrams).toList()
            : List.of());
  }

  private Stream<ConnectionDraft> tcp() {
    return isOverDatagrams ? Stream.empty() : connections.stream();
  }

  private static DatagramConnection datagrams(ConnectionDraft draft) {
    return new DatagramConnection(
        AppProtocol.QUIC,
        "1",
        draft.client,
        draft.server,
        at(draft.startMillis),
        at(draft.endMillis),
        0,
        99,
        traffic(draft.facts(Direction.CLIENT_TO_SERVER), 5000),
        traffic(draft.facts(Direction.SERVER_TO_CLIENT), 50_000),
        new DatagramConnection.RoundTrip(Nanos.ofMillis(40), 0, Nanos.ofMillis(40), -1, 9),
        List.of(),
        draft.waits,
        draft.samples);
  }

  private static DatagramConnection.Traffic traffic(DirectionFacts facts, long bytes) {
    return new DatagramConnection.Traffic(
        facts.losses().dataSegments(), bytes, facts.losses().lostSegments());
  }

  public RuleContext context() {
    return new RuleContext(measurements());
  }

  private static ConnectionFacts facts(ConnectionDraft draft) {
    return new ConnectionFacts(
        draft.id,
        draft.facts(Direction.CLIENT_TO_SERVER),
        draft.facts(Direction.SERVER_TO_CLIENT),
        filled(draft.timeline, span(draft.startMillis, draft.endMillis)));
  }

  /** The intervals in order, with transfer between them. */
  private static List<CauseInterval> filled(List<CauseInterval> intervals, TimeSpan span) {
    List<CauseInterval> filled = new ArrayList<>();
    long at = span.startNanos();
    for (CauseInterval interval : intervals) {
      if (interval.startNanos() > at) {
        filled.add(transfer(at, interval.startNanos()));
      }
      filled.add(interval);
      at = interval.endNanos();
    }
    if (at < span.endNanos()) {
      filled.add(transfer(at, span.endNanos()));
    }
    return filled;
  }

  private static CauseInterval transfer(long start, long end) {
    return new CauseInterval(StallCause.TRANSFER, start, end, 0, -1, -1, 1);
  }

  private CaptureFacts capture() {
    return new CaptureFacts(
        List.of("test.pcapng"),
        packets,
        1_000_000,
        at(0),
        at(10_000),
        packets,
        0,
        0,
        interfaces,
        Vantage.NEAR_CLIENT,
        List.of(),
        dropped,
        truncatedPackets,
        truncatedPackets > 0 ? 0 : -1,
        duplicatePackets,
        clockSteps,
        clockTickNanos);
  }
}
