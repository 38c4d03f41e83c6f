package dev.stallscope.diagnosis.application;

import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.http.CallDraft;
import dev.stallscope.diagnosis.http.PauseRuleContract;
import dev.stallscope.measure.StallCause;
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
  void anEventStreamPausesByDesign() {
    pausing(CallDraft.get("/events").type("text/event-stream"), 500);

    RuleVerdicts.clear(rule, fixture);
  }
}
