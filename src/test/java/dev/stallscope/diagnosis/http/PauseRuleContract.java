package dev.stallscope.diagnosis.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

/** What holds for every rule about a side that paused for 100 ms or more within a message. */
public abstract class PauseRuleContract {
  protected final MeasurementsFixture fixture = new MeasurementsFixture();
  protected final ConnectionDraft connection = fixture.connection(0, 9000);
  protected final Rule rule;
  private final StallCause cause;

  protected PauseRuleContract(Rule rule, StallCause cause) {
    this.rule = rule;
    this.cause = cause;
  }

  /** The title of a pause of 900 ms in {@code POST /export}. */
  protected abstract String title();

  protected abstract Party party();

  protected final int pausing(CallDraft call, long pauseMillis) {
    int id = call.at(0, 100 + pauseMillis).answeredAt(50).on(fixture, connection);
    fixture.wait(id, cause, 60, 60 + pauseMillis, pauseMillis);
    return id;
  }

  @Test
  void tellsHowLongAndWhere() {
    int id = pausing(CallDraft.post("/export"), 900);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title()).isEqualTo(title());
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(900));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.party()).isEqualTo(party());
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
  void isNotApplicableWithoutConnections() {
    RuleVerdicts.notApplicable(rule, new MeasurementsFixture());
  }
}
