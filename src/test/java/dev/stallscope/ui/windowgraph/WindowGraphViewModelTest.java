package dev.stallscope.ui.windowgraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.detail.ConnectionSeries;
import dev.stallscope.chart.windowgraph.WindowGraph;
import dev.stallscope.chart.windowgraph.WindowGraphItem;
import dev.stallscope.chart.windowgraph.WindowGraphViewport;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.net.Direction;
import dev.stallscope.testkit.CaptureScript;
import dev.stallscope.testkit.OpenedWorkspace;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.time.TimeSpan;
import dev.stallscope.ui.windowgraph.WindowGraphViewModel.Vacancy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowGraphViewModelTest {
  private static final String UPLOAD_AND_DOWNLOAD =
      """
      up:   client 0ms   handshake rtt 20ms
      up:   client 21ms  data 0..5000
      up:   server 41ms  ACK 5000
      up:   server 42ms  data 0..100
      up:   client 62ms  ACK 100
      down: client 100ms handshake rtt 20ms
      down: client 121ms data 0..100
      down: server 141ms data 0..5000
      down: client 161ms ACK 5000
      """;

  private final OpenedWorkspace rig = new OpenedWorkspace();
  private final WindowGraphViewModel model = new WindowGraphViewModel(rig.workspace());

  @TempDir Path folder;

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void asksForASelectionWhileNothingIsSelected() {
    rig.open(SampleCaptures.file("slow-reader"));
    rig.workspace().selection().selectNothing();
    assertThat(model.graphProperty().get()).isNull();
    assertThat(model.vacancyProperty().get()).isEqualTo(Vacancy.NOTHING_SELECTED);
    assertThat(model.text().title() + model.text().facts()).isEmpty();
  }

  @Test
  void aFindingShowsTheSurroundingsOfItsStall() {
    rig.open(SampleCaptures.file("slow-reader"));
    Finding finding = finding("zero-window");
    rig.workspace().selection().select(finding);
    WindowGraph graph = graph();
    LostTime stall =
        graph.lost().stream()
            .filter(one -> one.rule().equals("zero-window"))
            .max(Comparator.comparingLong(LostTime::durationNanos))
            .orElseThrow();
    TimeSpan time = viewport().time();
    assertThat(time.startNanos()).isLessThan(stall.startNanos());
    assertThat(time.endNanos()).isGreaterThan(stall.endNanos());
    assertThat(time.durationNanos()).isLessThan(2 * stall.durationNanos());
    assertThat(graph.direction()).isEqualTo(Direction.SERVER_TO_CLIENT);
    assertThat(model.look().packet()).isEqualTo(finding.packets().getFirst());
  }

  @Test
  void anExchangeIsShownFromItsBeginningToItsEnd() {
    rig.open(SampleCaptures.file("slow-server"));
    Exchange exchange = analysis().measurements().exchanges().getLast();
    rig.workspace().selection().selectNothing();
    rig.workspace().selection().select(exchange);
    WindowGraph graph = graph();
    assertThat(graph.connection()).isEqualTo(exchange.connection());
    assertThat(viewport().time().startNanos()).isLessThan(exchange.span().startNanos());
    assertThat(viewport().time().durationNanos()).isLessThan(2 * exchange.span().durationNanos());
  }

  @Test
  void theDirectionWithMoreDataIsShownAndCanBeSwitchedAtTheSameTime() throws IOException {
    openScript();
    rig.workspace().selection().selectConnection(0);
    assertThat(graph().direction()).isEqualTo(Direction.CLIENT_TO_SERVER);
    String client = analysis().measurements().connections().getFirst().client().toString();
    assertThat(model.text().title()).startsWith(client + " → ");
    WindowGraphViewport before = viewport().zoomedInTime(graph().span().startNanos(), 2, graph());
    model.look(before);
    model.switchDirection();
    rig.await(() -> graph().direction() == Direction.SERVER_TO_CLIENT);
    assertThat(viewport().time()).isEqualTo(before.time());
    assertThat(model.text().title()).endsWith(" → " + client);
  }

  @Test
  void itGoesFromConnectionToConnectionAndNotBeyondTheLast() throws IOException {
    openScript();
    rig.workspace().selection().selectNothing();
    model.nextConnection();
    assertThat(rig.workspace().selection().selected().connection()).isZero();
    model.nextConnection();
    model.nextConnection();
    assertThat(rig.workspace().selection().selected().connection()).isEqualTo(1);
    rig.await(() -> model.graphProperty().get() != null);
    assertThat(graph().connection()).isEqualTo(1);
    assertThat(model.text().facts()).startsWith("5.0 kB · round trip 20");
    assertThat(model.text().number()).isEqualTo("2 of 2");
    model.previousConnection();
    assertThat(rig.workspace().selection().selected().connection()).isZero();
  }

  @Test
  void aPacketOfTheGraphIsSelectedForAllPanesAndTheViewStays() throws IOException {
    openScript();
    rig.workspace().selection().selectConnection(0);
    WindowGraphViewport before = viewport().zoomedInTime(graph().span().startNanos(), 1.5, graph());
    model.look(before);
    model.select(3);
    assertThat(rig.workspace().selection().selected().packet()).isEqualTo(3);
    assertThat(viewport()).isEqualTo(before);
    assertThat(model.look().packet()).isEqualTo(3);
  }

  @Test
  void aPacketOutOfSightIsBroughtIntoSight() throws IOException {
    openScript();
    rig.workspace().selection().selectConnection(0);
    model.look(viewport().zoomedInTime(graph().span().startNanos(), 20, graph()));
    long late = graph().packet(5).orElseThrow().epochNanos();
    assertThat(viewport().time().contains(late)).isFalse();
    model.select(5);
    assertThat(viewport().time().contains(late)).isTrue();
  }

  @Test
  void thePacketSelectedElsewhereShowsItsConnection() throws IOException {
    openScript();
    rig.workspace().selection().selectNothing();
    int last = Objects.requireNonNull(rig.workspace().capture()).index().count() - 1;
    rig.workspace().selection().selectPacket(last);
    assertThat(graph().connection()).isEqualTo(1);
  }

  @Test
  void keysGoFromPacketToPacketOfTheGraph() throws IOException {
    openScript();
    rig.workspace().selection().selectConnection(1);
    rig.await(() -> model.graphProperty().get() != null);
    model.step(true);
    int first = rig.workspace().selection().selected().packet();
    assertThat(first).isNotNegative();
    List<Integer> visited = new ArrayList<>(List.of(first));
    for (int i = 0; i < 20; i++) {
      model.step(true);
      visited.add(rig.workspace().selection().selected().packet());
    }
    assertThat(visited.stream().distinct().toList()).isSorted().hasSizeGreaterThan(3);
    model.step(false);
    assertThat(rig.workspace().selection().selected().packet()).isLessThan(visited.getLast());
  }

  @Test
  void timesAreCountedFromTheZeroOfAllPanes() throws IOException {
    openScript();
    rig.workspace().selection().zeroNanosProperty().set(1_700_000_000_000_000_123L);
    assertThat(model.look().zeroNanos()).isEqualTo(1_700_000_000_000_000_123L);
    rig.workspace().selection().zeroNanosProperty().set(null);
    assertThat(model.look().zeroNanos())
        .isEqualTo(analysis().measurements().capture().firstNanos());
  }

  @Test
  void aBrushedTimeIsTheTimeOfTheGraph() throws IOException {
    openScript();
    rig.workspace().selection().selectConnection(0);
    long start = graph().span().startNanos();
    rig.workspace().selection().rangeProperty().set(new TimeSpan(start, start + 30_000_000));
    assertThat(viewport().time().durationNanos()).isBetween(30_000_000L, 30_100_000L);
    rig.workspace().selection().rangeProperty().set(null);
    assertThat(viewport()).isEqualTo(WindowGraphViewport.all(graph()));
  }

  @Test
  void whatIsLookedAtStaysWhileTheCaptureGrows() {
    rig.open(SampleCaptures.file("slow-reader"));
    rig.workspace().selection().select(finding("zero-window"));
    WindowGraph before = graph();
    model.switchDirection();
    rig.await(() -> !graph().equals(before));
    TimeSpan all = WindowGraphViewport.all(graph()).time();
    WindowGraphViewport part =
        new WindowGraphViewport(
            new TimeSpan(all.startNanos() + 1_000, all.startNanos() + 2_000_000), null);
    model.look(part);
    WindowGraph other = graph();
    rig.refresh(SampleCaptures.file("slow-reader"));
    rig.await(() -> !graph().equals(other));
    assertThat(viewport()).isEqualTo(part);
    assertThat(graph().direction()).isEqualTo(other.direction());
    model.showAll();
    WindowGraph whole = graph();
    rig.refresh(SampleCaptures.file("slow-reader"));
    rig.await(() -> !graph().equals(whole));
    assertThat(viewport()).isEqualTo(WindowGraphViewport.all(graph()));
  }

  @Test
  void datagramsWithoutAConnectionHaveNoWindow() {
    rig.open(SampleCaptures.file("dns-healthy"));
    Exchange lookup =
        analysis().measurements().exchanges().stream()
            .filter(exchange -> exchange.connection() < 0)
            .findFirst()
            .orElseThrow();
    rig.workspace().selection().select(lookup);
    assertThat(model.graphProperty().get()).isNull();
    assertThat(model.vacancyProperty().get()).isEqualTo(Vacancy.NO_CONNECTION);
  }

  @Test
  void aConnectionOverDatagramsHasItsPacketsByTheirNumbers() {
    rig.open(SampleCaptures.file("http3-page-with-loss"));
    rig.workspace().selection().selectNothing();
    model.nextConnection();
    assertThat(graph().numbers()).isEqualTo(ConnectionSeries.Numbers.PACKETS);
    assertThat(graph().items())
        .contains(
            WindowGraphItem.PACKETS,
            WindowGraphItem.ACKNOWLEDGED,
            WindowGraphItem.MISSING,
            WindowGraphItem.IN_FLIGHT)
        .doesNotContain(WindowGraphItem.SENT, WindowGraphItem.WINDOW_UNKNOWN);
    assertThat(model.hasSequenceNumbers().get()).isFalse();
    assertThat(model.text().facts()).startsWith("QUIC v1 · ").contains("round trip");
    assertThat(model.text().number()).isEqualTo("1 of 1");
  }

  @Test
  void aResultForWhatIsNoLongerSelectedIsDropped() throws IOException {
    openScript();
    rig.workspace().selection().selectConnection(0);
    rig.workspace().selection().selectConnection(1);
    rig.await(() -> model.graphProperty().get() != null);
    assertThat(graph().connection()).isEqualTo(1);
  }

  @Test
  void closingTheCaptureEmptiesThePane() throws IOException {
    openScript();
    rig.workspace().selection().selectConnection(0);
    assertThat(graph()).isNotNull();
    rig.workspace().closeCapture();
    assertThat(model.graphProperty().get()).isNull();
    assertThat(model.text().number()).isEmpty();
    model.nextConnection();
    model.switchDirection();
    model.select(0);
  }

  private void openScript() throws IOException {
    rig.open(CaptureScript.parse(UPLOAD_AND_DOWNLOAD).writeTo(folder.resolve("two.pcap")));
  }

  private WindowGraph graph() {
    rig.await(() -> model.graphProperty().get() != null);
    return Objects.requireNonNull(model.graphProperty().get());
  }

  private WindowGraphViewport viewport() {
    graph();
    return Objects.requireNonNull(model.viewportProperty().get());
  }

  private Analysis analysis() {
    return Objects.requireNonNull(rig.workspace().analysis());
  }

  private Finding finding(String rule) {
    return analysis().findings().stream()
        .filter(finding -> finding.rule().id().equals(rule))
        .findFirst()
        .orElseThrow();
  }
}
