package dev.stallscope.diagnosis.tcp;

import dev.stallscope.measure.StallCause;

class TailLossRuleTest extends LossRuleContract {
  TailLossRuleTest() {
    super(new TailLossRule(), StallCause.TAIL_LOSS, 10);
  }

  @Override
  String title() {
    return "The end of 2 messages got lost; 600 ms until a timer noticed";
  }

  @Override
  StallCause other() {
    return StallCause.RESPONSE_TRICKLE;
  }
}
