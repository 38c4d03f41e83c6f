package dev.stallscope.diagnosis;

import static dev.stallscope.diagnosis.MeasurementsFixture.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.measure.CaptureFacts.ClockStep;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleEngineTest {
  private final MeasurementsFixture fixture = new MeasurementsFixture();
  private final int request = fixture.request(fixture.connection(), "GET /", 0, 1000);

  private static RuleInfo info(String id) {
    return new RuleInfo(id, Layer.TCP, id, "help");
  }

  /** Claims spans of an exchange: start, end and lost milliseconds. */
  private static FindingDraft claims(String id, int exchange, long... millis) {
    FindingDraft draft = new FindingDraft(info(id), Party.NOBODY);
    for (int i = 0; i < millis.length; i += 3) {
      draft.claim(
          new TimeClaim(
              exchange, -1, span(millis[i], millis[i + 1]), Nanos.ofMillis(millis[i + 2])));
    }
    return draft;
  }

  private static Rule rule(Specificity specificity, FindingDraft draft) {
    Finding finding = draft.finding("title", "explanation");
    return new Rule() {
      @Override
      public RuleInfo info() {
        return finding.rule();
      }

      @Override
      public RuleOutcome judge(RuleContext context) {
        return new RuleOutcome.Found(List.of(finding));
      }

      @Override
      public Specificity specificity() {
        return specificity;
      }
    };
  }

  private List<String> charged(Rule... rules) {
    return new RuleEngine(List.of(rules))
        .diagnose(fixture.measurements()).findings().stream()
            .map(finding -> finding.rule().id() + " " + finding.timeLostNanos() / Nanos.PER_MILLI)
            .toList();
  }

  @Test
  void aPatternGetsWhatACauseLeaves() {
    assertThat(
            charged(
                rule(Specificity.PATTERN, claims("pattern", request, 0, 500, 500)),
                rule(Specificity.CAUSE, claims("cause", request, 100, 300, 200))))
        .isEqualTo(List.of("pattern 300", "cause 200"));
  }

  @Test
  void theOrderOfTheCatalogueDecidesAmongEquals() {
    assertThat(
            charged(
                rule(Specificity.CAUSE, claims("first", request, 0, 300, 300)),
                rule(Specificity.CAUSE, claims("second", request, 100, 500, 400))))
        .isEqualTo(List.of("first 300", "second 200"));
  }

  @Test
  void chargesNoMoreThanWasLostOfAnInterval() {
    assertThat(charged(rule(Specificity.CAUSE, claims("loss", request, 0, 300, 260))))
        .isEqualTo(List.of("loss 260"));
  }

  @Test
  void chargesNobodyForAStepOfTheCapturesClock() {
    fixture.clockStep(ClockStep.Kind.JUMPED_AHEAD, 100, 700);
    assertThat(charged(rule(Specificity.CAUSE, claims("slow", request, 0, 750, 710))))
        .isEqualTo(List.of("slow 110"));
  }

  @Test
  void chargesNobodyForATimeThatAnExchangeWentThroughTwice() {
    fixture.clockStep(300);
    fixture.wait(request, StallCause.CAPTURE_CLOCK_STEP, 200, 500, 0);
    assertThat(charged(rule(Specificity.EXCHANGE, claims("large", request, 100, 600, 450))))
        .isEqualTo(List.of("large 150"));
  }

  @Test
  void chargesWhatAnotherExchangeLostWhenTheClockRanBack() {
    fixture.clockStep(300);
    assertThat(charged(rule(Specificity.EXCHANGE, claims("large", request, 100, 600, 450))))
        .isEqualTo(List.of("large 450"));
  }

  @Test
  void withholdsWhatWasATroubleByAStepOnly() {
    fixture.clockStep(ClockStep.Kind.JUMPED_AHEAD, 100, 700);
    Rule slow = rule(Specificity.CAUSE, claims("slow", request, 90, 710, 590));
    Diagnosis diagnosis = new RuleEngine(List.of(slow)).diagnose(fixture.measurements());

    assertThat(diagnosis.findings()).isEmpty();
    assertThat(diagnosis.rules())
        .extracting(RuleResult::outcome)
        .isEqualTo(List.of(new RuleOutcome.NotApplicable(StepGate.WITHHELD)));
  }

  @Test
  void saysThatTheTimesOfWhatIsLeftIncludeAStep() {
    fixture.clockStep(ClockStep.Kind.JUMPED_AHEAD, 100, 700);
    Rule slow = rule(Specificity.CAUSE, claims("slow", request, 0, 750, 710));
    assertThat(new RuleEngine(List.of(slow)).diagnose(fixture.measurements()).findings())
        .extracting(Finding::explanation)
        .isEqualTo(
            List.of(
                "explanation The capture's clock stepped, or the capture paused, meanwhile: times"
                    + " given here include that, and nobody is charged for it."));
  }

  @Test
  void aStepBesideWhatWasLostChangesNothing() {
    fixture.clockStep(ClockStep.Kind.JUMPED_AHEAD, 100, 700);
    assertThat(charged(rule(Specificity.CAUSE, claims("slow", request, 700, 1000, 300))))
        .isEqualTo(List.of("slow 300"));
  }

  @Test
  void oneFindingIsNotChargedTwiceForOverlappingClaims() {
    assertThat(
            charged(
                rule(
                    Specificity.CAUSE,
                    claims("loss", request, 0, 300, 300, 200, 400, 200, 250, 260, 10))))
        .isEqualTo(List.of("loss 400"));
  }

  @Test
  void aSetUpAndTheRequestThatWaitedForItShareTheirTime() {
    int lookup = fixture.query("A example.org", 0, 300);
    fixture.parent(lookup, request);

    assertThat(
            charged(
                rule(Specificity.CAUSE, claims("request", request, 0, 500, 500)),
                rule(Specificity.CAUSE, claims("lookup", lookup, 0, 300, 300))))
        .isEqualTo(List.of("request 500", "lookup 0"));
  }

  @Test
  void anInnerRequestComesBeforeTheOneThatWaitedForIt() {
    int inner = fixture.request(fixture.connection(), "GET /inner", 100, 900);
    fixture.parent(inner, request);

    assertThat(
            charged(
                rule(Specificity.CAUSE, claims("outer", request, 0, 1000, 1000)),
                rule(Specificity.PATTERN, claims("inner", inner, 100, 900, 800))))
        .isEqualTo(List.of("inner 800", "outer 200"));
  }

  @Test
  void requestsThatNobodyLinkedDoNotShareTheirTime() {
    int other = fixture.request(fixture.connection(), "GET /other", 0, 1000);

    assertThat(
            charged(
                rule(Specificity.CAUSE, claims("one", request, 0, 400, 400)),
                rule(Specificity.CAUSE, claims("other", other, 0, 300, 300))))
        .isEqualTo(List.of("one 400", "other 300"));
  }

  @Test
  void severityFollowsFromWhatWasCharged() {
    Diagnosis diagnosis =
        new RuleEngine(
                List.of(
                    rule(Specificity.CAUSE, claims("cause", request, 0, 600, 600)),
                    rule(Specificity.PATTERN, claims("pattern", request, 0, 650, 650))))
            .diagnose(fixture.measurements());

    assertThat(diagnosis.findings())
        .extracting(Finding::severity)
        .isEqualTo(List.of(Severity.CRITICAL, Severity.MINOR));
    assertThat(diagnosis.findings())
        .allSatisfy(
            finding -> assertThat(finding.cost().lostNanos()).isEqualTo(finding.timeLostNanos()));
  }

  @Test
  void anUnsureFindingCountsOneLevelLess() {
    assertThat(severity(claims("sure", request, 0, 600, 600).confidence(0.6)))
        .isEqualTo(Severity.CRITICAL);
    assertThat(severity(claims("unsure", request, 0, 600, 600).confidence(0.59)))
        .isEqualTo(Severity.MAJOR);
  }

  @Test
  void boundsHoldWhateverTheTime() {
    assertThat(severity(claims("usual", request, 0, 600, 600).atMost(Severity.INFO)))
        .isEqualTo(Severity.INFO);
    assertThat(severity(claims("failed", request, 0, 0, 0).atLeast(Severity.MINOR)))
        .isEqualTo(Severity.MINOR);
  }

  @Test
  void aLittleOfEachOfManyRequestsIsNoReasonForAlarm() {
    FindingDraft draft = claims("drizzle", request, 0, 5, 5);
    for (int i = 1; i < 300; i++) {
      int other = fixture.request(fixture.connection(), "GET /", 0, 1000);
      draft.claim(new TimeClaim(other, -1, span(0, 5), Nanos.ofMillis(5)));
    }

    assertThat(severity(draft)).isEqualTo(Severity.INFO);
  }

  @Test
  void aNotableShareOfManyRequestsCountsTogether() {
    FindingDraft draft = claims("drizzle", request, 0, 60, 60);
    for (int i = 1; i < 20; i++) {
      int other = fixture.exchange(ExchangeKind.REQUEST, fixture.connection(), "GET /", 0, 1000);
      draft.claim(new TimeClaim(other, -1, span(0, 60), Nanos.ofMillis(60)));
    }

    assertThat(severity(draft)).isEqualTo(Severity.CRITICAL);
  }

  private Severity severity(FindingDraft draft) {
    return new RuleEngine(List.of(rule(Specificity.CAUSE, draft)))
        .diagnose(fixture.measurements())
        .findings()
        .getFirst()
        .severity();
  }

  @Test
  void theCostliestComesFirst() {
    int other = fixture.request(fixture.connection(), "GET /other", 0, 1000);

    assertThat(
            charged(
                rule(Specificity.CAUSE, claims("little", request, 0, 10, 10)),
                rule(Specificity.CAUSE, claims("much", other, 0, 400, 400))))
        .isEqualTo(List.of("much 400", "little 10"));
  }

  @Test
  void aRuleThatThrowsHasFailedAndStopsNoOther() {
    Rule broken =
        new Rule() {
          @Override
          public RuleInfo info() {
            return RuleEngineTest.info("broken");
          }

          @Override
          public RuleOutcome judge(RuleContext context) {
            throw new IllegalStateException("no such thing");
          }
        };
    Diagnosis diagnosis =
        new RuleEngine(
                List.of(broken, rule(Specificity.CAUSE, claims("cause", request, 0, 300, 300))))
            .diagnose(fixture.measurements());

    assertThat(diagnosis.rules().getFirst().outcome())
        .isInstanceOfSatisfying(
            RuleOutcome.Failed.class,
            failed -> assertThat(failed.error()).contains("no such thing", "RuleEngineTest"));
    assertThat(diagnosis.findings()).hasSize(1);
  }
}
