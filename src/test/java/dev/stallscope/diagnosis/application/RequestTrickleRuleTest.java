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

  private Severity uploading(String type, long gapMillis) {
    CallDraft call = CallDraft.post("/live").asking("Content-Type", type);
    pausing(call.uploaded(25, Nanos.ofMillis(gapMillis), Nanos.ofMillis(1)), 900);
    return RuleVerdicts.finding(rule, fixture).severity();
  }

  @Test
  void videoInSteadyChunksIsForInformation() {
    assertThat(uploading("video/webm", 200)).isEqualTo(Severity.INFO);
  }

  @Test
  void videoWithOneLongPauseIsNot() {
    assertThat(uploading("video/webm", 1)).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void aSlowGeneratorIsAsSteady() {
    assertThat(uploading("application/json", 200)).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void anEventStreamPausesByDesign() {
    pausing(CallDraft.get("/events").type("text/event-stream"), 500);

    RuleVerdicts.clear(rule, fixture);
  }
}
