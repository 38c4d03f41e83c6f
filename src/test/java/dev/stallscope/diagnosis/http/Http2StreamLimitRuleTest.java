package dev.stallscope.diagnosis.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.application.QueuedInPoolRule;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class Http2StreamLimitRuleTest {
  private final Http2StreamLimitRule rule = new Http2StreamLimitRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();
  private final ConnectionDraft connection = fixture.connection(0, 9000);

  /** Waves of two calls, each wave 100 ms after the one before. */
  private void waves(int count, int limit, long callMillis) {
    for (int wave = 0; wave < count; wave++) {
      for (int i = 0; i < 2; i++) {
        CallDraft.get("/call/" + wave + i)
            .at(100 * wave, 100 * wave + callMillis)
            .limitedTo(limit)
            .on(fixture, connection);
      }
    }
  }

  @Test
  void tellsHowManyAreAllowed() {
    waves(6, 2, 99);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title())
        .isEqualTo(
            "Requests waited for a stream: the server allows 2 streams, the last waited 500 ms");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(500));
    assertThat(finding.party()).isEqualTo(Party.SERVER_OPERATIONS);
  }

  @Test
  void aKnownLimitNeedsNoGuessWhetherTheNextWaited() {
    waves(2, 2, 85);

    RuleVerdicts.finding(rule, fixture);
    RuleVerdicts.clear(new QueuedInPoolRule(), fixture);
  }

  @Test
  void callsThatBeginMuchLaterThanOthersEndedAreNewOnes() {
    waves(6, 2, 30);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void callsOfGrpcWaitLikeOthers() {
    for (int i = 0; i < 12; i++) {
      long at = i / 2 * 100L;
      new GrpcCallDraft(at, at + 99).limitedTo(2).status(0).on(fixture, connection);
    }

    assertThat(RuleVerdicts.finding(rule, fixture).title()).contains("2 streams", "500 ms");
  }

  @Test
  void leavesNothingToTheRuleForPools() {
    waves(6, 2, 99);

    RuleVerdicts.clear(new QueuedInPoolRule(), fixture);
  }

  @Test
  void aClientThatKeepsToLessHasItsOwnLimit() {
    waves(6, 3, 99);

    RuleVerdicts.clear(rule, fixture);
    RuleVerdicts.finding(new QueuedInPoolRule(), fixture);
  }

  @Test
  void callsThatFitAreClear() {
    waves(1, 2, 99);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void isNotApplicableWhereNoLimitWasSeen() {
    CallDraft.get("/plain").at(0, 50).on(fixture, connection);

    RuleVerdicts.notApplicable(rule, fixture);
  }

  /** A client over datagrams that wanted two streams more than it might have. */
  private static MeasurementsFixture overDatagrams(long firstMillis, long secondMillis) {
    MeasurementsFixture datagrams = new MeasurementsFixture().overDatagrams();
    datagrams
        .connection(0, 9000)
        .waitedForStream(400, 1000, 1000 + firstMillis)
        .waitedForStream(404, 2000, 2000 + secondMillis);
    return datagrams;
  }

  @Test
  void tellsWhatAClientOverDatagramsSaysItself() {
    Finding finding = RuleVerdicts.finding(rule, overDatagrams(60, 40));

    assertThat(finding.title())
        .isEqualTo("The client waited 100 ms until the server allowed another request");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(100));
    assertThat(finding.packets()).contains(7, 8);
    assertThat(finding.party()).isEqualTo(Party.SERVER_OPERATIONS);
  }

  @Test
  void leavesOutWhatNobodyNotices() {
    RuleVerdicts.notApplicable(rule, overDatagrams(60, 39));
  }
}
