package dev.stallscope.diagnosis.tcp;

import static dev.stallscope.diagnosis.RuleVerdicts.finding;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.measure.StallCause;
import org.junit.jupiter.api.Test;

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

  @Test
  void tellsNothingThatWasNotMeasured() {
    var connection = fixture.connection();
    int request = fixture.request(connection, "POST /", 0, 1000);
    fixture.wait(request, StallCause.RETRANSMISSION_TIMEOUT, 100, 400, 260);
    Finding found = finding(rule, fixture);
    assertThat(found.explanation()).doesNotContain("unknown");
    assertThat(found.evidence()).noneMatch(evidence -> evidence.name().equals("lost segments"));
  }
}
