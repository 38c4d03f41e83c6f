package dev.stallscope.diagnosis.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class ExpectContinueRuleTest {
  private final ExpectContinueRule rule = new ExpectContinueRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();
  private final ConnectionDraft connection = fixture.connection(0, 9000);

  private int pausing(CallDraft call, long pauseMillis) {
    int id = call.at(0, 100 + pauseMillis).answeredAt(50).on(fixture, connection);
    fixture.wait(id, StallCause.EXPECT_CONTINUE, 60, 60 + pauseMillis, pauseMillis);
    return id;
  }

  @Test
  void tellsHowLongAndWhere() {
    int id = pausing(CallDraft.post("/export"), 900);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title()).isEqualTo("The body of a request was held back for 900 ms");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(900));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.party()).isEqualTo(Party.SERVER_OPERATIONS);
    assertThat(finding.exchanges()).containsExactly(id);
  }

  @Test
  void firesAtTheThreshold() {
    pausing(CallDraft.post("/export"), 100);

    assertThat(RuleVerdicts.finding(rule, fixture).timeLostNanos()).isEqualTo(Nanos.ofMillis(100));
  }

  @Test
  void isClearBelowTheThreshold() {
    pausing(CallDraft.post("/export"), 99);

    assertThat(RuleVerdicts.clear(rule, fixture)).contains("100 ms");
  }

  @Test
  void aPauseWithoutExpectationIsNotThis() {
    int id = CallDraft.post("/upload").at(0, 900).on(fixture, connection);
    fixture.wait(id, StallCause.REQUEST_TRICKLE, 60, 800, 740);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void isNotApplicableWithoutConnections() {
    RuleVerdicts.notApplicable(rule, new MeasurementsFixture());
  }
}
