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

class RequestTrickleRuleTest extends PauseRuleContract {
  RequestTrickleRuleTest() {
    super(new RequestTrickleRule(), StallCause.REQUEST_TRICKLE);
  }

  @Override
  protected String title() {
    return "The client paused for 900 ms while it sent POST /export";
  }

  @Override
  protected Party party() {
    return Party.CLIENT_APPLICATION;
  }

  @Test
  void aBodyInSteadyChunksIsForInformation() {
    pausing(CallDraft.post("/live").uploaded(25, Nanos.ofMillis(200), Nanos.ofMillis(3)), 900);

    assertThat(RuleVerdicts.finding(rule, fixture).severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void aBodyInChunksWithOneLongPauseIsNot() {
    pausing(CallDraft.post("/rows").uploaded(25, Nanos.ofMillis(1), Nanos.ofMillis(1)), 900);

    assertThat(RuleVerdicts.finding(rule, fixture).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void anEventStreamPausesByDesign() {
    pausing(CallDraft.get("/events").type("text/event-stream"), 500);

    RuleVerdicts.clear(rule, fixture);
  }
}
