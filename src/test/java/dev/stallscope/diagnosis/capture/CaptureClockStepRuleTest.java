package dev.stallscope.diagnosis.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import org.junit.jupiter.api.Test;

class CaptureClockStepRuleTest {
  private final CaptureClockStepRule rule = new CaptureClockStepRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  @Test
  void aStepAsLongAsAMinorWaitForbidsAJudgement() {
    Finding finding = RuleVerdicts.finding(rule, fixture.clockStep(500, 500, 40));

    assertThat(finding.party()).isEqualTo(Party.WHO_CAPTURES);
    assertThat(finding.severity()).isEqualTo(Severity.MINOR);
    assertThat(finding.title()).isEqualTo("The clock of the capture stepped by 40 ms");
    assertThat(finding.explanation()).contains("ran backwards");
  }

  @Test
  void aShorterOneIsAFact() {
    assertThat(RuleVerdicts.finding(rule, fixture.clockStep(500, 500, 39)).severity())
        .isEqualTo(Severity.INFO);
  }

  @Test
  void aPauseCountsByItsLength() {
    assertThat(RuleVerdicts.finding(rule, fixture.clockStep(500, 2500, 0)).explanation())
        .contains("paused by 2 s");
  }

  @Test
  void isClearWhereTimeRanForwards() {
    assertThat(RuleVerdicts.clear(rule, fixture)).contains("1,000 packets");
  }

  @Test
  void isNotApplicableWithoutPackets() {
    RuleVerdicts.notApplicable(rule, fixture.packets(0));
  }
}
