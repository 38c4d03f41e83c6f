package dev.stallscope.ui.connections;

import dev.stallscope.analysis.detail.SentAgain;
import dev.stallscope.diagnosis.QuantityText;
import dev.stallscope.flow.tcp.RetransmissionCause;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.ConnectionFacts;
import dev.stallscope.measure.DirectionFacts;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.DatagramConnection;
import dev.stallscope.report.SizeText;
import dev.stallscope.ui.control.detail.Section;
import dev.stallscope.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** What each side of a connection sent, and what became of it. */
final class WayPairs {
  private static final String NONE = "–";

  private final List<Section.Pair> pairs = new ArrayList<>();

  private WayPairs() {}

  /** Of a TCP connection. */
  static Section.Pairs of(ConnectionSubject subject) {
    TcpConnection connection = subject.measured().connections().get(subject.id());
    ConnectionFacts facts = subject.measured().facts().get(subject.id());
    WayPairs ways = new WayPairs();
    ways.carried(connection::side, facts::direction);
    ways.lost(facts::direction);
    ways.again(SentAgain.of(subject.capture(), subject.id()));
    ways.counted("needless", way -> facts.direction(way).losses().needlessRetransmissions(), true);
    ways.counted("reordered", way -> facts.direction(way).losses().reorderedSegments(), false);
    ways.counted("duplicate-acks", event(connection, SegmentEvent.DUPLICATE_ACK), false);
    ways.counted("zero-windows-said", event(connection, SegmentEvent.ZERO_WINDOW), true);
    ways.counted("window-probes", event(connection, SegmentEvent.ZERO_WINDOW_PROBE), false);
    ways.counted("keep-alives", event(connection, SegmentEvent.KEEP_ALIVE), false);
    ways.sized("missing", way -> connection.side(way).missingBytes());
    return ways.section();
  }

  /** Of a connection over datagrams. */
  static Section.Pairs of(DatagramConnection connection) {
    WayPairs ways = new WayPairs();
    ways.add("bytes", way -> SizeText.of(connection.sentBy(way).bytes()), false);
    ways.add("datagrams", way -> count(connection.sentBy(way).packets()), false);
    ways.add(
        "lost",
        way ->
            connection.sentBy(way).lost() < 0
                ? Texts.of("limit.share.unknown")
                : count(connection.sentBy(way).lost()),
        true);
    return ways.section();
  }

  private void carried(
      Function<Direction, TcpConnection.Side> side, Function<Direction, DirectionFacts> facts) {
    add("bytes", way -> SizeText.of(side.apply(way).uniqueBytes()), false);
    add("packets", way -> count(side.apply(way).packets()), false);
    add("throughput", way -> rate(side.apply(way), facts.apply(way)), false);
    sized("first-flight", way -> facts.apply(way).initialFlightBytes());
    sized("in-flight", way -> facts.apply(way).maxInFlightBytes());
    if (ConnectionSubject.BOTH.stream()
        .anyMatch(way -> facts.apply(way).windows().maxBytes() >= 0)) {
      add("least-window", way -> window(facts.apply(way).windows().minBytes()), false);
      add("most-window", way -> window(facts.apply(way).windows().maxBytes()), false);
    }
  }

  private static String window(long bytes) {
    return bytes < 0 ? NONE : SizeText.of(bytes);
  }

  private void lost(Function<Direction, DirectionFacts> facts) {
    if (ConnectionSubject.BOTH.stream()
        .anyMatch(way -> facts.apply(way).losses().lostSegments() > 0)) {
      add("lost", way -> lost(facts.apply(way).losses()), true);
      add("loss-ratio", way -> ratio(facts.apply(way).losses()), true);
    }
  }

  private static String lost(DirectionFacts.Losses losses) {
    return losses.lostSegments() == 0
        ? NONE
        : Texts.of("connection.of", losses.lostSegments(), losses.dataSegments());
  }

  private static String ratio(DirectionFacts.Losses losses) {
    return losses.lostSegments() == 0 || losses.ratio().isEmpty()
        ? NONE
        : QuantityText.percent(losses.ratio().getAsDouble());
  }

  private void again(SentAgain again) {
    counted("sent-again", way -> again.by(way).values().stream().mapToInt(one -> one).sum(), true);
    for (RetransmissionCause cause : RetransmissionCause.values()) {
      ToLongFunction<Direction> times = way -> again.by(way).getOrDefault(cause, 0);
      if (isAny(times)) {
        pair(mechanism(cause), way -> count(times.applyAsLong(way)), false);
      }
    }
  }

  private static String mechanism(RetransmissionCause cause) {
    String id = cause.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return cause == RetransmissionCause.UNKNOWN
        ? Texts.of("connection.mechanism-unknown")
        : Texts.of("connection.mechanism", Texts.of("graph.mechanism." + id));
  }

  private static ToLongFunction<Direction> event(TcpConnection connection, SegmentEvent event) {
    return way -> connection.side(way).count(event);
  }

  /** Left out where there is none on either way. */
  private void counted(String id, ToLongFunction<Direction> times, boolean isLost) {
    if (isAny(times)) {
      add(id, way -> count(times.applyAsLong(way)), isLost);
    }
  }

  private void sized(String id, ToLongFunction<Direction> bytes) {
    if (isAny(bytes)) {
      add(
          id,
          way -> bytes.applyAsLong(way) == 0 ? NONE : SizeText.of(bytes.applyAsLong(way)),
          false);
    }
  }

  private static boolean isAny(ToLongFunction<Direction> value) {
    return ConnectionSubject.BOTH.stream().anyMatch(way -> value.applyAsLong(way) > 0);
  }

  private static String count(long count) {
    return count == 0 ? NONE : "%,d".formatted(count);
  }

  /** What may be sent at once is as fast as the sender's own network, which tells nothing. */
  private static String rate(TcpConnection.Side side, DirectionFacts facts) {
    return side.uniqueBytes() <= ConnectionShares.INITIAL_WINDOW_BYTES
            || facts.goodputBitsPerSecond() <= 0
        ? NONE
        : QuantityText.rate(facts.goodputBitsPerSecond());
  }

  private void add(String id, Function<Direction, String> value, boolean isLost) {
    pair(Texts.of("way." + id), value, isLost);
  }

  private void pair(String name, Function<Direction, String> value, boolean isLost) {
    pairs.add(
        new Section.Pair(
            name,
            value.apply(Direction.CLIENT_TO_SERVER),
            value.apply(Direction.SERVER_TO_CLIENT),
            isLost));
  }

  private Section.Pairs section() {
    return new Section.Pairs(
        Texts.of("connection.each-way"),
        Texts.of("connection.from-client"),
        Texts.of("connection.from-server"),
        pairs);
  }
}
