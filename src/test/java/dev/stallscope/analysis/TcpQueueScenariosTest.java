package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingOf;
import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queues and rate limits from packets to findings, seen from both ends (STALLS 8). */
class TcpQueueScenariosTest {
  private static final int ALL = Integer.MAX_VALUE;
  private static final long MBIT = 1_000_000;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDeepQueueBeforeANarrowLinkIsBufferbloat(boolean isNearClient) {
    String script = LinkScript.of(1000, 120, isNearClient, ALL, 3 * MBIT, 0);

    assertThat(findingsOf(script)).singleElement().asString().startsWith("minor bufferbloat 0 ns");
    assertThat(findingOf("bufferbloat", script).title()).contains("grade F");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aShortQueueIsNone(boolean isNearClient) {
    assertThat(findingsOf(LinkScript.of(1000, 20, isNearClient, ALL, 3 * MBIT, 0))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRateThatFallsAfterABurstIsShaping(boolean isNearClient) {
    String script = LinkScript.of(1700, 120, isNearClient, 500, 16 * MBIT, 3 * MBIT);

    assertThat(findingsOf(script))
        .singleElement()
        .asString()
        .startsWith("critical traffic-shaping 3")
        .contains(" s by network");
    assertThat(findingOf("traffic-shaping", script).title()).contains("down to 3 Mbit/s");
  }
}
