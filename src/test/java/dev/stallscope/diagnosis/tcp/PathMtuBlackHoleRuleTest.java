package dev.stallscope.diagnosis.tcp;

import static dev.stallscope.diagnosis.RuleVerdicts.clear;
import static dev.stallscope.diagnosis.RuleVerdicts.finding;
import static dev.stallscope.diagnosis.RuleVerdicts.notApplicable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import org.junit.jupiter.api.Test;

class PathMtuBlackHoleRuleTest {
  private final PathMtuBlackHoleRule rule = new PathMtuBlackHoleRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  @Test
  void vanishingFullSegmentsAreAFinding() {
    ConnectionDraft connection =
        fixture
            .connection(0, 8000)
            .facts(Direction.CLIENT_TO_SERVER, facts -> facts.lostSegments = 5);
    int request = fixture.request(connection, "POST /", 0, 8000);
    fixture.wait(request, StallCause.PATH_MTU_BLACK_HOLE, 100, 7000, 6900);

    Finding finding = finding(rule, fixture);

    assertThat(finding.title()).isEqualTo("Full-size packets from the client vanish; 6.9 s waited");
    assertThat(finding.evidence()).contains(Evidence.bytes("full segment", 1460));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void anOutageIsNoBlackHole() {
    fixture.wait(fixture.connection(), StallCause.PATH_OUTAGE, 100, 700, 600);

    clear(rule, fixture);
  }

  @Test
  void isNotApplicableWithoutConnections() {
    notApplicable(rule, fixture);
  }
}
