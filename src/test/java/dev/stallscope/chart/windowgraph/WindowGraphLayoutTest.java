package dev.stallscope.chart.windowgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stallscope.analysis.CaptureOpening;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.analysis.OpeningListener;
import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.Tone;
import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.flow.tcp.RetransmissionCause;
import dev.stallscope.net.Direction;
import dev.stallscope.testkit.CaptureScript;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.time.TimeSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowGraphLayoutTest {
  private static final double WIDTH = 900;
  private static final double HEIGHT = 320;
  private static final double LEGEND_LINE = 20;
  private static final TextMeter METER = (text, style) -> text.length() * 7;
  private static final WindowGraphWords WORDS =
      new WindowGraphWords() {
        @Override
        public String item(WindowGraphItem item) {
          return item.id();
        }

        @Override
        public String lost(String rule, long nanos) {
          return nanos / 1_000_000 + " ms " + rule;
        }

        @Override
        public String mechanism(RetransmissionCause cause) {
          return cause.name();
        }

        @Override
        public String windowBeyond(long bytes) {
          return "window +" + bytes;
        }

        @Override
        public String windowOf(long bytes) {
          return "window " + bytes;
        }

        @Override
        public String allowed(long bytes) {
          return "allowed " + bytes;
        }

        @Override
        public String packet(int packet) {
          return "packet " + (packet + 1);
        }
      };

  @TempDir Path folder;

  @Test
  void aStallIsABandThroughBothPlotsWithItsLabel() throws IOException {
    WindowGraph graph = sample("slow-reader", Direction.SERVER_TO_CLIENT);
    List<LostTime> stops =
        graph.lost().stream().filter(one -> one.rule().equals("zero-window")).toList();
    WindowGraphLayout layout = layout(graph, WindowGraphViewport.all(graph), false, -1);
    double from = layout.time().x(stops.getFirst().startNanos());
    double to = layout.time().x(stops.getLast().endNanos());
    assertThat(only(layout, Mark.Hatch.class))
        .filteredOn(hatch -> hatch.x() == from && Math.abs(hatch.width() - (to - from)) < 0.01)
        .extracting(Mark.Hatch::y)
        .containsExactly(layout.upper().top(), layout.lower().top());
    assertThat(texts(layout, Tone.STALL)).contains("2405 ms zero-window");
  }

  @Test
  void aRetransmissionIsRedAndNamesItsMechanism() throws IOException {
    WindowGraph graph = sample("packet-loss", Direction.SERVER_TO_CLIENT);
    WindowGraphLayout layout = layout(graph, WindowGraphViewport.all(graph), false, -1);
    assertThat(texts(layout, Tone.GRAPH_LOST))
        .isNotEmpty()
        .allMatch(text -> RetransmissionCause.valueOf(text) != RetransmissionCause.NONE);
    assertThat(only(layout, Mark.Sign.class))
        .anyMatch(sign -> sign.tone() == Tone.GRAPH_LOST && sign.shape() == Mark.Shape.DOT);
  }

  @Test
  void theLegendLeavesALowGraphToThePlots() throws IOException {
    WindowGraph graph = sample("slow-reader", Direction.SERVER_TO_CLIENT);
    double lines = legend(graph, 1000).size();
    assertThat(lines).isGreaterThanOrEqualTo(2);
    assertThat(legend(graph, lines * LEGEND_LINE * 5)).hasSize((int) lines);
    assertThat(legend(graph, lines * LEGEND_LINE * 3)).isEmpty();
  }

  /** The heights at which items stand above the plots. */
  private static Set<Double> legend(WindowGraph graph, double height) {
    WindowGraphLook look = new WindowGraphLook(WORDS, graph.span().startNanos(), false, true, -1);
    WindowGraphLayout layout =
        new WindowGraphLayout(graph, WindowGraphViewport.all(graph), look, 300, height, METER);
    Set<String> items =
        Stream.of(WindowGraphItem.values()).map(WindowGraphItem::id).collect(Collectors.toSet());
    return only(layout, Mark.Label.class).stream()
        .filter(label -> items.contains(label.text()))
        .map(Mark.Label::y)
        .collect(Collectors.toSet());
  }

  @Test
  void nothingIsDrawnOutsideOfItsPlotHoweverOneZooms() throws IOException {
    WindowGraph graph = sample("packet-loss", Direction.SERVER_TO_CLIENT);
    WindowGraphViewport all = WindowGraphViewport.all(graph);
    TimeSpan span = graph.span();
    for (int step = 1; step < 40; step++) {
      long at = span.startNanos() + span.durationNanos() * step / 40;
      WindowGraphViewport near =
          all.zoomedInTime(at, step, graph)
              .zoomedInSequence(10_000L * step, step, new ValueRange(0, 2_000_000));
      WindowGraphLayout layout = layout(graph, near, false, -1);
      PlotArea plots =
          new PlotArea(
              layout.upper().left(),
              layout.upper().top(),
              layout.upper().right(),
              layout.lower().bottom());
      assertThat(only(layout, Mark.Polyline.class))
          .allMatch(
              line ->
                  IntStream.range(0, line.points().size())
                      .allMatch(i -> plots.contains(line.points().x(i), line.points().y(i))));
      assertThat(layout.visibleSequence().length()).isLessThanOrEqualTo(2_000_000);
    }
  }

  @Test
  void axesHaveUnitsAndAbsoluteNumbersAreThoseOnTheWire() throws IOException {
    WindowGraph graph = sample("slow-reader", Direction.SERVER_TO_CLIENT);
    WindowGraphViewport all = WindowGraphViewport.all(graph);
    assertThat(texts(layout(graph, all, false, -1), Tone.DIM))
        .anyMatch(text -> text.endsWith(" MB") || text.endsWith(" kB"))
        .anyMatch(text -> text.endsWith(" s") || text.endsWith(" ms"));
    assertThat(texts(layout(graph, all, true, -1), Tone.DIM))
        .anyMatch(text -> text.matches("[\\d,]{9,}"));
  }

  @Test
  void noMarkIsBelowTheFirstByteWhereNoneWasSent() throws IOException {
    WindowGraph graph = script("client 0ms   handshake rtt 20ms");
    WindowGraphLayout layout = layout(graph, WindowGraphViewport.all(graph), false, -1);
    assertThat(texts(layout, Tone.DIM)).contains("0 B").noneMatch(text -> text.startsWith("-"));
  }

  @Test
  void anUnknownWindowIsSaidToBeUnknown() throws IOException {
    WindowGraph graph = sample("joined-late", Direction.SERVER_TO_CLIENT);
    assertThat(graph.items())
        .contains(WindowGraphItem.WINDOW_UNKNOWN)
        .doesNotContain(WindowGraphItem.WINDOW);
    WindowGraphLayout layout = layout(graph, WindowGraphViewport.all(graph), false, -1);
    assertThat(texts(layout, Tone.DIM)).contains("window-unknown");
    assertThat(only(layout, Mark.Polyline.class))
        .noneMatch(line -> line.tone() == Tone.GRAPH_WINDOW);
  }

  @Test
  void aWindowFarAboveTheDataIsToldInsteadOfFlatteningThem() throws IOException {
    WindowGraph graph =
        script(
            """
            client 0ms   handshake rtt 20ms
            client 21ms  data 0..100
            server 41ms  ACK
            server 42ms  data 0..1000
            client 62ms  ACK 1000
            """);
    WindowGraphLayout layout = layout(graph, WindowGraphViewport.all(graph), false, -1);
    assertThat(layout.sequence().high()).isLessThan(2_000);
    assertThat(texts(layout, Tone.GRAPH_WINDOW))
        .satisfiesExactly(
            above -> assertThat(above).startsWith("window +"),
            size -> assertThat(size).isEqualTo("window 64128"));
  }

  @Test
  void theSelectedPacketIsMarkedWhereItsBytesAre() throws IOException {
    WindowGraph graph = sample("slow-reader", Direction.SERVER_TO_CLIENT);
    WindowGraphPoint point =
        IntStream.range(20, 60)
            .mapToObj(graph::packet)
            .flatMap(Optional::stream)
            .findFirst()
            .orElseThrow();
    WindowGraphLayout layout = layout(graph, WindowGraphViewport.all(graph), false, point.packet());
    double x = layout.time().x(point.epochNanos());
    assertThat(only(layout, Mark.Line.class))
        .filteredOn(line -> line.tone() == Tone.ACCENT)
        .singleElement()
        .satisfies(line -> assertThat(line.fromX()).isCloseTo(x, within(0.01)));
    assertThat(texts(layout, Tone.ACCENT)).containsExactly("packet " + (point.packet() + 1));
  }

  @Test
  void thePacketUnderTheMouseIsFoundAndTheValuesOfItsTime() throws IOException {
    WindowGraph graph =
        script(
            """
            client 0ms   handshake rtt 20ms
            client 21ms  data 0..100
            server 41ms  ACK
            server 42ms  data 0..1000
            client 62ms  ACK 1000
            """);
    WindowGraphLayout layout = layout(graph, WindowGraphViewport.all(graph), false, -1);
    WindowGraphPoint data = graph.packet(5).orElseThrow();
    double x = layout.time().x(data.epochNanos());
    assertThat(layout.packetAt(x + 3, layout.sequence().y(500))).contains(data);
    assertThat(layout.packetAt(x + 3, layout.lower().top() + 1)).contains(data);
    assertThat(layout.packetAt(x + 30, layout.sequence().y(500))).isEmpty();
    assertThat(graph.at(data.epochNanos()))
        .isEqualTo(new WindowGraphValues(1, 64_129, 1000, 64_128, 20_020_000));
    assertThat(graph.at(CaptureScript.at("62ms")).acknowledged()).isEqualTo(1001);
  }

  @Test
  void everySampleCanBeDrawnInBothDirectionsAtAnySize() throws IOException {
    int graphs = 0;
    for (Path file : SampleCaptures.samples()) {
      try (OpenCapture capture = open(file)) {
        int connections = capture.analysis().measurements().connections().size();
        for (int connection = 0; connection < Math.min(3, connections); connection++) {
          for (Direction direction : Direction.values()) {
            WindowGraph graph = WindowGraph.of(capture, connection, direction);
            for (double size : new double[] {0, 300, 2000}) {
              assertThat(
                      new WindowGraphLayout(
                              graph,
                              WindowGraphViewport.all(graph),
                              new WindowGraphLook(WORDS, 0, false, true, -1),
                              size,
                              size,
                              METER)
                          .marks())
                  .as("%s", file)
                  .isNotEmpty();
            }
            graphs++;
          }
        }
      }
    }
    assertThat(graphs).isGreaterThan(100);
  }

  @Test
  void stallsOfACauseThatStandCloseAreOneBand() throws IOException {
    WindowGraph graph = sample("traffic-policing", Direction.SERVER_TO_CLIENT);
    WindowGraphLayout layout = layout(graph, WindowGraphViewport.all(graph), false, -1);
    assertThat(graph.lost()).hasSizeGreaterThan(100);
    assertThat(only(layout, Mark.Hatch.class)).hasSizeLessThan(20);
    assertThat(texts(layout, Tone.STALL)).containsOnlyOnce("9370 ms traffic-policing");
  }

  @Test
  void aStallThatIsTooShortToBeSeenIsNamedOnlyFromNearer() throws IOException {
    WindowGraph graph = sample("slow-server", Direction.SERVER_TO_CLIENT);
    long longest = graph.lost().stream().mapToLong(LostTime::durationNanos).max().orElseThrow();
    assertThat(texts(seen(graph, 300 * longest), Tone.STALL)).isNotEmpty();
    WindowGraphLayout far = seen(graph, 5000 * longest);
    assertThat(texts(far, Tone.STALL)).isEmpty();
    assertThat(only(far, Mark.Hatch.class)).isNotEmpty();
  }

  @Test
  void aLongWaitOfWhichHardlyAnythingWasLostIsNotNamed() throws IOException {
    assertThat(named(HEIGHT, lost -> List.of(lost))).hasSize(1);
    assertThat(named(HEIGHT, lost -> List.of(with(lost, "a", 10_000)))).isEmpty();
    // another one has what was lost
    assertThat(named(HEIGHT, lost -> List.of(with(lost, "a", 0)))).hasSize(1);
  }

  @Test
  void labelsTakeNoMoreThanHalfOfALowPlot() throws IOException {
    Function<LostTime, List<LostTime>> thrice =
        lost -> Stream.of("a", "b", "c").map(rule -> with(lost, rule, 600_000_000)).toList();
    assertThat(named(HEIGHT, thrice)).hasSize(3);
    assertThat(named(HEIGHT / 2, thrice)).hasSize(1);
  }

  private static LostTime with(LostTime lost, String rule, long nanos) {
    return new LostTime(rule, lost.connection(), lost.exchange(), lost.span(), nanos);
  }

  /** What a graph names where this is made of its first stall. */
  private static List<String> named(double height, Function<LostTime, List<LostTime>> change)
      throws IOException {
    try (OpenCapture capture = open(SampleCaptures.file("slow-server"))) {
      LostTime first = sample("slow-server", Direction.SERVER_TO_CLIENT).lost().getFirst();
      WindowGraph graph =
          WindowGraph.of(capture, 0, Direction.SERVER_TO_CLIENT, change.apply(first));
      WindowGraphViewport whole = WindowGraphViewport.all(graph);
      WindowGraphLook look = new WindowGraphLook(WORDS, graph.span().startNanos(), false, true, -1);
      return texts(new WindowGraphLayout(graph, whole, look, WIDTH, height, METER), Tone.STALL);
    }
  }

  @Test
  void manyShortStallsBesideEachOtherAreNamedOnceTheyCanBeSeenTogether() throws IOException {
    WindowGraph graph = sample("traffic-policing", Direction.SERVER_TO_CLIENT);
    long together = graph.lost().stream().mapToLong(LostTime::durationNanos).sum();
    long longest = graph.lost().stream().mapToLong(LostTime::durationNanos).max().orElseThrow();
    assertThat(longest).isLessThan(together / 4);
    assertThat(texts(seen(graph, 200 * together), Tone.STALL)).hasSize(1);
    assertThat(texts(seen(graph, 2000 * together), Tone.STALL)).isEmpty();
  }

  /** A graph within so much time. */
  private static WindowGraphLayout seen(WindowGraph graph, long nanos) {
    long start = graph.span().startNanos();
    TimeSpan time = new TimeSpan(start, start + nanos);
    return layout(graph, new WindowGraphViewport(time, null), false, -1);
  }

  @Test
  void noTickStandsBeforeARoundTripAsItsSign() throws IOException {
    WindowGraph graph = sample("packet-loss", Direction.SERVER_TO_CLIENT);
    WindowGraphLayout layout = layout(graph, WindowGraphViewport.all(graph), false, -1);
    double first =
        only(layout, Mark.Label.class).stream()
            .filter(label -> label.tone() == Tone.GRAPH_ROUND_TRIP)
            .mapToDouble(Mark.Label::x)
            .min()
            .orElseThrow();
    assertThat(only(layout, Mark.Line.class))
        .filteredOn(line -> line.tone() == Tone.GRAPH_ROUND_TRIP)
        .isNotEmpty()
        .allMatch(line -> Math.max(line.fromX(), line.toX()) <= first - 6);
  }

  @Test
  void labelsDoNotCoverEachOther() throws IOException {
    WindowGraph graph = sample("traffic-policing", Direction.SERVER_TO_CLIENT);
    WindowGraphLayout layout = layout(graph, WindowGraphViewport.all(graph), false, -1);
    List<Mark.Label> labels =
        only(layout, Mark.Label.class).stream()
            .filter(label -> label.tone() == Tone.GRAPH_LOST)
            .toList();
    assertThat(labels).isNotEmpty();
    for (Mark.Label one : labels) {
      assertThat(labels)
          .filteredOn(
              other ->
                  other != one
                      && Math.abs(other.y() - one.y()) < 12
                      && other.x() >= one.x()
                      && other.x() < one.x() + METER.width(one.text(), one.style()))
          .isEmpty();
    }
  }

  private WindowGraph script(String script) throws IOException {
    try (OpenCapture capture =
        open(CaptureScript.parse(script).writeTo(folder.resolve("script.pcap")))) {
      return WindowGraph.of(capture, 0, Direction.SERVER_TO_CLIENT);
    }
  }

  /** The connection of a sample's costliest finding. */
  private static WindowGraph sample(String name, Direction direction) throws IOException {
    try (OpenCapture capture = open(SampleCaptures.file(name))) {
      int connection =
          capture.analysis().findings().stream()
              .flatMap(finding -> finding.connections().stream())
              .findFirst()
              .orElse(0);
      return WindowGraph.of(capture, connection, direction);
    }
  }

  private static OpenCapture open(Path file) throws IOException {
    return CaptureOpening.open(List.of(file), OpeningListener.NONE, () -> 0);
  }

  private static WindowGraphLayout layout(
      WindowGraph graph, WindowGraphViewport viewport, boolean isAbsolute, int packet) {
    WindowGraphLook look =
        new WindowGraphLook(WORDS, graph.span().startNanos(), isAbsolute, true, packet);
    return new WindowGraphLayout(graph, viewport, look, WIDTH, HEIGHT, METER);
  }

  private static <T extends Mark> List<T> only(WindowGraphLayout layout, Class<T> type) {
    return layout.marks().stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static List<String> texts(WindowGraphLayout layout, Tone tone) {
    Stream<Mark.Label> labels = only(layout, Mark.Label.class).stream();
    return labels.filter(label -> label.tone() == tone).map(Mark.Label::text).toList();
  }
}
