package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.analysisOf;
import static dev.stallscope.analysis.ScriptedFindings.findingOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.SharedLinkScript.Path;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.time.Nanos;
import java.util.Comparator;
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
}
