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

class ResponseTrickleRuleTest {
  private final ResponseTrickleRule rule = new ResponseTrickleRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();
  private final ConnectionDraft connection = fixture.connection(0, 9000);

  private int pausing(CallDraft call, long pauseMillis) {
    int id = call.at(0, 100 + pauseMillis).answeredAt(50).on(fixture, connection);
    fixture.wait(id, StallCause.RESPONSE_TRICKLE, 60, 60 + pauseMillis, pauseMillis);
    return id;
  }

  @Test
  void tellsHowLongAndWhere() {
    int id = pausing(CallDraft.post("/export"), 900);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title())
        .isEqualTo("The server paused for 900 ms within its answer to POST /export");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(900));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.party()).isEqualTo(Party.SERVER_APPLICATION);
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
  void anEventStreamPausesByDesign() {
    pausing(CallDraft.get("/events").type("text/event-stream"), 500);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void chunksAtSteadyIntervalsAreForInformation() {
    pausing(CallDraft.get("/tokens").cadence(20, Nanos.ofMillis(50), Nanos.ofMillis(5)), 900);

    assertThat(RuleVerdicts.finding(rule, fixture).severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void chunksWithOneLongPauseAreNotSteady() {
    pausing(CallDraft.get("/rows").cadence(20, Nanos.ofMillis(1), Nanos.ofMillis(1)), 900);

    assertThat(RuleVerdicts.finding(rule, fixture).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void isNotApplicableWithoutConnections() {
    RuleVerdicts.notApplicable(rule, new MeasurementsFixture());
  }
}
