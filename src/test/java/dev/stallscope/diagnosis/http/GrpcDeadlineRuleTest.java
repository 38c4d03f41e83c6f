package dev.stallscope.diagnosis.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class GrpcDeadlineRuleTest {
  private static final int DEADLINE_EXCEEDED = 4;
  private static final int UNAVAILABLE = 14;

  private final GrpcDeadlineRule rule = new GrpcDeadlineRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();
  private final ConnectionDraft connection = fixture.connection(0, 9000);

  private GrpcCallDraft lasting(long millis) {
    return new GrpcCallDraft(100, 100 + millis).timeout("1000m");
  }

  @Test
  void believesTheServer() {
    int id = lasting(1000).status(DEADLINE_EXCEEDED).on(fixture, connection);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title()).isEqualTo("shop.Carts/Get was not done at its deadline (1 call)");
    assertThat(finding.explanation()).contains("waited 1 s", "it had set: 1 s");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.PER_SECOND);
    assertThat(finding.exchanges()).containsExactly(id);
  }

  @Test
  void knowsAClientThatGivesUpInTime() {
    lasting(1050).cancelledBy(Direction.CLIENT_TO_SERVER).on(fixture, connection);

    RuleVerdicts.finding(rule, fixture);
  }

  @Test
  void ofAStreamOnlyTheSilenceAfterTheLastMessageIsLost() {
    lasting(1000).cutAfter(500).on(fixture, connection);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(600));
    assertThat(finding.packets()).contains(77);
  }

  @Test
  void aStreamThatIsCancelledSoonerHasAnotherReason() {
    lasting(900).cutAfter(500).on(fixture, connection);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void aClientThatCancelsSoonerOrLaterHasAnotherReason() {
    lasting(949).cancelledBy(Direction.CLIENT_TO_SERVER).on(fixture, connection);
    lasting(1051).cancelledBy(Direction.CLIENT_TO_SERVER).on(fixture, connection);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void whatFailsForAnotherReasonIsNotLate() {
    lasting(1000).status(UNAVAILABLE).on(fixture, connection);
    lasting(1000).cancelledBy(Direction.SERVER_TO_CLIENT).on(fixture, connection);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void aCancelWithoutADeadlineIsNone() {
    new GrpcCallDraft(0, 1000).cancelledBy(Direction.CLIENT_TO_SERVER).on(fixture, connection);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void isNotApplicableWithoutCalls() {
    RuleVerdicts.notApplicable(rule, new MeasurementsFixture());
  }
}
