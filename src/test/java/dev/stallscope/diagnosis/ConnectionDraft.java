package dev.stallscope.diagnosis;

import dev.stallscope.flow.tcp.CaptureQuality;
import dev.stallscope.flow.tcp.ScriptedEvents;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpConnection.Closing;
import dev.stallscope.flow.tcp.TcpConnection.Handshake;
import dev.stallscope.flow.tcp.TcpConnection.Handshake.Outcome;
import dev.stallscope.flow.tcp.TcpConnection.RoundTrip;
import dev.stallscope.flow.tcp.TcpConnection.Side;
import dev.stallscope.flow.tcp.Vantage;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.DirectionFacts;
import dev.stallscope.net.Direction;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.protocol.PathSample;
import dev.stallscope.protocol.TransportWait;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A connection of a test: a healthy one, captured near the client over a path of 40 ms, until
 * something is said of it. Times are milliseconds after the start of the capture.
 */
public final class ConnectionDraft {
  private static final int TTL = 64;

  public final int id;
  Endpoint client;
  Endpoint server = new Endpoint(IpAddress.parse("198.51.100.5"), 443);
  long startMillis;
  long endMillis;
  private long roundTripMillis = 40;
  private Outcome outcome = Outcome.ESTABLISHED;
  private long lastSynMillis = -1;
  private int synCount = 1;
  private int synAckCount = 1;
  private Closing closing =
      new Closing(
          Direction.CLIENT_TO_SERVER,
          -1,
          -1,
          Direction.CLIENT_TO_SERVER,
          -1,
          -1,
          -1,
          -1,
          -1,
          -1,
          -1);
  private Vantage vantage = Vantage.NEAR_CLIENT;
  private int scale = 7;
  private final Set<CaptureQuality> quality = EnumSet.noneOf(CaptureQuality.class);
  private final Map<Direction, Map<SegmentEvent, Integer>> events = new EnumMap<>(Direction.class);
  private final Map<Direction, FactsDraft> facts = new EnumMap<>(Direction.class);
  private final Map<Direction, Long> bytes = new EnumMap<>(Direction.class);
  final List<CauseInterval> timeline = new ArrayList<>();
  final List<TransportWait> waits = new ArrayList<>();
  final List<PathSample> samples = new ArrayList<>();

  ConnectionDraft(int id, long startMillis, long endMillis) {
    this.id = id;
    this.startMillis = startMillis;
    this.endMillis = endMillis;
    this.client = new Endpoint(IpAddress.parse("192.0.2.10"), 40_000 + id);
    for (Direction direction : Direction.values()) {
      events.put(direction, new EnumMap<>(SegmentEvent.class));
      bytes.put(direction, 100_000L);
      facts.put(direction, new FactsDraft());
    }
  }

  public ConnectionDraft client(String address) {
    client = new Endpoint(IpAddress.parse(address), client.port());
    return this;
  }

  public ConnectionDraft server(String address, int port) {
    server = new Endpoint(IpAddress.parse(address), port);
    return this;
  }

  public ConnectionDraft roundTripMillis(long millis) {
    roundTripMillis = millis;
    return this;
  }

  public ConnectionDraft outcome(Outcome how) {
    outcome = how;
    return this;
  }

  public ConnectionDraft syns(int count, long lastMillis) {
    synCount = count;
    lastSynMillis = lastMillis;
    return this;
  }

  public ConnectionDraft synAcks(int count) {
    synAckCount = count;
    return this;
  }

  public ConnectionDraft windowScale(int shift) {
    scale = shift;
    return this;
  }

  public ConnectionDraft vantage(Vantage where) {
    vantage = where;
    return this;
  }

  public ConnectionDraft quality(CaptureQuality... flags) {
    quality.addAll(List.of(flags));
    return this;
  }

  public ConnectionDraft events(Direction sender, SegmentEvent event, int count) {
    events.get(sender).put(event, count);
    return this;
  }

