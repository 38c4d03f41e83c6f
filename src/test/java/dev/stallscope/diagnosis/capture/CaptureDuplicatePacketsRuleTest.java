package dev.stallscope.diagnosis.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.flow.tcp.CaptureQuality;
import org.junit.jupiter.api.Test;

class CaptureDuplicatePacketsRuleTest {
  private final CaptureDuplicatePacketsRule rule = new CaptureDuplicatePacketsRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  @Test
  void aHundredthIsMany() {
    fixture.connection().quality(CaptureQuality.DUPLICATES);

    Finding finding = RuleVerdicts.finding(rule, fixture.duplicates(10));

    assertThat(finding.party()).isEqualTo(Party.WHO_CAPTURES);
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.title()).isEqualTo("The capture holds 10 duplicates of packets");
  }

  @Test
  void isClearBelowAHundredth() {
    assertThat(RuleVerdicts.clear(rule, fixture.duplicates(9))).contains("9 of 1,000");
  }

  @Test
  void isNotApplicableWithoutTcp() {
    RuleVerdicts.notApplicable(rule, fixture.packets(0));
  }
}
