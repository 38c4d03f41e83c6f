package dev.stallscope.diagnosis.application;

import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.http.CallDraft;
import dev.stallscope.diagnosis.http.PauseRuleContract;
import dev.stallscope.measure.StallCause;
import org.junit.jupiter.api.Test;

class SenderPauseRuleTest extends PauseRuleContract {
  SenderPauseRuleTest() {
    super(new SenderPauseRule(), StallCause.SENDER_PAUSE);
  }

  @Override
  protected String title() {
    return "The server fell silent for 900 ms with an answer half sent";
  }

  @Override
  protected Party party() {
    return Party.SERVER_OPERATIONS;
  }

  @Test
  void pausesOfSeveralResponsesDoNotAddUp() {
    for (int i = 0; i < 5; i++) {
      int id = CallDraft.get("/" + i).at(1000 * i, 1000 * i + 200).on(fixture, connection);
      fixture.wait(id, StallCause.SENDER_PAUSE, 1000 * i + 60, 1000 * i + 110, 50);
    }

    RuleVerdicts.clear(rule, fixture);
  }
}
