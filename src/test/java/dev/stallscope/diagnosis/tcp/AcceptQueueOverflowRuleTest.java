package dev.stallscope.diagnosis.tcp;

import static dev.stallscope.diagnosis.RuleVerdicts.clear;
import static dev.stallscope.diagnosis.RuleVerdicts.finding;
import static dev.stallscope.diagnosis.RuleVerdicts.notApplicable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Diagnosis;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleEngine;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptQueueOverflowRuleTest {
  private final AcceptQueueOverflowRule rule = new AcceptQueueOverflowRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  private ConnectionDraft lostSyn(long startMillis) {
    ConnectionDraft connection =
        fixture.connection(startMillis, startMillis + 2000).syns(2, startMillis + 1000);
    fixture.wait(connection, StallCause.SYN_RETRANSMISSION, startMillis, startMillis + 1000, 1000);
    return connection;
  }

  @Test
  void requestsThatTheServerNeverTookAreOneFinding() {
    for (int i = 0; i < 2; i++) {
      ConnectionDraft connection = fixture.connection(0, 3000).synAcks(3);
      int request = fixture.request(connection, "GET /", 0, 3000);
      fixture.wait(request, StallCause.ACCEPT_QUEUE_OVERFLOW, 100, 1100, 960);
    }

    Finding finding = finding(rule, fixture);

    assertThat(finding.title()).isEqualTo("198.51.100.5:443 did not accept 2 connections in time");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(1920));
    assertThat(finding.party()).isEqualTo(Party.SERVER_OPERATIONS);
  }

  @Test
  void manySynsDroppedAtOnceByAServerThatAnswersOthersFire() {
    fixture.connection();
    lostSyn(0);
    lostSyn(500);
    lostSyn(1000);

    assertThat(finding(rule, fixture).timeLostNanos()).isEqualTo(Nanos.ofSeconds(3));
  }

  @Test
  void itExplainsTheSynsThatWouldBeThePathsFault() {
    fixture.connection();
    lostSyn(0);
    lostSyn(500);
    lostSyn(1000);

    Diagnosis diagnosis =
        new RuleEngine(List.of(new SynRetransmissionRule(), rule)).diagnose(fixture.measurements());

    assertThat(diagnosis.findings())
        .extracting(finding -> finding.rule().id() + " " + finding.timeLostNanos())
        .isEqualTo(List.of("accept-queue-overflow 3000000000", "syn-retransmission 0"));
  }

  @Test
  void twoDroppedSynsAreClear() {
    fixture.connection();
    lostSyn(0);
    lostSyn(500);

    clear(rule, fixture);
  }

  @Test
  void synsDroppedOneAfterTheOtherAreClear() {
    fixture.connection();
    lostSyn(0);
    lostSyn(2000);
    lostSyn(4000);

    clear(rule, fixture);
  }

  @Test
  void aPathThatLosesDataTooIsClear() {
    fixture.connection().facts(Direction.SERVER_TO_CLIENT, facts -> facts.lostSegments = 1);
    lostSyn(0);
    lostSyn(500);
    lostSyn(1000);

    clear(rule, fixture);
  }

  @Test
  void clientsThatReachNoOtherHostEitherAreClear() {
    fixture.connection();
    lostSyn(0);
    lostSyn(500);
    lostSyn(1000);
    lostSyn(1500).server("198.51.100.9", 443);

    clear(rule, fixture);
  }

  @Test
  void anotherHostThatWasNotReachedLongAfterSaysNothing() {
    fixture.connection();
    lostSyn(0);
    lostSyn(500);
    lostSyn(1000);
    lostSyn(2000).server("198.51.100.9", 443);

    finding(rule, fixture);
  }

  @Test
  void anotherLostSynDoesNotJoinASingleOverflow() {
    ConnectionDraft connection = fixture.connection(0, 3000).synAcks(3);
    int request = fixture.request(connection, "GET /", 0, 3000);
    fixture.wait(request, StallCause.ACCEPT_QUEUE_OVERFLOW, 100, 1100, 960);
    lostSyn(0);

    assertThat(finding(rule, fixture).timeLostNanos()).isEqualTo(Nanos.ofMillis(960));
  }

  @Test
  void isNotApplicableWithoutConnections() {
    notApplicable(rule, fixture);
  }
}
