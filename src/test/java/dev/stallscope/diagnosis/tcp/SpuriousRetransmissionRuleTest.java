package dev.stallscope.diagnosis.tcp;

import dev.stallscope.measure.StallCause;

class SpuriousRetransmissionRuleTest extends LossRuleContract {
  SpuriousRetransmissionRuleTest() {
    super(new SpuriousRetransmissionRule(), StallCause.SPURIOUS_RETRANSMISSION, 10);
  }

  @Override
  String title() {
    return "4 packets sent again for nothing; 600 ms waited";
  }

  @Override
  StallCause other() {
    return StallCause.PACKET_LOSS;
  }
}
