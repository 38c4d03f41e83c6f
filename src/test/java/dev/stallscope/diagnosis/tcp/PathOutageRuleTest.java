package dev.stallscope.diagnosis.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.measure.StallCause;
import org.junit.jupiter.api.Test;

class PathOutageRuleTest extends LossRuleContract {
  PathOutageRuleTest() {
    super(new PathOutageRule(), StallCause.PATH_OUTAGE, 10);
  }

  @Override
  String title() {
    return "Nothing got through from the server for 600 ms";
  }

  @Test
  void isFoundOnConnectionsOverDatagrams() {
    assertThat(overDatagrams().title()).isEqualTo(title());
  }

  @Override
  StallCause other() {
    return StallCause.CAPTURE_CLOCK_STEP;
  }
}