  public ConnectionDraft bytes(Direction sender, long count) {
    bytes.put(sender, count);
    return this;
  }

  public ConnectionDraft facts(Direction direction, Consumer<FactsDraft> change) {
    change.accept(facts.get(direction));
    return this;
  }

  public ConnectionDraft fin(Direction by, long millis) {
    closing =
        new Closing(
            by,
            MeasurementsFixture.at(millis),
            90,
            closing.resetBy(),
            closing.resetNanos(),
            closing.resetPacket(),
            closing.resetTtl(),
            -1,
            -1,
            -1,
            -1);
    return this;
  }

  public ConnectionDraft reset(Direction by, long millis) {
    closing =
        new Closing(
            closing.firstFinBy(),
            closing.finNanos(),
            closing.finPacket(),
            by,
            MeasurementsFixture.at(millis),
            99,
            TTL,
            -1,
            -1,
            -1,
            -1);
    return this;
  }

  TcpConnection connection() {
    long roundTrip = Nanos.ofMillis(roundTripMillis);
    long start = MeasurementsFixture.at(startMillis);
    boolean isEstablished = outcome == Outcome.ESTABLISHED;
    long lastSyn = lastSynMillis < 0 ? start : MeasurementsFixture.at(lastSynMillis);
    Handshake handshake =
        new Handshake(
            outcome,
            start,
            lastSyn,
            isEstablished ? lastSyn + roundTrip : -1,
            isEstablished ? lastSyn + roundTrip : -1,
            1,
            isEstablished ? 2 : -1,
            isEstablished ? 3 : -1,
            synCount,
            isEstablished ? synAckCount : 0);
    long clientPart = vantage == Vantage.NEAR_SERVER ? roundTrip : 0;
    RoundTrip times =
        isEstablished
            ? new RoundTrip(
                roundTrip,
                clientPart,
                roundTrip - clientPart,
                roundTrip,
                roundTrip,
                roundTrip + Nanos.ofMillis(200),
                20)
            : new RoundTrip(-1, -1, -1, -1, -1, Nanos.PER_SECOND, 0);
    return new TcpConnection(
        id,
        client,
        server,
        true,
        start,
        MeasurementsFixture.at(endMillis),
        1,
        100,
        handshake,
        closing,
        side(Direction.CLIENT_TO_SERVER),
        side(Direction.SERVER_TO_CLIENT),
        times,
        vantage,
        quality);
  }

  private Side side(Direction direction) {
    long sent = bytes.get(direction);
    return new Side(
        50,
        sent + 50 * 54,
        sent,
        sent,
        0,
        0,
        1460,
        false,
        scale,
        true,
        TTL,
        ScriptedEvents.of(events.get(direction)));
  }

  DirectionFacts facts(Direction direction) {
    return facts.get(direction).facts(direction);
  }

  /** Over datagrams nothing of what a side sent got through. */
  public ConnectionDraft outage(Direction sender, long startMillis, long endMillis) {
    waits.add(
        new TransportWait(
            TransportWait.Kind.OUTAGE,
            sender,
            MeasurementsFixture.at(startMillis),
            MeasurementsFixture.at(endMillis),
            20,
            21,
            Set.of()));
    return this;
  }

  /** Over datagrams the client wanted to ask more than its server allowed. */
  public ConnectionDraft waitedForStream(long stream, long startMillis, long endMillis) {
    waits.add(
        new TransportWait(
            TransportWait.Kind.STREAM_LIMIT,
            Direction.CLIENT_TO_SERVER,
            MeasurementsFixture.at(startMillis),
            MeasurementsFixture.at(endMillis),
            7,
            8,
            Set.of(stream)));
    return this;
  }

  /** Over datagrams a round trip was measured while so much was under way to the client. */
  public void sample(long startMillis, long millis, long toClientBytes) {
    long start = MeasurementsFixture.at(startMillis);
    long nanos = Nanos.ofMillis(millis);
    samples.add(new PathSample(start, start + nanos, nanos, 0, toClientBytes, 70));
  }
}
