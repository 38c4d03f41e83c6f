package dev.stallscope.diagnosis.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.diagnosis.http.CallDraft;
import dev.stallscope.diagnosis.http.PauseRuleContract;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class ResponseTrickleRuleTest extends PauseRuleContract {
  ResponseTrickleRuleTest() {
    super(new ResponseTrickleRule(), StallCause.RESPONSE_TRICKLE);
  }

  @Override
  protected String title() {
    return "The server paused for 900 ms within its answer to POST /export";
  }

  @Override
  protected Party party() {
    return Party.SERVER_APPLICATION;
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
}
