package dev.stallscope.diagnosis.http;

import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.measure.StallCause;
import org.junit.jupiter.api.Test;

class ExpectContinueRuleTest extends PauseRuleContract {
  ExpectContinueRuleTest() {
    super(new ExpectContinueRule(), StallCause.EXPECT_CONTINUE);
  }

  @Override
  protected String title() {
    return "The body of a request was held back for 900 ms";
  }

  @Override
  protected Party party() {
    return Party.SERVER_OPERATIONS;
  }

  @Test
  void aPauseWithoutExpectationIsNotThis() {
    int id = CallDraft.post("/upload").at(0, 900).on(fixture, connection);
    fixture.wait(id, StallCause.REQUEST_TRICKLE, 60, 800, 740);

    RuleVerdicts.clear(rule, fixture);
  }
}
