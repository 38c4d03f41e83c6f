package dev.stallscope.diagnosis.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for every rule about time that TLS handshakes lost for one cause. */
abstract class HandshakeRuleContract {
  final MeasurementsFixture fixture = new MeasurementsFixture();
  final Rule rule;
  private final StallCause cause;
  private final Party party;
  private final long leastMillis;

  /**
   * @param leastMillis the least lost time that is a finding
   */
  HandshakeRuleContract(Rule rule, StallCause cause, Party party, long leastMillis) {
    this.rule = rule;
    this.cause = cause;
    this.party = party;
    this.leastMillis = leastMillis;
  }

  /** A handshake that lost so much on a connection of its own. */
  final ConnectionDraft losing(long millis) {
    ConnectionDraft connection = fixture.connection(0, 2000);
    int handshake = Handshakes.add(fixture, connection, 100, 300);
    fixture.wait(handshake, cause, 200, 200 + millis, millis);
    return connection;
  }

  @Test
  void firesWhereTimeWasLost() {
    ConnectionDraft connection = losing(leastMillis);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.party()).isEqualTo(party);
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(leastMillis));
    assertThat(finding.connections()).isEqualTo(List.of(connection.id));
  }

  @Test
  void isClearBelowTheThreshold() {
    losing(leastMillis - 1);

    assertThat(RuleVerdicts.clear(rule, fixture)).contains("1 TLS handshake");
  }

  @Test
  void isNotApplicableWithoutAHandshake() {
    fixture.connection(0, 2000);

    assertThat(RuleVerdicts.notApplicable(rule, fixture)).contains("no TLS handshake");
  }
}
