package dev.stallscope.diagnosis.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.diagnosis.http.CallDraft;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowServerResponseRuleTest {
  private final SlowServerResponseRule rule = new SlowServerResponseRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();
  private final ConnectionDraft connection = fixture.connection(0, 9000);

  private int thinking(String path, long startMillis, long thinkMillis) {
    int id =
        CallDraft.get(path).at(startMillis, startMillis + 40 + thinkMillis).on(fixture, connection);
    fixture.wait(
        id,
        StallCause.SLOW_SERVER_RESPONSE,
        startMillis + 40,
        startMillis + 40 + thinkMillis,
        thinkMillis);
    return id;
  }

  @Test
  void namesTheSlowEndpointAndItsTime() {
    int id = thinking("/orders/17?token=abc", 0, 600);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title())
        .isEqualTo("The server took 600 ms to begin its answer to GET /orders/*");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(600));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.party()).isEqualTo(Party.SERVER_APPLICATION);
    assertThat(finding.exchanges()).containsExactly(id);
  }

  @Test
  void toldInTheTitleIsAllThatOneAnswerTook() {
    int id = CallDraft.get("/orders").at(0, 900).on(fixture, connection);
    fixture.wait(id, StallCause.SLOW_SERVER_RESPONSE, 40, 340, 300);
    fixture.wait(id, StallCause.SLOW_SERVER_RESPONSE, 350, 850, 500);
    thinking("/brief", 1000, 600);

    assertThat(RuleVerdicts.finding(rule, fixture).title())
        .isEqualTo("The server took 800 ms to begin its answer to GET /orders");
  }

  @Test
  void judgesAnswersOverDatagrams() {
    fixture.overDatagrams();
    thinking("/orders", 0, 600);

    assertThat(RuleVerdicts.finding(rule, fixture).timeLostNanos()).isEqualTo(Nanos.ofMillis(600));
  }

  @Test
  void firesAtTheThreshold() {
    thinking("/orders", 0, 200);

    assertThat(RuleVerdicts.finding(rule, fixture).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void isClearBelowTheThreshold() {
    thinking("/orders", 0, 199);

    assertThat(RuleVerdicts.clear(rule, fixture)).contains("200 ms");
  }

  @Test
  void anOutlierAmongQuickAnswersCountsEarlier() {
    for (int i = 0; i < 6; i++) {
      thinking("/item/" + i, 100 * i, 5);
    }
    List<Integer> slow = List.of(thinking("/item/8", 1000, 50), thinking("/item/9", 2000, 50));

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.exchanges()).isEqualTo(slow);
    assertThat(finding.severity()).isEqualTo(Severity.MINOR);
  }

  @Test
  void aLoneOutlierIsAFirstCallThatOpenedSomething() {
    thinking("/item/9", 0, 199);
    for (int i = 0; i < 6; i++) {
      thinking("/item/" + i, 1000 + 100 * i, 5);
    }

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void fiftyMillisecondsThatAreUsualAreNone() {
    for (int i = 0; i < 7; i++) {
      thinking("/item/" + i, 200 * i, i == 6 ? 60 : 50);
    }

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void aLongPathIsNotTheServers() {
    CallDraft.get("/far").at(0, 300).on(fixture, connection);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void anEventStreamWaitsByDesign() {
    int id = CallDraft.get("/events").type("text/event-stream").at(0, 900).on(fixture, connection);
    fixture.wait(id, StallCause.SLOW_SERVER_RESPONSE, 40, 840, 800);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void listsEachSlowEndpoint() {
    thinking("/a", 0, 300);
    thinking("/b", 1000, 700);

    assertThat(RuleVerdicts.finding(rule, fixture).evidence())
        .extracting("name", "value")
        .contains(tuple("waits for GET /a", "300 ms"), tuple("waits for GET /b", "700 ms"));
  }

  @Test
  void isNotApplicableWithoutConnections() {
    RuleVerdicts.notApplicable(rule, new MeasurementsFixture());
  }
}
