package dev.stallscope.ui.packets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.detail.PacketDetail;
import dev.stallscope.analysis.detail.PacketRow;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.testkit.CaptureScript;
import dev.stallscope.testkit.OpenedWorkspace;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.time.TimeSpan;
import dev.stallscope.ui.control.IndexedRows;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacketsViewModelTest {
  private static final String SECRET =
      """
      set client 10.0.0.1:51132
      set server 10.0.0.2:80
      client 0ms   handshake rtt 20ms
      client 21ms  data "GET /a HTTP/1.1\\r\\nHost: a.example\\r\\nAuthorization: Bearer t0ps3cret\\r\\n\\r\\n"
      server 41ms  http-response 200 1000
      """;

  private final OpenedWorkspace rig = new OpenedWorkspace();
  private final PacketsViewModel model = new PacketsViewModel(rig.workspace());

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aMarkedPacketIsGoneBackToFromAnywhere() {
    rig.open(SampleCaptures.file("slow-server"));
    model.goTo(3);
    model.marked().toggle();
    assertThat(model.marked().contains(3)).isTrue();
    rig.workspace().selection().selectNothing();
    model.goTo(model.marked().beside(true));
    assertThat(model.selected()).isEqualTo(3);
    rig.await(() -> model.selectedRow() >= 0);
    model.marked().toggle();
    assertThat(model.marked().areThere().get()).isFalse();
  }

  @Test
  void nothingSelectedShowsAllPackets() {
    rig.open(SampleCaptures.file("healthy-page"));
    int all = Objects.requireNonNull(rig.workspace().capture()).index().count();
    awaitRows(all);
    assertThat(model.rowsProperty().get().ids()).startsWith(0, 1, 2).endsWith(all - 1);
    assertThat(model.hasFilterProperty().get()).isFalse();
  }

  @Test
  void nothingIsReadBeforeSomebodyLooks() {
    model.inSightProperty().set(false);
    rig.open(SampleCaptures.file("slow-server"));
    var finding = Objects.requireNonNull(rig.workspace().analysis()).findings().getFirst();
    rig.workspace().selection().select(finding);
    PacketsViewModel seen = new PacketsViewModel(rig.workspace());
    rig.await(() -> seen.detailProperty().get() != null && !seen.rowsProperty().get().isEmpty());
    assertThat(model.rowsProperty().get()).isEmpty();
    assertThat(model.detailProperty().get()).isNull();
    model.inSightProperty().set(true);
    assertThat(model.emptyState()).isEqualTo("Looking for the packets of the selection…");
    assertThat(model.summary()).isEmpty();
    rig.await(() -> model.detailProperty().get() != null && !model.rowsProperty().get().isEmpty());
    assertThat(model.rowsProperty().get().ids()).isEqualTo(seen.rowsProperty().get().ids());
    assertThat(model.emptyState()).startsWith("No packets belong to the selection");
    assertThat(model.summary()).isEqualTo(seen.summary()).isNotEmpty();
  }

  @Test
  void whatIsShownStaysWhileTheCaptureGrowsUntilThereIsMore() {
    rig.open(SampleCaptures.file("slow-server"));
    rig.workspace()
        .selection()
        .select(Objects.requireNonNull(rig.workspace().analysis()).findings().getFirst());
    rig.await(() -> model.detailProperty().get() != null && !model.rowsProperty().get().isEmpty());
    IndexedRows<PacketLine> before = model.rowsProperty().get();
    PacketDetail detail = model.detailProperty().get();
    List<Integer> sizes = new ArrayList<>();
    model.rowsProperty().addListener((_, _, rows) -> sizes.add(rows.size()));
    rig.refresh(SampleCaptures.file("slow-server"));
    assertThat(before.get(0).packet()).isEqualTo(before.id(0));
    rig.await(() -> !model.rowsProperty().get().equals(before));
    assertThat(sizes).containsExactly(before.size());
    PacketLine line = model.rowsProperty().get().get(0);
    rig.await(() -> line.rowProperty().get() != null);
    assertThat(model.detailProperty().get()).isSameAs(detail);
  }

  @Test
  void aStreamThatIsFollowedStaysOpenWhileTheCaptureGrows() {
    rig.open(SampleCaptures.file("slow-server"));
    StreamViewModel stream = new StreamViewModel(rig.workspace());
    stream.open(0);
    rig.refresh(SampleCaptures.file("slow-server"));
    rig.await(() -> !stream.lines().isEmpty());
    List<StreamLine> lines = List.copyOf(stream.lines());
    rig.refresh(SampleCaptures.file("slow-server"));
    assertThat(stream.openProperty().get()).isTrue();
    assertThat(stream.lines()).isEqualTo(lines);
    rig.workspace().closeCapture();
    assertThat(stream.openProperty().get()).isFalse();
  }

  @Test
  void aLineIsThereAtOnceAndDecodedLater() {
    rig.open(SampleCaptures.file("healthy-page"));
    awaitRows(Objects.requireNonNull(rig.workspace().capture()).index().count());
    PacketLine line = model.rowsProperty().get().get(5);
    assertThat(line.packet()).isEqualTo(5);
    assertThat(line.length()).isPositive();
    assertThat(line.rowProperty().get()).isNull();
    rig.await(() -> line.rowProperty().get() != null);
    PacketRow row = Objects.requireNonNull(line.rowProperty().get());
    assertThat(row.packet()).isEqualTo(5);
    assertThat(line.text(PacketRow::protocol).getValue()).isEqualTo(row.protocol());
    assertThat(model.rowsProperty().get().get(5)).isSameAs(line);
  }

  @Test
  void aFindingShowsTheWholeOfItsExchangesAndWhatItSelectsElsewhereTheirs() {
    rig.open(SampleCaptures.file("slow-server"));
    var analysis = Objects.requireNonNull(rig.workspace().analysis());
    var finding = analysis.findings().getFirst();
    rig.workspace().selection().select(finding);
    rig.await(() -> model.summary().contains("The server took"));
    assertThat(model.rowsProperty().get().ids())
        .contains(finding.packets().stream().mapToInt(packet -> packet).toArray());
    rig.workspace().selection().selectNothing();
    rig.workspace().selection().selectConnection(0);
    awaitRows(30);
    var request =
        analysis.measurements().exchanges().stream()
            .filter(exchange -> exchange.kind() == ExchangeKind.REQUEST)
            .toList()
            .get(1);
    rig.workspace().selection().select(request);
    rig.await(() -> model.rowsProperty().get().size() < 30);
    assertThat(model.rowsProperty().get().id(0)).isEqualTo(request.firstPacket());
    assertThat(model.selectedRow()).isZero();
  }

  @Test
  void selectingAPacketHereLeavesTheListAlone() {
    rig.open(SampleCaptures.file("slow-server"));
    rig.workspace().selection().selectNothing();
    awaitRows(30);
    var before = model.rowsProperty().get();
    model.select(7);
    assertThat(rig.workspace().selection().selected().packet()).isEqualTo(7);
    assertThat(rig.workspace().selection().selected().connection()).isZero();
    rig.await(() -> model.detailProperty().get() != null);
    assertThat(model.rowsProperty().get()).isSameAs(before);
    assertThat(Objects.requireNonNull(model.detailProperty().get()).row().packet()).isEqualTo(7);
    assertThat(model.canFollowProperty().get()).isTrue();
  }

  @Test
  void aPacketFromElsewhereThatIsNotOfTheSelectionIsShownAmongItsConnection() {
    rig.open(SampleCaptures.file("slow-server"));
    var finding = Objects.requireNonNull(rig.workspace().analysis()).findings().getFirst();
    rig.workspace().selection().select(finding);
    rig.await(() -> model.summary().contains("The server took"));
    int first = 0;
    assertThat(model.rowsProperty().get().indexOfId(first)).isEqualTo(-1);
    rig.workspace().selection().selectPacket(first);
    rig.await(() -> model.selectedRow() >= 0);
    assertThat(model.rowsProperty().get()).hasSize(30);
  }

  @Test
  void theFilterIsThatOfWhatIsShown() {
    rig.open(SampleCaptures.file("slow-server"));
    rig.workspace().selection().selectNothing();
    rig.workspace().selection().selectConnection(0);
    assertThat(filter()).isEqualTo("tcp.stream eq 0");
    model.allProperty().set(true);
    model.select(7);
    assertThat(filter()).isEqualTo("frame.number in {8}");
  }

  @Test
  void timesAreThoseOfTheCaptureAndOfTheRowAbove() {
    rig.open(SampleCaptures.file("slow-server"));
    rig.workspace().selection().selectNothing();
    awaitRows(30);
    var rows = model.rowsProperty().get();
    assertThat(model.sinceStart(rows.get(0))).isZero();
    assertThat(model.sinceRowAbove(rows.get(0))).isEqualTo(-1);
    long sum = 0;
    for (int i = 1; i < rows.size(); i++) {
      sum += model.sinceRowAbove(rows.get(i));
    }
    assertThat(sum).isEqualTo(model.sinceStart(rows.getLast()));
  }

  @Test
  void theChosenTimeHidesOtherPackets() {
    rig.open(SampleCaptures.file("slow-server"));
    rig.workspace().selection().selectNothing();
    awaitRows(30);
    long first = model.rowsProperty().get().get(0).epochNanos();
    rig.workspace().selection().rangeProperty().set(new TimeSpan(first, first + 1));
    awaitRows(1);
    assertThat(model.summary())
        .isEqualTo("1 of 30 packets: the whole capture, within the chosen time");
    rig.workspace().selection().rangeProperty().set(new TimeSpan(0, 1));
    awaitRows(0);
    assertThat(model.emptyState()).contains("Ctrl+Shift+A");
  }

  @Test
  void secretsAreHiddenUntilSomebodyAsks(@TempDir Path folder) throws Exception {
    rig.open(CaptureScript.parse(SECRET).writeTo(folder.resolve("secret.pcap")));
    model.select(3);
    rig.await(() -> model.detailProperty().get() != null);
    PacketDetail hidden = Objects.requireNonNull(model.detailProperty().get());
    assertThat(text(hidden)).contains("Authorization").doesNotContain("t0ps3cret");
    model.revealedProperty().set(true);
    rig.await(() -> model.detailProperty().get() != hidden);
    assertThat(text(Objects.requireNonNull(model.detailProperty().get()))).contains("t0ps3cret");
    rig.open(CaptureScript.parse(SECRET).writeTo(folder.resolve("other.pcap")));
    assertThat(model.revealedProperty().get()).isFalse();
  }

  @Test
  void aStreamIsFollowedInTextAndHexWithItsSecretsHidden(@TempDir Path folder) throws Exception {
    rig.open(CaptureScript.parse(SECRET).writeTo(folder.resolve("secret.pcap")));
    StreamViewModel stream = new StreamViewModel(rig.workspace());
    stream.open(0);
    rig.await(() -> !stream.lines().isEmpty());
    assertThat(texts(stream))
        .startsWith("Client · 69 B · packet 4 · 21 ms", "GET /a HTTP/1.1", "Host: a.example")
        .anyMatch(line -> line.startsWith("Server · 1."))
        .noneMatch(line -> line.contains("t0ps3cret"));
    assertThat(stream.title()).isEqualTo("TCP stream 0: 10.0.0.1:51132 to 10.0.0.2:80");
    stream.hexProperty().set(true);
    rig.await(() -> texts(stream).get(1).startsWith("0000  47 45 54"));
    stream.hexProperty().set(false);
    stream.revealedProperty().set(true);
    rig.await(() -> texts(stream).stream().anyMatch(line -> line.contains("t0ps3cret")));
    assertThat(stream.hasMoreProperty().get()).isFalse();
    rig.workspace().closeCapture();
    assertThat(stream.openProperty().get()).isFalse();
    assertThat(stream.lines()).isEmpty();
  }

  @Test
  void aLongStreamComesInPages() {
    rig.open(SampleCaptures.file("slow-reader-fixed"));
    StreamViewModel stream = new StreamViewModel(rig.workspace());
    stream.open(0);
    rig.await(() -> !stream.lines().isEmpty());
    assertThat(stream.hasMoreProperty().get()).isTrue();
    int first = stream.lines().size();
    stream.loadMore();
    rig.await(() -> stream.lines().size() > first);
    assertThat(stream.lines()).allMatch(line -> line.text().length() <= 200);
  }

  private List<String> texts(StreamViewModel stream) {
    return stream.lines().stream().map(StreamLine::text).toList();
  }

  private String filter() {
    AtomicReference<String> filter = new AtomicReference<>("");
    model.filter(filter::set);
    rig.await(() -> !filter.get().isEmpty());
    return filter.get();
  }

  /**
   * Those of what is open now: what was shown of an unread capture stays until there are others.
   */
  private void awaitRows(int count) {
    rig.await(() -> !model.findingProperty().get() && model.rowsProperty().get().size() == count);
  }

  private static String text(PacketDetail detail) {
    return new String(detail.bytes(), StandardCharsets.ISO_8859_1);
  }
}
