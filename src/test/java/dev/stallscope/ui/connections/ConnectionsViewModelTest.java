package dev.stallscope.ui.connections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.measure.ThroughputLimit;
import dev.stallscope.protocol.quic.QuicTalk;
import dev.stallscope.quic.QuicVersion;
import dev.stallscope.testkit.CaptureScript;
import dev.stallscope.testkit.OpenedWorkspace;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionsViewModelTest {
  private final OpenedWorkspace rig = new OpenedWorkspace();
  private final ConnectionsViewModel model = new ConnectionsViewModel(rig.workspace());

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aConnectionSaysWhatItWentThrough() {
    open("slow-reader", 1);
    ConnectionRow row = model.rowsProperty().get().getFirst();
    assertThat(row.receivedBytes()).isGreaterThan(800_000);
    assertThat(row.zeroWindows()).isEqualTo(4);
    assertThat(row.retransmissions()).isZero();
    assertThat(row.requests()).isEqualTo(1);
    assertThat(row.limit()).isNotEqualTo(ThroughputLimit.UNKNOWN);
    assertThat(model.summary()).isEqualTo("1 connection");
  }

  @Test
  void whatWasSentAgainIsCountedAsItIsExplained() {
    open("packet-loss", 1);
    assertThat(model.rowsProperty().get().getFirst().retransmissions()).isEqualTo(4);
  }

  @Test
  void everyLimitHasItsWord() {
    assertThat(Arrays.stream(ThroughputLimit.values()).map(ConnectionsViewModel::limit))
        .doesNotHaveDuplicates()
        .noneMatch(String::isBlank);
  }

  @Test
  void everyColumnSortsBothWays() {
    open("tls-no-resumption", 4);
    for (ConnectionOrder order : ConnectionOrder.values()) {
      for (boolean isDescending : new boolean[] {true, false}) {
        var before = model.rowsProperty().get();
        model.sort(order, isDescending);
        rig.await(() -> model.rowsProperty().get() != before);
        assertThat(model.rowsProperty().get())
            .hasSize(4)
            .isSortedAccordingTo(order.comparator(isDescending));
      }
    }
  }

  @Test
  void itFollowsTheSelectionBothWays() {
    open("tls-no-resumption", 4);
    model.select(2);
    assertThat(rig.workspace().selection().selected().connection()).isEqualTo(2);
    rig.workspace().selection().selectConnection(3);
    assertThat(model.selected()).isEqualTo(3);
    rig.workspace().selection().back();
    assertThat(model.selected()).isEqualTo(2);
  }

  @Test
  void onlyConnectionsOfTheChosenTimeAreShown() {
    open("tls-no-resumption", 4);
    TimeSpan first = model.rowsProperty().get().getFirst().span();
    rig.workspace()
        .selection()
        .rangeProperty()
        .set(new TimeSpan(first.startNanos(), first.startNanos() + 1));
    rig.await(() -> model.rowsProperty().get().size() == 1);
    assertThat(model.summary()).isEqualTo("1 of 4 connections, those within the chosen time");
    rig.workspace().selection().rangeProperty().set(new TimeSpan(0, 1));
    rig.await(() -> model.rowsProperty().get().isEmpty());
    assertThat(model.emptyState()).contains("Ctrl+Shift+A");
  }

  @Test
  void aCaptureWithoutConnectionsSaysSo(@TempDir Path folder) throws Exception {
    rig.open(
        CaptureScript.parse("raw: client 0ms udp \"hello\"\n").writeTo(folder.resolve("udp.pcap")));
    assertThat(model.rowsProperty().get()).isEmpty();
    assertThat(model.emptyState()).isEqualTo("There is no TCP connection in this capture.");
  }

  @Test
  void aConnectionOverDatagramsIsOneAsWell(@TempDir Path folder) throws Exception {
    QuicTalk talk = new QuicTalk(QuicVersion.V1);
    rig.open(Files.write(folder.resolve("quic.pcap"), QuicTalk.pcap(talk.handshake())));
    rig.await(() -> model.rowsProperty().get().size() == 1);
    ConnectionRow row = model.rowsProperty().get().getFirst();
    assertThat(row.server().port()).isEqualTo(443);
    assertThat(row.roundTripNanos()).isEqualTo(Nanos.ofMillis(40));
    assertThat(row.durationNanos()).isEqualTo(Nanos.ofMillis(60));
    model.select(0);
    assertThat(rig.workspace().selection().selected().connection()).isZero();
  }

  @Test
  void closingLeavesNoRowOfWhatWasOpen() {
    open("slow-reader", 1);
    rig.workspace().closeCapture();
    assertThat(model.rowsProperty().get()).isEmpty();
    assertThat(model.summary()).isEqualTo("No connections");
  }

  private void open(String sample, int connections) {
    rig.open(SampleCaptures.file(sample));
    rig.await(() -> model.rowsProperty().get().size() == connections);
  }
}
