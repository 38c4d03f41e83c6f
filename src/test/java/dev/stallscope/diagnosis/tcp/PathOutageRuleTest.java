package dev.stallscope.diagnosis.tcp;

import dev.stallscope.measure.StallCause;

class PathOutageRuleTest extends LossRuleContract {
  PathOutageRuleTest() {
    super(new PathOutageRule(), StallCause.PATH_OUTAGE, 10);
  }

  @Override
  String title() {
    return "Nothing got through from the server for 600 ms";
  }

  @Override
  StallCause other() {
    return StallCause.CAPTURE_CLOCK_STEP;
  }
}
