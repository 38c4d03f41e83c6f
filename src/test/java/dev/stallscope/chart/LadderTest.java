package dev.stallscope.chart;

import static dev.stallscope.tls.TlsBytes.clientHello;
import static dev.stallscope.tls.TlsBytes.versions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.Analyzer;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.measure.Measurements;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.testkit.CaptureScript;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.time.Nanos;
import dev.stallscope.tls.HandshakeType;
import dev.stallscope.tls.TlsBytes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LadderTest {
  @Test
  void aHandshakeIsToldFlightByFlight() throws Exception {
    Ladder ladder = handshake("tls12-full");
    assertThat(ladder.rungs())
        .extracting(Ladder.Rung::direction)
        .containsExactly(
            Direction.CLIENT_TO_SERVER,
            Direction.SERVER_TO_CLIENT,
            Direction.CLIENT_TO_SERVER,
            Direction.SERVER_TO_CLIENT);
    assertThat(ladder.rungs()).extracting(Ladder.Rung::roundTrip).containsExactly(0, 1, 0, 2);
    assertThat(ladder.rungs().getFirst().title()).isEqualTo("ClientHello");
    assertThat(ladder.rungs()).allMatch(rung -> rung.bytes() > 0);
  }

  @Test
  void theRoundTripThatANewerVersionSavesIsALostWait() throws Exception {
    Ladder ladder = handshake("tls12-full");
    assertThat(ladder.waits().getFirst().durationNanos()).isZero();
    assertThat(ladder.waits().get(1).cause()).isEqualTo(StallCause.NETWORK_ROUND_TRIP);
    Ladder.Wait last = ladder.waits().getLast();
    assertThat(last.cause()).isEqualTo(StallCause.TLS_TWO_ROUND_TRIPS);
    assertThat(last.lostNanos()).isBetween(Nanos.ofMillis(40), last.durationNanos());
  }

  @Test
  void anAlertIsToldByItsNameWhereItCanBeRead() throws Exception {
    assertThat(handshake("tls-handshake-failure").rungs().getLast().title())
        .isEqualTo("alert protocol_version");
    assertThat(handshake("tls-unknown-authority").rungs())
        .extracting(Ladder.Rung::title)
        .noneMatch(title -> title.equals("encrypted"));
  }

  @Test
  void waitsAndRungsFillTheTimeWithoutOverlap() throws Exception {
    Ladder ladder = handshake("tls-hello-retry");
    for (int i = 1; i < ladder.rungs().size(); i++) {
      Ladder.Wait wait = ladder.waits().get(i);
      assertThat(wait.startNanos()).isEqualTo(ladder.rungs().get(i - 1).endNanos());
      assertThat(wait.endNanos()).isEqualTo(ladder.rungs().get(i).startNanos());
    }
  }

  @Test
  void aLookupTellsItsRetriesAndWhatWaitingForThemCost() throws Exception {
    Measurements measured = measure("dns-timeout");
    Ladder ladder = Ladder.ofLookup(measured.lookups().getFirst(), measured);
    assertThat(ladder.rungs())
        .extracting(rung -> rung.title() + (rung.isUnanswered() ? " !" : ""))
        .contains("A workshop.test !", "A workshop.test again", "A 1 record");
    Ladder.Wait longest =
        ladder.waits().stream()
            .max(java.util.Comparator.comparingLong(Ladder.Wait::durationNanos))
            .orElseThrow();
    assertThat(longest.cause()).isEqualTo(StallCause.DNS_TIMEOUT);
    assertThat(longest.lostNanos()).isGreaterThan(Nanos.ofMillis(4_900));
  }

  @Test
  void theWaitForWhatNeverCameIsShownBehindTheLastMessage(@TempDir Path folder) throws Exception {
    Path file =
        CaptureScript.parse(
                """
                client 0ms    handshake rtt 40ms
                client 41ms   data $hello
                server 81ms   ACK
                client 8041ms FIN
                """,
                Map.of(
                    "hello",
                    TlsBytes.handshake(
                        HandshakeType.CLIENT_HELLO, clientHello("aabb", versions(0x0304)))))
            .writeTo(folder.resolve("unanswered.pcap"));
    Ladder ladder = handshake(measure(file));
    assertThat(ladder.rungs()).extracting(Ladder.Rung::title).containsExactly("ClientHello");
    assertThat(ladder.waits())
        .extracting(wait -> wait.cause() + " " + wait.durationNanos() / Nanos.PER_MILLI)
        .containsExactly("UNDETERMINED 0", "TLS_HANDSHAKE_FAILURE 8000");
  }

  @Test
  void nothingIsWaitedForBehindAFinishedHandshake() throws Exception {
    for (Path sample : SampleCaptures.samples()) {
      Measurements measured = measure(sample);
      for (Exchange exchange : measured.exchanges()) {
        if (!exchange.isFailed()) {
          assertThat(Ladder.ofHandshake(exchange, measured).stream())
              .allMatch(ladder -> ladder.waits().size() == ladder.rungs().size());
        }
      }
    }
  }

  @Test
  void whatIsNoHandshakeHasNoLadder() throws Exception {
    Measurements measured = measure("tls12-full");
    Exchange request = measured.exchanges().getLast();
    assertThat(Ladder.ofHandshake(request, measured)).isEmpty();
    assertThatThrownBy(() -> new Ladder("a", "b", List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  static Ladder handshake(String sample) throws Exception {
    return handshake(measure(sample));
  }

  private static Ladder handshake(Measurements measured) {
    return measured.exchanges().stream()
        .filter(exchange -> exchange.kind() == ExchangeKind.TLS)
        .findFirst()
        .flatMap(exchange -> Ladder.ofHandshake(exchange, measured))
        .orElseThrow();
  }

  static Measurements measure(String sample) throws Exception {
    return measure(SampleCaptures.file(sample));
  }

  private static Measurements measure(Path file) throws Exception {
    return Analyzer.analyze(List.of(file), AnalysisProgress.NONE).measurements();
  }
}
