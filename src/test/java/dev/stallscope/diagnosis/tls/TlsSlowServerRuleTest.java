package dev.stallscope.diagnosis.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Test;

class TlsSlowServerRuleTest {
  private final TlsSlowServerRule rule = new TlsSlowServerRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  @Test
  void firesWhereTimeWasLost() {
    ConnectionDraft connection = fixture.connection(0, 2000);
    int handshake = Handshakes.add(fixture, connection, 100, 900);
    fixture.wait(handshake, StallCause.TLS_SLOW_SERVER, 200, 210, 10);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.rule().id()).isEqualTo("tls-slow-server");
    assertThat(finding.party()).isEqualTo(Party.SERVER_OPERATIONS);
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(10));
    assertThat(finding.connections()).isEqualTo(List.of(connection.id));
  }

  private Severity severity(int handshakes, long lostMillis) {
    for (int i = 0; i < handshakes; i++) {
      ConnectionDraft connection = fixture.connection(0, 2000);
      int handshake = Handshakes.add(fixture, connection, 100, 300);
      fixture.wait(handshake, StallCause.TLS_SLOW_SERVER, 200, 200 + lostMillis, lostMillis);
    }
    return RuleVerdicts.finding(rule, fixture).severity();
  }

  @Test
  void aLittleDelayOnceOrTwiceIsOnlyMentioned() {
    assertThat(severity(2, 39)).isEqualTo(Severity.INFO);
  }

  @Test
  void aLittleDelayEachTimeIsTheServers() {
    assertThat(severity(3, 10)).isEqualTo(Severity.MINOR);
  }

  @Test
  void aLongerDelayCountsOnce() {
    assertThat(severity(1, 40)).isEqualTo(Severity.MAJOR);
  }

  @Test
  void manyQuickHandshakesAreNotASlowOne() {
    for (int i = 0; i < 5; i++) {
      ConnectionDraft connection = fixture.connection(0, 2000);
      int handshake = Handshakes.add(fixture, connection, 100, 900);
      fixture.wait(handshake, StallCause.TLS_SLOW_SERVER, 200, 209, 9);
    }

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void isClearBelowTheThreshold() {
    ConnectionDraft connection = fixture.connection(0, 2000);
    int handshake = Handshakes.add(fixture, connection, 100, 900);
    fixture.wait(handshake, StallCause.TLS_SLOW_SERVER, 200, 209, 9);

    assertThat(RuleVerdicts.clear(rule, fixture)).contains("1 TLS handshake");
  }

  @Test
  void isNotApplicableWithoutAHandshake() {
    fixture.connection(0, 2000);

    assertThat(RuleVerdicts.notApplicable(rule, fixture)).contains("no TLS handshake");
  }
}
