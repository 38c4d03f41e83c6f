package dev.stallscope.ui.connections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.flow.tcp.CaptureQuality;
import dev.stallscope.flow.tcp.TcpConnection.Handshake.Outcome;
import dev.stallscope.measure.ThroughputLimit;
import dev.stallscope.protocol.TransportWait;
import dev.stallscope.testkit.OpenedWorkspace;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.ui.control.detail.Detail;
import dev.stallscope.ui.control.detail.Section;
import dev.stallscope.ui.text.Texts;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionDetailViewModelTest {
  private final OpenedWorkspace rig = new OpenedWorkspace();
  private final ConnectionDetailViewModel model = new ConnectionDetailViewModel(rig.workspace());

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void nothingIsReadForAPaneThatNobodySees() {
    rig.open(SampleCaptures.file("slow-reader"));
    rig.workspace().selection().selectConnection(0);
    assertThat(detail()).isEqualTo(Detail.NOTHING);
    model.inSightProperty().set(true);
    rig.await(() -> !detail().columns().isEmpty());
    assertThat(detail().title()).isEqualTo("Connection 0 · 10.77.0.1:39388 → 10.77.0.2:8000");
  }

  @Test
  void theSetUpSaysWhatWasAgreed() {
    show("slow-reader");
    assertThat(section("SET-UP").text())
        .isEqualTo(
            """
            Client: 10.77.0.1:39388
            Server: 10.77.0.2:8000
            Opened: at 0 s, complete handshake
            Handshake: 40.6 ms
            Round trip: least 40.1 ms, last 40.5 ms
            From here: client 2.41 µs, server 40.1 ms
            MSS: client 1460 B, server 1460 B
            Window scale: client × 2, server × 128
            SACK: yes
            Timestamps: yes
            Closed: by the client at 3.11 s
            Lasted: 3.15 s
            Capture: packets cut""");
  }

  @Test
  void whatFitsIntoOneFlightHasNoRate() {
    show("dns-timeout");
    assertThat(section("EACH WAY").text())
        .contains("Bytes: client 92 B, server 2.0 kB")
        .contains("Rate while sending: client –, server –");
  }

  @Test
  void eachWayHasItsLossesByTheirMechanism() {
    show("packet-loss");
    assertThat(section("EACH WAY").text())
        .contains("Bytes: client 161 B, server 400.1 kB")
        .contains("Lost: client –, server 4 of 282")
        .contains("Share lost: client –, server 1.42 %")
        .contains("Sent again: client –, server 4")
        .contains("– by fast retransmit: client –, server 3")
        .contains("– by recovery: client –, server 1");
  }

  @Test
  void theSharesAreOfAllTheTimeAndOfAllTheBytes() {
    show("slow-reader");
    Section.Shares time = (Section.Shares) section("WHERE ITS TIME WENT");
    assertThat(time.shares().getFirst().name()).isEqualTo("receive buffer full · not read");
    assertThat(time.shares().stream().mapToDouble(Section.Share::weight).sum())
        .isEqualTo(rig.workspace().analysis().measurements().span(0).durationNanos());
    Section.Shares limits = (Section.Shares) section("WHAT LIMITED THE SERVER, BY BYTES");
    assertThat(limits.shares().getFirst().name()).isEqualTo("receiver: its window");
    assertThat(find("WHAT LIMITED THE CLIENT, BY BYTES")).as("74 B are not limited").isEmpty();
  }

  @Test
  void linksSelectWhatTheyName() {
    show("packet-loss");
    Section.Links exchanges = (Section.Links) section("EXCHANGES");
    assertThat(exchanges.text()).isEqualTo("GET /bytes/400000  200  355 ms");
    exchanges.links().getFirst().go().run();
    assertThat(rig.workspace().selection().selected().exchange()).isNotNegative();
    Section.Links findings = (Section.Links) section("FINDINGS");
    rig.workspace().selection().selectNothing();
    findings.links().getFirst().go().run();
    assertThat(rig.workspace().selection().selected().finding())
        .isEqualTo(rig.workspace().analysis().findings().getFirst());
  }

  @Test
  void aConnectionOverDatagramsTellsOfItsWaits() {
    show("http3-page-with-loss");
    assertThat(section("SET-UP").text()).contains("Protocol: QUIC v1");
    assertThat(section("EACH WAY").text()).contains("Lost: client –, server 4");
    assertThat(section("WHAT HELD IT UP").text()).isEqualTo("Loss: 2 times, 57.1 ms together");
    assertThat(((Section.Links) section("SLOWEST EXCHANGES")).more()).isEqualTo("and 16 more");
  }

  @Test
  void withoutASelectionAllConnectionsAreToldOfTogether() {
    show("queued-in-pool");
    rig.workspace().selection().selectNothing();
    rig.await(() -> detail().title().equals("ALL CONNECTIONS"));
    assertThat(section("ALL CONNECTIONS").text())
        .isEqualTo(
            """
            TCP, complete handshake: 5
            Servers: 1
            Used again: 5 of 5
            Round trip: 40.1 ms""");
    assertThat(section("CARRIED").text()).contains("Sent again: 0");
  }

  @Test
  void whatIsClosedIsNotTold() {
    show("slow-reader");
    rig.workspace().closeCapture();
    assertThat(detail()).isEqualTo(Detail.NOTHING);
  }

  @Test
  void everythingThatCanBeToldHasItsWord() {
    Stream.of(
            words("connection.opened.", Outcome.values()),
            words("connection.quality.", CaptureQuality.values()),
            words("limit.share.", ThroughputLimit.values()),
            words("wait.", TransportWait.Kind.values()))
        .flatMap(words -> words)
        .forEach(word -> assertThat(word).isNotBlank());
  }

  private static Stream<String> words(String prefix, Enum<?>[] values) {
    return Arrays.stream(values)
        .map(one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .map(id -> Texts.of(prefix + id));
  }

  private Detail detail() {
    return model.detailProperty().get();
  }

  private Section section(String title) {
    return find(title).orElseThrow();
  }

  private Optional<Section> find(String title) {
    return detail().columns().stream()
        .flatMap(List::stream)
        .filter(section -> section.title().equals(title))
        .findFirst();
  }

  private void show(String sample) {
    model.inSightProperty().set(true);
    rig.open(SampleCaptures.file(sample));
    rig.workspace().selection().selectConnection(0);
    rig.await(() -> detail().title().startsWith("Connection 0"));
  }
}
