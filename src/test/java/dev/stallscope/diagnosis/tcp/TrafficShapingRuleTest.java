package dev.stallscope.diagnosis.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.measure.DirectionFacts.RateLimit;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrafficShapingRuleTest {
  private final TrafficShapingRule rule = new TrafficShapingRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  private static Optional<RateLimit> shaped(long first, long after) {
    return Optional.of(
        new RateLimit(
            first, after, 600_000, MeasurementsFixture.at(500), 60, MeasurementsFixture.at(4500)));
  }

  @Test
  void theTimeBeyondTheFirstRateIsLost() {
    ConnectionDraft connection =
        fixture
            .connection(0, 5000)
            .facts(
                Direction.SERVER_TO_CLIENT, facts -> facts.shaping = shaped(16_000_000, 4_000_000));
    int request = fixture.request(connection, "GET /export", 100, 4500);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(3000));
    assertThat(finding.exchanges()).containsExactly(request);
    assertThat(finding.party()).isEqualTo(Party.NETWORK);
    assertThat(finding.title())
        .isEqualTo("After a burst the path slowed the server down to 4 Mbit/s: 3 s");
  }

  @Test
  void waitsForAnotherReasonAreNone() {
    fixture.wait(fixture.connection(), StallCause.BUFFERBLOAT, 100, 400, 300);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void isNotApplicableWithoutAConnection() {
    assertThat(RuleVerdicts.notApplicable(rule, fixture)).contains("no TCP connection");
  }
}
