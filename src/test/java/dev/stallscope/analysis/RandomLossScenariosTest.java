package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.analysisOf;
import static dev.stallscope.analysis.ScriptedFindings.findingOf;
import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.SharedLinkScript.Path;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.time.Nanos;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What losses by chance cost: the same transfer without them took so much less. */
class RandomLossScenariosTest {
  private static final int SEGMENTS = 2000;
  private static final double RATE = 30_000_000;

  private static Path link() {
    return SharedLinkScript.queue(RATE, Nanos.ofMillis(300));
  }

  private static long nanos(String script) {
    return analysisOf(script).measurements().exchanges().stream()
        .max(Comparator.comparingLong(Exchange::durationNanos))
        .orElseThrow()
        .durationNanos();
  }

  @ParameterizedTest
  @CsvSource({"true, 0.01", "false, 0.01", "true, 0.03", "false, 0.03"})
  void lossesAreToldOfWithNearlyAllThatTheyCost(boolean isNearClient, double share) {
    Path lossy = SharedLinkScript.both(SharedLinkScript.chance(share), link());
    String script = SharedLinkScript.of(1, SEGMENTS, isNearClient, lossy);
    long cost = nanos(script) - nanos(SharedLinkScript.of(1, SEGMENTS, isNearClient, link()));

    assertThat(findingOf("packet-loss", script).timeLostNanos())
        .isBetween(cost * 7 / 10, cost * 11 / 10);
    assertThat(ScriptedFindings.findingsOf(script))
        .noneMatch(line -> line.contains("congestion-window-limited"));
  }

  /** Flights that are smaller than before one loss, for so many rounds. */
  private static String smallFlights(int rounds) {
    return """
        set capture near server
        client 0ms     handshake rtt 40ms
        client 41ms    http-request GET / win 1000000
        server 41.1ms  data "HTTP/1.1 200 OK\\r\\nContent-Length: 900000000\\r\\n\\r\\n" + 58354 split
        client 81.2ms  ACK
        server 81.3ms  data 87600 split
        client 121.4ms ACK
        server 121.5ms data 1460 lost
        server 121.6ms data 87600 split
        client 161.7ms ACK 146000 sack 147460..235060
        client 161.8ms ACK 146000 sack 147460..235060
        client 161.9ms ACK 146000 sack 147460..235060
        server 162ms   data 146000..147460 again
        client 202ms   ACK
        repeat %d every 41ms
        server 202.2ms data 29200 split
        client +40.1ms ACK
        end
        """
        .formatted(rounds);
  }

  @Test
  void aWindowThatHadTheTimeToGrowAgainIsNotTheLosses() {
    assertThat(findingsOf(smallFlights(200)))
        .containsExactly("critical congestion-window-limited 3.53 s by network in 192 193 213 214");
  }

  @Test
  void afterALossAWindowGrowsForAWhile() {
    assertThat(findingsOf(smallFlights(80)))
        .containsExactly("critical congestion-window-limited 3.17 s by network in 192 193 213 214");
  }
}
