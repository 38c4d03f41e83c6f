package dev.stallscope.diagnosis.tcp;

import dev.stallscope.measure.StallCause;

class DelaySpikeRuleTest extends LossRuleContract {
  DelaySpikeRuleTest() {
    super(new DelaySpikeRule(), StallCause.DELAY_SPIKE, 40);
  }

  @Override
  String title() {
    return "The network or a host stood still for 260 ms";
  }

  @Override
  StallCause other() {
    return StallCause.BUFFERBLOAT;
  }
}
