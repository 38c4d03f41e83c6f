package dev.stallscope.diagnosis.http;

import static dev.stallscope.diagnosis.http.CallDraft.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.time.Nanos;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RepeatedRequestRuleTest {
  private final RepeatedRequestRule rule = new RepeatedRequestRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();
  private final ConnectionDraft connection = fixture.connection(0, 60_000);

  private void fetches(int count, long every, long bytes) {
    fetches(count, every, bytes, call -> call);
  }

  private void fetches(int count, long every, long bytes, UnaryOperator<CallDraft> change) {
    for (int i = 0; i < count; i++) {
      CallDraft call = get("/catalogue").at(every * i, every * i + 50).body(bytes, 7);
      change.apply(call).on(fixture, connection);
    }
  }

  @Test
  void theSameAnswerThreeTimesCostsTheRepeatedOnes() {
    fetches(3, 400, 10_000);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title())
        .isEqualTo("GET /catalogue was fetched 3 times with the same answer");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(100));
    assertThat(finding.severity()).isGreaterThan(Severity.INFO);
    assertThat(finding.party()).isEqualTo(Party.SERVER_APPLICATION);
  }

  @Test
  void aSmallAnswerAskedForItsOwnSakeIsClear() {
    fetches(10, 200, 9_999);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void aSmallAnswerInTheCourseOfOtherWorkCounts() {
    for (int i = 0; i < 5; i++) {
      get("/settings").at(200 * i, 200 * i + 40).body(300, 7).on(fixture, connection);
      get("/item/" + i).at(200 * i + 50, 200 * i + 90).body(300, i).on(fixture, connection);
    }

    assertThat(RuleVerdicts.finding(rule, fixture).timeLostNanos()).isEqualTo(Nanos.ofMillis(160));
  }

  @Test
  void aSmallAnswerToOneWaitingRequestCountsForTheServersProgram() {
    int page = fixture.request(connection, "GET /page", 0, 900);
    ConnectionDraft inner = fixture.connection(0, 900).server("198.51.100.9", 80);
    for (int i = 0; i < 3; i++) {
      int call = get("/rights").at(100 * i, 100 * i + 40).body(300, 7).on(fixture, inner);
      fixture.parent(call, page);
    }

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(80));
    assertThat(finding.party()).isEqualTo(Party.CLIENT_APPLICATION);
  }

  @Test
  void anAnswerThatWasStillGoodIsTheClientsTrouble() {
    fetches(3, 9_000, 300, call -> call.answering("Cache-Control", "public, max-age=60"));

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(100));
    assertThat(finding.party()).isEqualTo(Party.CLIENT_APPLICATION);
    assertThat(finding.explanation()).contains("stays good for 60 s");
  }

  @Test
  void anAnswerThatHasExpiredIsClear() {
    fetches(3, 9_000, 300, call -> call.answering("Cache-Control", "max-age=8"));

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void anUnusedValidatorCostsTheTransfersOnly() {
    for (int i = 0; i < 3; i++) {
      get("/list")
          .at(400 * i, 400 * i + 90)
          .answeredAt(400 * i + 60)
          .body(50_000, 7)
          .answering("ETag", "\"a\"")
          .on(fixture, connection);
    }

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(60));
    assertThat(finding.explanation()).contains("304 Not Modified", "ETag");
  }

  @Test
  void whatMustNotBeKeptIsClear() {
    fetches(5, 400, 12_000, call -> call.answering("Cache-Control", "no-store"));

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void reloadsAreClear() {
    fetches(5, 400, 12_000, call -> call.asking("Cache-Control", "max-age=0"));

    RuleVerdicts.clear(rule, fixture);
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
  void otherAnswersAreClear() {
    for (int i = 0; i < 6; i++) {
      get("/news").at(100 * i, 100 * i + 50).body(12_000, i).on(fixture, connection);
    }

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void requestsAtTheSameTimeAreSeveralTasks() {
    for (int i = 0; i < 12; i++) {
      get("/stock").at(100 * (i / 2), 100 * (i / 2) + 90).body(12_000, 1).on(fixture, connection);
    }

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void severalPeopleBehindOneAddressAreClear() {
    for (int i = 0; i < 6; i++) {
      get("/page")
          .asking("X-Forwarded-For", "203.0.113." + i)
          .at(100 * i, 100 * i + 50)
          .body(12_000, 1)
          .on(fixture, connection);
    }

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void healthChecksAndLoadTestsAreClear() {
    fetches(6, 300, 12_000, call -> call.asking("User-Agent", "hey/0.0.1"));
    for (int i = 0; i < 6; i++) {
      get("/healthz").at(300 * i, 300 * i + 50).body(12_000, 1).on(fixture, connection);
    }

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void isNotApplicableWithoutRequests() {
    RuleVerdicts.notApplicable(rule, new MeasurementsFixture());
  }
}
