package dev.stallscope.diagnosis.http;

import static dev.stallscope.diagnosis.http.CallDraft.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class RepeatedRequestRuleTest {
  private final RepeatedRequestRule rule = new RepeatedRequestRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();
  private final ConnectionDraft connection = fixture.connection(0, 60_000);

  private void fetches(int count, long every, long bytes) {
    for (int i = 0; i < count; i++) {
      get("/catalogue").at(every * i, every * i + 50).body(bytes, 7).on(fixture, connection);
    }
  }

  @Test
  void theSameAnswerThreeTimesCostsTheRepeatedOnes() {
    fetches(3, 400, 12_000);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title())
        .isEqualTo("GET /catalogue was fetched 3 times with the same answer");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(100));
    assertThat(finding.severity()).isGreaterThan(Severity.INFO);
  }

  @Test
  void smallQuickAnswersAreForInformation() {
    fetches(3, 400, 9_999);

    assertThat(RuleVerdicts.finding(rule, fixture).severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void twiceIsClear() {
    fetches(2, 400, 12_000);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void restsBetweenAreClear() {
    fetches(4, 6_000, 12_000);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void aTimerIsPolling() {
    fetches(6, 1_000, 12_000);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void otherAnswersAndRequestsAtTheSameTimeAreClear() {
    for (int i = 0; i < 6; i++) {
      get("/news").at(100 * i, 100 * i + 50).body(12_000, i).on(fixture, connection);
      get("/same").at(i, 90).body(12_000, 1).on(fixture, connection);
    }

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void isNotApplicableWithoutRequests() {
    RuleVerdicts.notApplicable(rule, new MeasurementsFixture());
  }
}
