package dev.stallscope.diagnosis.http;

import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.measure.StallCause;

class Http2FlowControlRuleTest extends CreditRuleContract {
  Http2FlowControlRuleTest() {
    super(new Http2FlowControlRule(), StallCause.STREAM_FLOW_CONTROL, new MeasurementsFixture());
  }

  @Override
  protected String title() {
    return "A transfer stood still 900 ms: the client allowed no more data";
  }
}
