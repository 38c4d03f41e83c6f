package dev.stallscope.diagnosis.tcp;

import dev.stallscope.measure.StallCause;

class DelaySpikeRuleTest extends LossRuleContract {
  DelaySpikeRuleTest() {
    super(new DelaySpikeRule(), StallCause.DELAY_SPIKE, 40);
  }

  @Override
  String title() {
    return "An acknowledgment came 260 ms later than usual";
  }

  @Override
  StallCause other() {
    return StallCause.BUFFERBLOAT;
  }
}
