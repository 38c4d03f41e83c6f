package dev.stallscope.diagnosis.tcp;

import dev.stallscope.measure.StallCause;

class RetransmissionTimeoutRuleTest extends LossRuleContract {
  RetransmissionTimeoutRuleTest() {
    super(new RetransmissionTimeoutRule(), StallCause.RETRANSMISSION_TIMEOUT, 10);
  }

  @Override
  String title() {
    return "Lost packets were sent again only after a timer: 2 waits, 600 ms together";
  }

  @Override
  StallCause other() {
    return StallCause.ZERO_WINDOW;
  }
}
