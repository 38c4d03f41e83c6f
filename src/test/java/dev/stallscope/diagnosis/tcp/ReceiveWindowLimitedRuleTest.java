package dev.stallscope.diagnosis.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import org.junit.jupiter.api.Test;

class ReceiveWindowLimitedRuleTest {
  private final ReceiveWindowLimitedRule rule = new ReceiveWindowLimitedRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  private ConnectionDraft waiting(Direction data) {
    ConnectionDraft connection = fixture.connection(0, 4000).bytes(data, 900_000);
    fixture.wait(connection, StallCause.RECEIVE_WINDOW_LIMITED, 200, 300, 80);
    fixture.wait(connection, StallCause.RECEIVE_WINDOW_LIMITED, 400, 500, 80);
    return connection;
  }

  @Test
  void inAnUploadTheOtherSideHasToAct() {
    waiting(Direction.CLIENT_TO_SERVER);

    assertThat(RuleVerdicts.finding(rule, fixture).party()).isEqualTo(Party.SERVER_APPLICATION);
  }

  @Test
  void missingWindowScalingIsItsOwnExplanation() {
    waiting(Direction.SERVER_TO_CLIENT)
        .windowScale(0)
        .facts(Direction.SERVER_TO_CLIENT, facts -> facts.maxWindowBytes = 65_535);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.party()).isEqualTo(Party.NETWORK);
    assertThat(finding.title())
        .isEqualTo("Without window scaling the connection is limited to 13.1 Mbit/s");
  }

  @Test
  void saysWhatHeldUpADownload() {
    waiting(Direction.SERVER_TO_CLIENT)
        .facts(Direction.SERVER_TO_CLIENT, facts -> facts.maxWindowBytes = 64_000);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.party()).isEqualTo(Party.CLIENT_APPLICATION);
    assertThat(finding.title()).isEqualTo("The client's small receive window cost 160 ms");
    assertThat(finding.explanation())
        .contains("allows 64 kB in flight", "at most 12.8 Mbit/s on a round trip of 40 ms");
  }

  private void stops(int count) {
    ConnectionDraft connection = waiting(Direction.SERVER_TO_CLIENT);
    for (int i = 0; i < count; i++) {
      fixture.wait(connection, StallCause.ZERO_WINDOW, 600 + 100 * i, 650 + 100 * i, 50);
    }
  }

  @Test
  void aReaderThatStopsAgainAndAgainWouldFillALargerWindow() {
    stops(5);

    assertThat(RuleVerdicts.finding(rule, fixture).severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void aReaderThatStopsNowAndThenDoesNotExplainTheWindow() {
    stops(4);

    assertThat(RuleVerdicts.finding(rule, fixture).severity()).isGreaterThan(Severity.INFO);
  }

  @Test
  void aWindowFarBelowWhatNeedsNoScalingIsTheReceiversOwn() {
    waiting(Direction.SERVER_TO_CLIENT)
        .windowScale(0)
        .facts(Direction.SERVER_TO_CLIENT, facts -> facts.maxWindowBytes = 2048);

    assertThat(RuleVerdicts.finding(rule, fixture).title())
        .isEqualTo("The client's small receive window cost 160 ms");
  }

  @Test
  void waitsThatThePathDoesNotExplainTellNoRate() {
    ConnectionDraft connection =
        fixture.connection(0, 4000).bytes(Direction.SERVER_TO_CLIENT, 900_000);
    connection.roundTripMillis(10);
    fixture.wait(connection, StallCause.RECEIVE_WINDOW_LIMITED, 200, 300, 80);

    assertThat(RuleVerdicts.finding(rule, fixture).explanation()).doesNotContain("at most");
  }
}
