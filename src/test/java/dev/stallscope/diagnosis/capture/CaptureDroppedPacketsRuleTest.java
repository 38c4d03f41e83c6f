package dev.stallscope.diagnosis.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.flow.tcp.CaptureQuality;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.net.Direction;
import org.junit.jupiter.api.Test;

class CaptureDroppedPacketsRuleTest {
  private final CaptureDroppedPacketsRule rule = new CaptureDroppedPacketsRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  @Test
  void dataAcknowledgedButNeverSeenForbidAJudgement() {
    fixture
        .connection()
        .quality(CaptureQuality.UNSEEN_ACKNOWLEDGED)
        .events(Direction.CLIENT_TO_SERVER, SegmentEvent.ACKED_MISSED, 11);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.party()).isEqualTo(Party.WHO_CAPTURES);
    assertThat(finding.severity()).isEqualTo(Severity.MINOR);
    assertThat(finding.explanation()).startsWith("11 acknowledgments");
  }

  @Test
  void aCountInTheFileIsAFact() {
    assertThat(RuleVerdicts.finding(rule, fixture.dropped(1)).severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void isClearWhereNothingWasDropped() {
    assertThat(RuleVerdicts.clear(rule, fixture.dropped(0))).contains("1,000 packets");
  }

  @Test
  void aMissingDirectionIsNotADrop() {
    fixture.connection().quality(CaptureQuality.UNSEEN_ACKNOWLEDGED, CaptureQuality.ONE_SIDED);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void isNotApplicableWithoutPackets() {
    RuleVerdicts.notApplicable(rule, fixture.packets(0));
  }
}
