package dev.stallscope.diagnosis.tcp;

import static dev.stallscope.diagnosis.RuleVerdicts.clear;
import static dev.stallscope.diagnosis.RuleVerdicts.finding;
import static dev.stallscope.diagnosis.RuleVerdicts.notApplicable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class ReorderingRuleTest {
  private final ReorderingRule rule = new ReorderingRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  private ConnectionDraft reordered(int segments, int of) {
    return fixture
        .connection()
        .facts(
            Direction.SERVER_TO_CLIENT,
            facts -> {
              facts.reorderedSegments = segments;
              facts.dataSegments = of;
            });
  }

  @Test
  void isNeverMoreThanAMention() {
    ConnectionDraft connection = reordered(30, 100);
    fixture.wait(
        fixture.request(connection, "GET /", 0, 1000), StallCause.REORDERING, 100, 400, 300);

    Finding finding = finding(rule, fixture);

    assertThat(finding.title()).isEqualTo("30 packets from the server arrived out of order");
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(300));
  }

  @Test
  void firesAboveTheShare() {
    reordered(11, 1000);

    finding(rule, fixture);
  }

  @Test
  void isClearAtTheShare() {
    reordered(10, 1000);

    clear(rule, fixture);
  }

  @Test
  void aFewAreNoPattern() {
    reordered(9, 20);

    clear(rule, fixture);
  }

  @Test
  void isNotApplicableWithoutConnections() {
    notApplicable(rule, fixture);
  }
}
