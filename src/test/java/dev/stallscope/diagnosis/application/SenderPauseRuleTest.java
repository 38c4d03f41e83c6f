package dev.stallscope.diagnosis.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.diagnosis.http.CallDraft;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class SenderPauseRuleTest {
  private final SenderPauseRule rule = new SenderPauseRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();
  private final ConnectionDraft connection = fixture.connection(0, 9000);

  private int pausing(CallDraft call, long pauseMillis) {
    int id = call.at(0, 100 + pauseMillis).answeredAt(50).on(fixture, connection);
    fixture.wait(id, StallCause.SENDER_PAUSE, 60, 60 + pauseMillis, pauseMillis);
    return id;
  }

  @Test
  void tellsHowLongAndWhere() {
    int id = pausing(CallDraft.post("/export"), 900);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title())
        .isEqualTo("The server fell silent for 900 ms with an answer half sent");
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
  void pausesOfSeveralResponsesDoNotAddUp() {
    for (int i = 0; i < 5; i++) {
      int id = CallDraft.get("/" + i).at(1000 * i, 1000 * i + 200).on(fixture, connection);
      fixture.wait(id, StallCause.SENDER_PAUSE, 1000 * i + 60, 1000 * i + 110, 50);
    }

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void isNotApplicableWithoutConnections() {
    RuleVerdicts.notApplicable(rule, new MeasurementsFixture());
  }
}
