package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingOf;
import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.SharedLinkScript.Path;
import dev.stallscope.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Policers and what is mistaken for them, from packets to findings (STALLS 4.1, 4.3, 8). */
class TcpPolicingScenariosTest {
  private static final int SEGMENTS = 1000;
  private static final double RATE = 3_000_000;

  private static Path policer() {
    return SharedLinkScript.policer(RATE, 100_000);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBucketIsAPolicerSeenFromBothEnds(boolean isNearClient) {
    String script = SharedLinkScript.of(1, SEGMENTS, isNearClient, policer());

    assertThat(findingsOf(script)).first().asString().startsWith("critical traffic-policing");
    assertThat(findingOf("traffic-policing", script).title())
        .matches("A rate limit of (2.99|3) Mbit/s that drops packets cost .*");
  }

  @Test
  void aBucketIsAPolicerSeenOnTheWayBehindIt() {
    assertThat(findingsOf(SharedLinkScript.behind(SEGMENTS, policer(), Nanos.ofMillis(8))))
        .first()
        .asString()
        .startsWith("critical traffic-policing");
  }

  @Test
  void lossByChanceIsCountedButNoPolicerSeenOnTheWayBehindIt() {
    String script =
        SharedLinkScript.behind(SEGMENTS, SharedLinkScript.chance(0.05), Nanos.ofMillis(8));

    assertThat(findingsOf(script)).noneMatch(line -> line.contains("traffic-policing"));
    assertThat(findingOf("packet-loss", script).title())
        .matches("[1-9]\\d* packets from the server lost.*");
  }

  @Test
  void aQueueThatOverflowsIsNoneSeenOnTheWayBehindIt() {
    Path queue = SharedLinkScript.queue(RATE, Nanos.ofMillis(80));

    assertThat(findingsOf(SharedLinkScript.behind(SEGMENTS, queue, Nanos.ofMillis(8))))
        .noneMatch(line -> line.contains("traffic-policing"));
  }

  @Test
  void aSlowPolicerWithASmallBucketIsSuspectedSeenFromTheClient() {
    Path slow = SharedLinkScript.policer(300_000, 20_000);

    assertThat(findingsOf(SharedLinkScript.of(1, 300, true, slow)))
        .first()
        .asString()
        .startsWith("major traffic-policing");
  }

  @Test
  void aPolicerThatDropsHundredsAtOnceIsFoundSeenFromTheClient() {
    Path deep = SharedLinkScript.policer(5_000_000, 700_000);

    assertThat(findingsOf(SharedLinkScript.of(1, 3000, true, deep)))
        .first()
        .asString()
        .startsWith("critical traffic-policing");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBucketBesideLossByChanceIsAPolicer(boolean isNearClient) {
    Path bucket = SharedLinkScript.policer(RATE, 200_000);
    Path both = SharedLinkScript.both(bucket, SharedLinkScript.chance(0.01));
    List<String> findings = findingsOf(SharedLinkScript.of(1, 2500, isNearClient, both));

    assertThat(findings).first().asString().startsWith("critical traffic-policing");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aQueueBesideLossByChanceIsNone(boolean isNearClient) {
    Path queue = SharedLinkScript.queue(RATE, Nanos.ofMillis(80));
    Path both = SharedLinkScript.both(queue, SharedLinkScript.chance(0.02));

    assertThat(findingsOf(SharedLinkScript.of(1, SEGMENTS, isNearClient, both)))
        .noneMatch(line -> line.contains("traffic-policing"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {300_000, 5_000_000})
  void aQueueOfTheSameRateIsNoneSeenFromTheClient(double bitsPerSecond) {
    Path queue = SharedLinkScript.queue(bitsPerSecond, Nanos.ofMillis(200));

    assertThat(findingsOf(SharedLinkScript.of(1, SEGMENTS, true, queue)))
        .noneMatch(line -> line.contains("traffic-policing"));
  }

  @Test
  void lossInBurstsIsNoneSeenFromTheClient() {
    assertThat(findingsOf(SharedLinkScript.of(1, SEGMENTS, true, SharedLinkScript.bursts(0.05, 6))))
        .noneMatch(line -> line.contains("traffic-policing"));
  }

  @Test
  void aBucketThatTwoConnectionsShareIsAPolicer() {
    List<String> findings = findingsOf(SharedLinkScript.of(2, SEGMENTS, false, policer()));

    assertThat(findings).first().asString().startsWith("critical traffic-policing");
    assertThat(findings).noneMatch(line -> line.contains("packet-loss"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aQueueThatOverflowsIsNone(boolean isNearClient) {
    Path queue = SharedLinkScript.queue(RATE, Nanos.ofMillis(80));

    assertThat(findingsOf(SharedLinkScript.of(1, SEGMENTS, isNearClient, queue)))
        .noneMatch(line -> line.contains("traffic-policing"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void asMuchLossByChanceIsNone(boolean isNearClient) {
    List<String> findings =
        findingsOf(SharedLinkScript.of(1, SEGMENTS, isNearClient, SharedLinkScript.chance(0.05)));

    assertThat(findings).noneMatch(line -> line.contains("traffic-policing"));
    assertThat(findings).anyMatch(line -> line.contains("packet-loss"));
  }

  @Test
  void asMuchLossByChanceOnTwoConnectionsIsNone() {
    assertThat(findingsOf(SharedLinkScript.of(2, SEGMENTS, false, SharedLinkScript.chance(0.05))))
        .noneMatch(line -> line.contains("traffic-policing"));
  }
}
