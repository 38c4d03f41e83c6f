package dev.stallscope.diagnosis.http;

import static dev.stallscope.diagnosis.http.CallDraft.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import org.junit.jupiter.api.Test;

class PollingUnchangedRuleTest {
  private final PollingUnchangedRule rule = new PollingUnchangedRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();
  private final ConnectionDraft connection = fixture.connection(0, 60_000);

  private void polls(int count, long every, boolean isChanging) {
    for (int i = 0; i < count; i++) {
      get("/status")
          .at(every * i, every * i + 45)
          .body(80, isChanging ? i : 7)
          .on(fixture, connection);
    }
  }

  @Test
  void aTimerThatLearnsNothingIsForInformation() {
    polls(5, 5_000, false);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title())
        .isEqualTo("GET /status was polled every 5 s, and nothing had changed");
    assertThat(finding.timeLostNanos()).isZero();
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.party()).isEqualTo(Party.CLIENT_APPLICATION);
  }

  /** A client that waits the same time after each answer, the first of which took long. */
  private void restsAfterEach(long rest, long... answers) {
    long at = 0;
    for (long answer : answers) {
      get("/status").at(at, at + answer).body(80, 7).on(fixture, connection);
      at += answer + rest;
    }
  }

  @Test
  void oneSlowFirstAnswerMakesNoOtherTimer() {
    restsAfterEach(5_000, 4_000, 45, 45, 45, 45);

    assertThat(RuleVerdicts.finding(rule, fixture).title())
        .isEqualTo("GET /status was polled every 5.05 s, and nothing had changed");
    RuleVerdicts.clear(new RepeatedRequestRule(), fixture);
  }

  @Test
  void answersThatTakeNowLongNowShortAreNoTimerWithoutEqualRests() {
    for (int i = 0; i < 6; i++) {
      get("/status")
          .at(5_000L * i + 1_500 * (i % 2), 5_000L * i + 2_000)
          .body(80, 7)
          .on(fixture, connection);
    }

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void anAnswerWhoseFramingWasLostMayHaveChanged() {
    for (int i = 0; i < 9; i++) {
      get("/status").at(5000 * i, 5000 * i + 45).unframed().on(fixture, connection);
    }

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void fourTimesIsClear() {
    polls(4, 5_000, false);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void changingAnswersAreClear() {
    polls(9, 5_000, true);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void answersThatWereNotReadToTheirEndMayHaveChanged() {
    for (int i = 0; i < 9; i++) {
      get("/status").at(5000 * i, 5000 * i + 45).body(80_000, 7).unread().on(fixture, connection);
    }

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void aQuickLoopIsNoTimer() {
    polls(9, 499, false);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void isNotApplicableWithoutRequests() {
    RuleVerdicts.notApplicable(rule, new MeasurementsFixture());
  }
}
