package dev.stallscope.diagnosis.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.flow.tcp.CaptureQuality;
import org.junit.jupiter.api.Test;

class CaptureOffloadedSegmentsRuleTest {
  private final CaptureOffloadedSegmentsRule rule = new CaptureOffloadedSegmentsRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  @Test
  void largeSegmentsAreAFactThatNobodyHasToChange() {
    fixture.connection().quality(CaptureQuality.OFFLOAD);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.party()).isEqualTo(Party.NOBODY);
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.timeLostNanos()).isZero();
  }

  @Test
  void isClearWhereSegmentsFit() {
    fixture.connection();

    assertThat(RuleVerdicts.clear(rule, fixture)).contains("looked at: 1");
  }

  @Test
  void isNotApplicableWithoutAConnection() {
    RuleVerdicts.notApplicable(rule, fixture);
  }
}
