package dev.stallscope.diagnosis.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.tls.EarlyData;
import dev.stallscope.protocol.tls.HandshakeKind;
import dev.stallscope.protocol.tls.HandshakeOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class TlsNoResumptionRuleTest {
  private final TlsNoResumptionRule rule = new TlsNoResumptionRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  @Test
  void threeFullHandshakesWithOneServerAreAHabit() {
    List<Integer> handshakes = List.of(full(0), full(1000), full(2000));

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title()).isEqualTo("2 full handshakes with a server that was met before");
    assertThat(finding.party()).isEqualTo(Party.CLIENT_APPLICATION);
    assertThat(finding.exchanges()).isEqualTo(handshakes.subList(1, 3));
    assertThat(finding.timeLostNanos()).isPositive();
  }

  @Test
  void firstHandshakesSideBySideHaveNothingToGoOnWith() {
    for (int i = 0; i < 6; i++) {
      full(10 * i);
    }

    assertThat(RuleVerdicts.clear(rule, fixture)).contains("6 TLS handshakes");
  }

  @Test
  void whatCameWhileNoSessionWasKnownIsNotCharged() {
    full(0);
    full(299);
    List<Integer> repeated = List.of(full(300), full(2000));

    assertThat(RuleVerdicts.finding(rule, fixture).exchanges()).isEqualTo(repeated);
  }

  @Test
  void connectionsThatAreLeftWithoutARequestHaveNothingToKeepOpen() {
    for (int i = 0; i < 3; i++) {
      ConnectionDraft connection = fixture.connection(i * 1000, i * 1000 + 300);
      Handshakes.add(fixture, connection, i * 1000 + 100, i * 1000 + 200);
      connection.fin(Direction.CLIENT_TO_SERVER, i * 1000 + 202);
    }

    assertThat(RuleVerdicts.clear(rule, fixture)).contains("3 TLS handshakes");
  }

  @Test
  void twoAreNone() {
    full(0);
    full(1000);

    assertThat(RuleVerdicts.clear(rule, fixture)).contains("2 TLS handshakes");
  }

  @Test
  void aSessionThatWasGoneOnWithClears() {
    full(0);
    full(1000);
    full(2000);
    Handshakes.add(
        fixture,
        fixture.connection(3000, 4000),
        3100,
        3200,
        HandshakeKind.RESUMED_PSK,
        EarlyData.NONE,
        HandshakeOutcome.COMPLETE);

    assertThat(RuleVerdicts.clear(rule, fixture)).contains("4 TLS handshakes");
  }

  @Test
  void isNotApplicableWithoutAHandshake() {
    fixture.connection(0, 2000);

    assertThat(RuleVerdicts.notApplicable(rule, fixture)).contains("no TLS handshake");
  }

  private int full(long start) {
    return Handshakes.add(
        fixture, fixture.connection(start, start + 900), start + 100, start + 400);
  }
}
