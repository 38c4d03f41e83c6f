package dev.stallscope.analysis.detail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.testkit.CaptureScript;
import dev.stallscope.time.TimeSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacketSelectionTest {
  /** Two connections whose packets take turns; packets count from 0. */
  private static final String TWO =
      """
      dns: set server 10.0.0.53:53
      one: client 0ms   handshake rtt 2ms
      two: client 0.5ms handshake rtt 2ms
      one: client 10ms  http-request GET /one
      dns: client 11ms  dns query 7 A a.example
      two: client 12ms  http-request GET /two
      one: server 13ms  ACK
      one: server 20ms  http-response 200 100
      dns: server 21ms  dns answer 7 A a.example 10.0.0.2
      two: server 22ms  http-response 200 100
      one: client 23ms  FIN
      """;

  @TempDir Path folder;

  @Test
  void aFlowHasItsOwnPacketsOnly() throws IOException {
    try (OpenCapture open = OpenedScript.of(folder, TWO)) {
      PacketSelection selection = new PacketSelection(open);
      assertThat(selection.ofFlow(0)).containsExactly(0, 2, 3, 6, 9, 10, 13);
      assertThat(selection.ofFlow(1)).containsExactly(1, 4, 5, 8, 12);
      assertThat(selection.ofFlow(2)).containsExactly(7, 11);
      assertThat(selection.all()).hasSize(14);
    }
  }

  @Test
  void anExchangeHasWhatWasSentBetweenItsFirstAndLastPacket() throws IOException {
    try (OpenCapture open = OpenedScript.of(folder, TWO)) {
      PacketSelection selection = new PacketSelection(open);
      assertThat(selection.ofExchange(exchange(open, ExchangeKind.REQUEST, "GET /one")))
          .containsExactly(6, 9, 10);
      assertThat(selection.ofExchange(exchange(open, ExchangeKind.DNS, "A a.example")))
          .containsExactly(7, 11);
    }
  }

  private static Exchange exchange(OpenCapture open, ExchangeKind kind, String label) {
    return open.analysis().measurements().exchanges().stream()
        .filter(exchange -> exchange.kind() == kind && exchange.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aSpanOfTimeHasEveryPacketWithinIt() throws IOException {
    try (OpenCapture open = OpenedScript.of(folder, TWO)) {
      TimeSpan span = new TimeSpan(CaptureScript.at("11ms"), CaptureScript.at("20ms"));
      assertThat(new PacketSelection(open).within(span)).containsExactly(7, 8, 9);
    }
  }

  @Test
  void aFindingHasItsProofAndItsExchanges() throws IOException {
    try (OpenCapture open = OpenedScript.sample("slow-server")) {
      PacketSelection selection = new PacketSelection(open);
      Finding finding = open.analysis().findings().getFirst();
      assertThat(selection.proofOf(finding)).isSorted().hasSize(finding.packets().size());
      assertThat(selection.ofFinding(finding)).isSorted().contains(selection.proofOf(finding));
      Exchange exchange =
          open.analysis().measurements().exchanges().get(finding.exchanges().getFirst());
      assertThat(selection.ofFinding(finding)).contains(selection.ofExchange(exchange));
    }
  }

  @Test
  void anIcmpErrorBelongsToTheConnectionItSpeaksOf() throws IOException {
    String refused =
        """
        client 0ms SYN
        router 1ms icmp 3/13 to client
        """;
    try (OpenCapture open = OpenedScript.of(folder, refused)) {
      assertThat(new PacketSelection(open).ofFlow(0)).containsExactly(0, 1);
      assertThat(List.of(open.index().side(0), open.index().side(1))).containsExactly(0, 1);
    }
  }
}
