package dev.stallscope.diagnosis.tcp;

import static dev.stallscope.diagnosis.RuleVerdicts.clear;
import static dev.stallscope.diagnosis.RuleVerdicts.finding;
import static dev.stallscope.diagnosis.RuleVerdicts.notApplicable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.flow.tcp.TcpConnection.Handshake.Outcome;
import dev.stallscope.measure.DirectionFacts.QueueDelay;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlowConnectRuleTest {
  private final SlowConnectRule rule = new SlowConnectRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  @Test
  void aLongPathIsWorthKnowingButNoAlarm() {
    fixture.request(fixture.connection().roundTripMillis(280), "GET /", 0, 700);

    Finding finding = finding(rule, fixture);

    assertThat(finding.title()).isEqualTo("Connecting to 198.51.100.5:443 took 280 ms");
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(280));
  }

  @Test
  void aDetourIsMoreThanDistance() {
    fixture.request(fixture.connection().roundTripMillis(300), "GET /", 0, 700);

    assertThat(finding(rule, fixture).severity()).isEqualTo(Severity.MINOR);
  }

  @Test
  void distancePaidForEachRequestCanBeAvoided() {
    for (int i = 0; i < 3; i++) {
      int start = 1000 * i;
      fixture.request(
          fixture.connection(start, start + 800).roundTripMillis(280), "GET /", start, start + 700);
    }

    assertThat(finding(rule, fixture).severity()).isEqualTo(Severity.MINOR);
  }

  @Test
  void connectionsThatAreUsedAgainAreNoHabit() {
    for (int i = 0; i < 3; i++) {
      ConnectionDraft connection = fixture.connection(0, 9000).roundTripMillis(280);
      fixture.request(connection, "GET /", 0, 700);
      fixture.request(connection, "GET /b", 800, 1300);
    }

    assertThat(finding(rule, fixture).severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void firesAtTheThreshold() {
    fixture.connection().roundTripMillis(150);

    finding(rule, fixture);
  }

  @Test
  void isClearBelowTheThreshold() {
    fixture.connection().roundTripMillis(149);

    assertThat(clear(rule, fixture)).isEqualTo("The only handshake took 149 ms.");
  }

  @Test
  void anAnswerThatWasHeldUpFires() {
    ConnectionDraft connection = fixture.connection();
    fixture.wait(
        fixture.request(connection, "GET /", 0, 700), StallCause.SLOW_CONNECT, 40, 340, 300);

    assertThat(finding(rule, fixture).severity()).isEqualTo(Severity.MAJOR);
  }

  @Test
  void aLittleJitterIsClear() {
    fixture.wait(
        fixture.request(fixture.connection(), "GET /", 0, 700),
        StallCause.SLOW_CONNECT,
        40,
        79,
        39);

    clear(rule, fixture);
  }

  @Test
  void aQueueThatAnotherTransferFilledIsNotThePathsLength() {
    fixture
        .connection(0, 9000)
        .roundTripMillis(20)
        .facts(
            Direction.CLIENT_TO_SERVER,
            facts ->
                facts.queueing =
                    Optional.of(
                        new QueueDelay(
                            Nanos.ofMillis(20),
                            Nanos.ofMillis(400),
                            0.9,
                            70_000,
                            MeasurementsFixture.at(0),
                            MeasurementsFixture.at(9000),
                            3)));
    ConnectionDraft behind = fixture.connection(1000, 2000).roundTripMillis(300);
    fixture.wait(behind, StallCause.SLOW_CONNECT, 1000, 1300, 280);

    clear(rule, fixture);
  }

  @Test
  void aPathThatWasShortForOthersIsNotLong() {
    fixture.connection(0, 900).roundTripMillis(20);
    fixture.connection(1000, 2000).roundTripMillis(300);

    clear(rule, fixture);
  }

  @Test
  void aRepeatedSynIsNotThePathsLength() {
    fixture.connection().roundTripMillis(280);
    fixture.connection(0, 3000).roundTripMillis(400).syns(2, 1000);

    assertThat(finding(rule, fixture).connections()).hasSize(1);
  }

  @Test
  void isNotApplicableWithoutAHandshake() {
    fixture.connection().outcome(Outcome.NOT_SEEN);

    notApplicable(rule, fixture);
  }
}
