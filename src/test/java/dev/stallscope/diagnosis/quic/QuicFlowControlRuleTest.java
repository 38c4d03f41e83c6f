package dev.stallscope.diagnosis.quic;

import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.http.CreditRuleContract;
import dev.stallscope.measure.StallCause;

class QuicFlowControlRuleTest extends CreditRuleContract {
  QuicFlowControlRuleTest() {
    super(
        new QuicFlowControlRule(),
        StallCause.QUIC_FLOW_CONTROL,
        new MeasurementsFixture().overDatagrams());
  }

  @Override
  protected String title() {
    return "A QUIC stream stood still 900 ms at its receiver's limit";
  }
}
