package dev.stallscope.diagnosis.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.measure.DirectionFacts.TokenBucket;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrafficPolicingRuleTest {
  private final TrafficPolicingRule rule = new TrafficPolicingRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  private static Optional<TokenBucket> bucket(long rate, long burst) {
    return Optional.of(
        new TokenBucket(
            rate,
            burst,
            burst >= 30_000,
            40,
            0.15,
            11,
            12,
            MeasurementsFixture.at(100),
            MeasurementsFixture.at(900)));
  }

  private ConnectionDraft policed(long rate, long burst) {
    ConnectionDraft connection =
        fixture
            .connection()
            .facts(Direction.SERVER_TO_CLIENT, facts -> facts.policing = bucket(rate, burst));
    fixture.wait(connection, StallCause.TRAFFIC_POLICING, 200, 700, 400);
    return connection;
  }

  @Test
  void namesRateBurstAndShareLost() {
    policed(1_450_000, 117_000);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.party()).isEqualTo(Party.NETWORK);
    assertThat(finding.severity()).isEqualTo(Severity.MAJOR);
    assertThat(finding.title())
        .isEqualTo("A rate limit of 1.45 Mbit/s that drops packets cost 400 ms");
    assertThat(finding.explanation()).contains("let 117 kB pass", "40 packets, 15 % of the data");
  }

  @Test
  void afterASmallBurstItIsSuspectedAndGivesNoRate() {
    policed(1_450_000, 29_000);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title())
        .isEqualTo("A rate limit that drops packets is suspected; losses cost 400 ms");
    assertThat(finding.severity()).isEqualTo(Severity.MINOR);
  }

  @Test
  void twoConnectionsThatAgreeWithinFifteenPercentAreCertain() {
    policed(1_000_000, 8_000);
    policed(1_150_000, 8_000);

    assertThat(RuleVerdicts.finding(rule, fixture).title()).contains("A rate limit of");
  }

  @Test
  void twoConnectionsThatDisagreeStaySuspected() {
    policed(1_000_000, 8_000);
    policed(1_250_000, 8_000);

    assertThat(RuleVerdicts.finding(rule, fixture).title()).contains("suspected");
  }

  @Test
  void theSharedBucketOfTwoConnectionsIsOneWitness() {
    policed(1_000_000, 8_000);
    policed(1_000_000, 8_000);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title()).contains("suspected");
    assertThat(finding.explanation()).startsWith("40 packets, 15 % of the data");
  }

  @Test
  void isClearWithoutAPolicer() {
    fixture.connection();

    assertThat(RuleVerdicts.clear(rule, fixture)).isEqualTo("The only connection did not show it.");
  }

  @Test
  void isNotApplicableWithoutAConnection() {
    assertThat(RuleVerdicts.notApplicable(rule, fixture)).contains("no TCP connection");
  }
}
