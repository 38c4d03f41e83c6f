package dev.stallscope.diagnosis.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import org.junit.jupiter.api.Test;

class CaptureTruncatedPacketsRuleTest {
  private final CaptureTruncatedPacketsRule rule = new CaptureTruncatedPacketsRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  @Test
  void oneCutPacketIsAFact() {
    Finding finding = RuleVerdicts.finding(rule, fixture.truncated(1, 96));

    assertThat(finding.party()).isEqualTo(Party.WHO_CAPTURES);
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.title()).isEqualTo("The capture cut 1 packet");
  }

  @Test
  void aSnapLengthThatCutNothingIsClear() {
    assertThat(RuleVerdicts.clear(rule, fixture.truncated(0, 96))).contains("1,000 packets");
  }

  @Test
  void isNotApplicableWithoutPackets() {
    RuleVerdicts.notApplicable(rule, fixture.packets(0));
  }
}
