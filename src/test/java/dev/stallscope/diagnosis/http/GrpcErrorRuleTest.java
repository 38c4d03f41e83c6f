package dev.stallscope.diagnosis.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class GrpcErrorRuleTest {
  private static final int OK = 0;
  private static final int DEADLINE_EXCEEDED = 4;
  private static final int NOT_FOUND = 5;
  private static final int INTERNAL = 13;
  private static final int UNAVAILABLE = 14;

  private final GrpcErrorRule rule = new GrpcErrorRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();
  private final ConnectionDraft connection = fixture.connection(0, 9000);

  private int call(long start, long end, int status) {
    return new GrpcCallDraft(start, end).status(status).on(fixture, connection);
  }

  @Test
  void countsTheCallsThatFailedInTheServer() {
    call(0, 50, OK);
    int first = call(100, 150, UNAVAILABLE);
    int second = call(200, 260, INTERNAL);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title()).isEqualTo("shop.Carts/Get failed with UNAVAILABLE (2 calls)");
    assertThat(finding.explanation()).contains("1 x INTERNAL, 1 x UNAVAILABLE", "110 ms");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(110));
    assertThat(finding.party()).isEqualTo(Party.SERVER_APPLICATION);
    assertThat(finding.exchanges()).containsExactly(first, second);
  }

  @Test
  void tellsWhatWasMadeAgain() {
    call(0, 50, UNAVAILABLE);
    new GrpcCallDraft(150, 200).attempts(1).status(UNAVAILABLE).on(fixture, connection);
    new GrpcCallDraft(400, 450).attempts(2).status(OK).on(fixture, connection);

    assertThat(RuleVerdicts.finding(rule, fixture).explanation())
        .endsWith(
            "Of those that were UNAVAILABLE 2 calls were repeated. 1 call repeated an earlier one,"
                + " as gRPC's own header says.");
  }

  @Test
  void whatBeginsMuchLaterOrBeforeTheFailureRepeatsNothing() {
    call(0, 50, UNAVAILABLE);
    call(40, 90, OK);
    call(5051, 5060, OK);

    assertThat(RuleVerdicts.finding(rule, fixture).explanation()).doesNotContain("repeated");
  }

  @Test
  void otherFailuresAreNotToBeRepeated() {
    call(0, 50, INTERNAL);
    call(100, 150, OK);

    assertThat(RuleVerdicts.finding(rule, fixture).explanation()).doesNotContain("repeated");
  }

  @Test
  void isMinorAtLeast() {
    call(0, 1, INTERNAL);

    assertThat(RuleVerdicts.finding(rule, fixture).severity()).isEqualTo(Severity.MINOR);
  }

  @Test
  void whatTellsTheCallerSomethingIsNoFailure() {
    call(0, 50, OK);
    call(100, 150, NOT_FOUND);
    call(200, 400, DEADLINE_EXCEEDED);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void isNotApplicableWithoutCalls() {
    CallDraft.get("/plain").at(0, 50).on(fixture, connection);

    RuleVerdicts.notApplicable(rule, fixture);
  }
}
