package dev.stallscope.diagnosis.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.flow.tcp.CaptureQuality;
import org.junit.jupiter.api.Test;

class CaptureOneSidedRuleTest {
  private final CaptureOneSidedRule rule = new CaptureOneSidedRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  @Test
  void isMinorWhereNoConnectionCanBeJudged() {
    fixture.connection().quality(CaptureQuality.ONE_SIDED);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.party()).isEqualTo(Party.WHO_CAPTURES);
    assertThat(finding.severity()).isEqualTo(Severity.MINOR);
    assertThat(finding.title())
        .isEqualTo("Only one direction was captured in 1 of 1 TCP connection");
  }

  @Test
  void isAFactWhereOthersCan() {
    fixture.connection().quality(CaptureQuality.ONE_SIDED);
    fixture.connection();

    assertThat(RuleVerdicts.finding(rule, fixture).severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void isClearWhereBothDirectionsWereCaptured() {
    fixture.connection();

    assertThat(RuleVerdicts.clear(rule, fixture)).contains("looked at: 1");
  }

  @Test
  void isNotApplicableWithoutAConnection() {
    RuleVerdicts.notApplicable(rule, fixture);
  }
}
