package dev.stallscope.diagnosis.application;

import static dev.stallscope.diagnosis.http.CallDraft.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class RetryStormRuleTest {
  private final RetryStormRule rule = new RetryStormRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();
  private final ConnectionDraft connection = fixture.connection(0, 60_000);

  private void attempts(int failures, long firstWait, double growth) {
    long at = 0;
    double wait = firstWait;
    for (int i = 0; i < failures; i++) {
      get("/stock").at(at, at + 20).code(503).on(fixture, connection);
      at += 20 + (long) wait;
      wait *= growth;
    }
    get("/stock").at(at, at + 20).on(fixture, connection);
  }

  @Test
  void fourHastyRetriesAreAStorm() {
    attempts(4, 100, 2);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title()).isEqualTo("GET /stock was retried 4 times without back-off");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(60));
    assertThat(finding.severity()).isGreaterThanOrEqualTo(Severity.MINOR);
    assertThat(finding.party()).isEqualTo(Party.CLIENT_APPLICATION);
  }

  @Test
  void isClearBelowTheThreshold() {
    attempts(2, 10, 1);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void aProperBackOffIsClear() {
    attempts(4, 200, 2);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void oneRetryAfterALostRequestIsClear() {
    get("/stock").at(0, 20).unanswered().on(fixture, connection);
    get("/stock").at(25, 60).on(fixture, connection);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void retriesOfRequestsWhoseConnectionsEndWithoutAnAnswerAreAStorm() {
    for (int i = 0; i < 4; i++) {
      ConnectionDraft own = fixture.connection(i * 30, i * 30 + 25);
      own.fin(Direction.SERVER_TO_CLIENT, i * 30 + 25);
      get("/stock").at(i * 30, i * 30 + 20).unanswered().on(fixture, own);
    }

    assertThat(RuleVerdicts.finding(rule, fixture).title())
        .isEqualTo("GET /stock was retried 3 times without back-off");
  }

  @Test
  void requestsStillUnderWayWhenTheCaptureEndsAreClear() {
    for (int i = 0; i < 5; i++) {
      ConnectionDraft own = fixture.connection(0, 60_000);
      get("/stock").at(i * 30, i * 30 + 20).unanswered().on(fixture, own);
    }

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void aSlowPollerOfAFailingServerIsNone() {
    attempts(6, 5_000, 1);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void isNotApplicableWithoutRequests() {
    RuleVerdicts.notApplicable(rule, new MeasurementsFixture());
  }
}
