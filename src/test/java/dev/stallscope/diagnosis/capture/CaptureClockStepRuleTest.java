package dev.stallscope.diagnosis.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.measure.CaptureFacts.ClockStep.Kind;
import org.junit.jupiter.api.Test;

class CaptureClockStepRuleTest {
  private final CaptureClockStepRule rule = new CaptureClockStepRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  @Test
  void aStepAsLongAsAMinorWaitForbidsAJudgement() {
    Finding finding = RuleVerdicts.finding(rule, fixture.clockStep(40));

    assertThat(finding.party()).isEqualTo(Party.WHO_CAPTURES);
    assertThat(finding.severity()).isEqualTo(Severity.MINOR);
    assertThat(finding.title()).isEqualTo("The clock of the capture stepped back by 40 ms");
    assertThat(finding.explanation()).contains("ran backwards");
  }

  @Test
  void aShorterOneIsAFact() {
    assertThat(RuleVerdicts.finding(rule, fixture.clockStep(39)).severity())
        .isEqualTo(Severity.INFO);
  }

  @Test
  void aPauseCountsByItsLength() {
    Finding finding = RuleVerdicts.finding(rule, fixture.clockStep(Kind.PAUSED, 500, 2500));

    assertThat(finding.title()).isEqualTo("The capture stood still for 2 s");
    assertThat(finding.span()).isEqualTo(MeasurementsFixture.span(500, 2500));
    assertThat(finding.severity()).isEqualTo(Severity.MINOR);
  }

  @Test
  void aJumpAheadIsAnotherFindingThanAStepBack() {
    assertThat(
            RuleVerdicts.findings(
                rule, fixture.clockStep(40).clockStep(Kind.JUMPED_AHEAD, 600, 3600)))
        .extracting(Finding::title)
        .containsExactly(
            "The clock of the capture stepped back by 40 ms",
            "The clock of the capture jumped ahead by 3 s");
  }

  @Test
  void aClockOfWholeSecondsForbidsToJudgeWhatWasExchanged() {
    fixture.query("A shop.example", 0, 1000);

    Finding finding = RuleVerdicts.finding(rule, fixture.clockTick(1000));

    assertThat(finding.title()).isEqualTo("The clock of the capture ticks only once in 1 s");
    assertThat(finding.explanation()).contains("a wait shorter than 5 s has no known length");
    assertThat(finding.severity()).isEqualTo(Severity.MINOR);
  }

  @Test
  void aCoarseClockIsOnlyMentionedWhereNothingWasExchanged() {
    assertThat(RuleVerdicts.finding(rule, fixture.clockTick(10)).severity())
        .isEqualTo(Severity.INFO);
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
