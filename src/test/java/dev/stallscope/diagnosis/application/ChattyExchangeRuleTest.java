package dev.stallscope.diagnosis.application;

import static dev.stallscope.diagnosis.http.CallDraft.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.flow.tcp.Vantage;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class ChattyExchangeRuleTest {
  private final ChattyExchangeRule rule = new ChattyExchangeRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();
  private final ConnectionDraft connection = fixture.connection(0, 60_000);

  private void questions(int count, long gap, long bytes) {
    for (int i = 0; i < count; i++) {
      long at = (42 + gap) * i;
      get("/price/" + i).at(at, at + 42).body(bytes, i).on(fixture, connection);
    }
  }

  @Test
  void thirtyQuestionsCostThirtyRoundTrips() {
    questions(30, 1, 35);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title()).isEqualTo("30 round trips for small answers took 1.29 s");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(27 * 40));
  }

  private void questionsNearTheServer(long gap) {
    connection.roundTripMillis(120).vantage(Vantage.NEAR_SERVER);
    for (int i = 0; i < 30; i++) {
      long at = (2 + gap) * i;
      get("/price/" + i).at(at, at + 2).body(35, i).on(fixture, connection);
    }
  }

  @Test
  void nearTheServerTheJourneyLiesBetweenTheQuestions() {
    questionsNearTheServer(121);

    assertThat(RuleVerdicts.finding(rule, fixture).timeLostNanos())
        .isEqualTo(Nanos.ofMillis(27 * 120));
  }

  @Test
  void nearTheServerLongerRestsAreClear() {
    questionsNearTheServer(220);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void firesAtTwenty() {
    questions(20, 1, 35);

    assertThat(RuleVerdicts.finding(rule, fixture).exchanges()).hasSize(20);
  }

  @Test
  void isClearBelowTwenty() {
    questions(19, 1, 35);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void largerAnswersAndRestsAreClear() {
    questions(40, 100, 35);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void pagesAreClear() {
    questions(40, 1, 1_700);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void isNotApplicableWithoutRequests() {
    RuleVerdicts.notApplicable(rule, new MeasurementsFixture());
  }
}
