package dev.stallscope.report.page;

import dev.stallscope.chart.Ladder;
import dev.stallscope.chart.LadderLayout;
import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.windowgraph.WindowGraph;
import dev.stallscope.chart.windowgraph.WindowGraphLayout;
import dev.stallscope.chart.windowgraph.WindowGraphLook;
import dev.stallscope.chart.windowgraph.WindowGraphViewport;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.Phase;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.Measurements;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.Message;
import dev.stallscope.report.SizeText;
import dev.stallscope.report.StallText;
import dev.stallscope.time.TimeSpan;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The chart that proves a finding: a ladder for lookups and handshakes, the window graph for what
 * happened to a stream of data over TCP or QUIC, all calls for what is between them, else the
 * packets around the lost time.
 */
final class ProofChart {
  /** The part of the exchange's time that is shown before and after it. */
  private static final int MARGIN_SHARE = 50;

  /** The part of lost time that is shown before and after it where no exchange is shown. */
  private static final int CONTEXT_SHARE = 4;

  /** Packets that can be told apart beside each other. */
  private static final int MAX_ARROWS = 120;

  private final Story story;
  private final TextMeter meter;
  private final Frame frame;

  ProofChart(Story story, TextMeter meter, Frame frame) {
    this.story = story;
    this.meter = meter;
    this.frame = frame;
  }

  /** Empty where there is nothing to draw. */
  List<Mark> marks() throws IOException {
    Optional<Ladder> ladder = story.finding().flatMap(this::ladder).filter(one -> fits(one));
    if (ladder.isPresent()) {
      return new LadderLayout(ladder.get(), meter, StallText::of, SizeText::of)
          .marks(frame.x(), frame.y(), frame.width(), frame.height());
    }
    Optional<Exchange> streamed = streamed();
    OptionalInt connection = story.connection();
    List<Mark> graph =
        streamed.isPresent()
            ? graph(streamed.get())
            : connection.isPresent() ? graph(connection.getAsInt()) : List.of();
    if (!graph.isEmpty()) {
      return graph;
    }
    if (isOfManyCalls()) {
      return ThinRows.marks(story, meter, frame);
    }
    Optional<PacketWindow> window = PacketWindow.of(story);
    return window.isPresent() ? PacketLanes.marks(window.get(), story, meter, frame) : List.of();
  }

  /** Whether the trouble is not in one of the calls, but in how they follow each other. */
  private boolean isOfManyCalls() {
    int calls = story.concerned().size();
    return calls > 1
        && story.claims().stream().allMatch(claim -> claim.exchange() < 0)
        && story.finding().filter(told -> told.timeLostNanos() > 0).isPresent()
        && ThinRows.fit(calls, frame.height());
  }

  /** The worst exchange if what is told of happened to its stream of data. */
  private Optional<Exchange> streamed() {
    boolean isOfTransport =
        story.finding().filter(told -> isOfTransport(told.rule().layer())).isPresent();
    return story
        .worst()
        .filter(worst -> worst.connection() >= 0)
        .filter(_ -> isOfTransport || isDense())
        .filter(worst -> !hasLostWhileConnecting(worst));
  }

  private static boolean isOfTransport(Layer layer) {
    return layer == Layer.TCP || layer == Layer.QUIC;
  }

  /** Whether arrows of single packets would lie on each other. */
  private boolean isDense() {
    return PacketWindow.of(story)
        .filter(window -> window.packets().size() > MAX_ARROWS)
        .isPresent();
  }

  private boolean hasLostWhileConnecting(Exchange worst) {
    return worst
        .phases()
        .span(Phase.CONNECT)
        .filter(
            connect -> story.lost(worst).stream().anyMatch(lost -> lost.span().overlaps(connect)))
        .isPresent();
  }

  private List<Mark> graph(Exchange worst) throws IOException {
    WindowGraph graph =
        WindowGraph.of(
            story.capture(),
            worst.connection(),
            direction(worst),
            story.marked(worst.connection()));
    if (graph.isEmpty()) {
      return List.of();
    }
    long margin = worst.durationNanos() / MARGIN_SHARE;
    WindowGraphViewport viewport = WindowGraphViewport.around(withLost(worst), margin, graph);
    return drawn(graph, viewport, worst.span().startNanos());
  }

  /** All of a connection, or what is around the time that was lost on it. */
  private List<Mark> graph(int connection) throws IOException {
    List<LostTime> lost = story.marked(connection);
    Direction direction = story.analysis().measurements().mostData(connection);
    WindowGraph graph = WindowGraph.of(story.capture(), connection, direction, lost);
    if (graph.isEmpty()) {
      return List.of();
    }
    long start = graph.span().startNanos();
    if (lost.isEmpty()) {
      return drawn(graph, WindowGraphViewport.all(graph), start);
    }
    long end = lost.stream().mapToLong(LostTime::endNanos).max().orElseThrow();
    TimeSpan span = new TimeSpan(lost.getFirst().startNanos(), end);
    long margin = span.durationNanos() / CONTEXT_SHARE;
    return drawn(graph, WindowGraphViewport.around(span, margin, graph), start);
  }

  private List<Mark> drawn(WindowGraph graph, WindowGraphViewport viewport, long zeroNanos) {
    WindowGraphLook look = new WindowGraphLook(new GraphWords(), zeroNanos, false, true, -1);
    List<Mark> marks =
        new WindowGraphLayout(graph, viewport, look, frame.width(), frame.height(), meter).marks();
    return MovedMarks.of(marks, frame.x(), frame.y());
  }

  /** Its time, with what it lost after its end. */
  private TimeSpan withLost(Exchange worst) {
    long end =
        story.lost(worst).stream()
            .mapToLong(LostTime::endNanos)
            .reduce(worst.span().endNanos(), Math::max);
    return new TimeSpan(worst.span().startNanos(), end);
  }

  /** In which most of its data flowed. */
  private static Direction direction(Exchange exchange) {
    return bytes(exchange.request()) > bytes(exchange.response())
        ? Direction.CLIENT_TO_SERVER
        : Direction.SERVER_TO_CLIENT;
  }

  private static long bytes(Optional<Message> message) {
    return message.map(one -> one.span().wireBytes()).orElse(0L);
  }

  private boolean fits(Ladder ladder) {
    return LadderLayout.leastHeight(ladder) <= frame.height();
  }

  private Optional<Ladder> ladder(Finding told) {
    Measurements measured = story.analysis().measurements();
    boolean isOfConnect =
        told.rule().layer() == Layer.QUIC
            && story.worst().filter(this::hasLostWhileConnecting).isPresent();
    if (told.rule().layer() == Layer.TLS || isOfConnect) {
      return ofWorst()
          .map(exchange -> Ladder.ofHandshake(exchange, measured))
          .flatMap(Optional::stream)
          .findFirst();
    }
    if (told.rule().layer() == Layer.DNS) {
      List<Integer> asked = ofWorst().map(Exchange::id).toList();
      return measured.lookups().stream()
          .filter(lookup -> lookup.queries().stream().anyMatch(asked::contains))
          .map(lookup -> Ladder.ofLookup(lookup, measured))
          .findFirst();
    }
    return Optional.empty();
  }

  /** The worst exchange and the set-up that it waited for. */
  private Stream<Exchange> ofWorst() {
    return story
        .worst()
        .map(worst -> Stream.concat(Stream.of(worst), story.setUps(worst).stream()))
        .orElse(Stream.empty());
  }
}
