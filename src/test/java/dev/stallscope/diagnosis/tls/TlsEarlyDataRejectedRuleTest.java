package dev.stallscope.diagnosis.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.protocol.tls.EarlyData;
import dev.stallscope.protocol.tls.HandshakeKind;
import dev.stallscope.protocol.tls.HandshakeOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class TlsEarlyDataRejectedRuleTest {
  private final TlsEarlyDataRejectedRule rule = new TlsEarlyDataRejectedRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  @Test
  void oneRefusalIsEnough() {
    int handshake = resumed(EarlyData.REJECTED);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title()).isEqualTo("0-RTT data were refused in 1 TLS handshake");
    assertThat(finding.party()).isEqualTo(Party.SERVER_OPERATIONS);
    assertThat(finding.exchanges()).isEqualTo(List.of(handshake));
  }

  @Test
  void dataThatWereTakenAreNoTrouble() {
    resumed(EarlyData.ACCEPTED);

    assertThat(RuleVerdicts.clear(rule, fixture)).contains("No 0-RTT data were refused");
  }

  @Test
  void isNotApplicableWithoutAHandshake() {
    fixture.connection(0, 2000);

    assertThat(RuleVerdicts.notApplicable(rule, fixture)).contains("no TLS handshake");
  }

  private int resumed(EarlyData earlyData) {
    return Handshakes.add(
        fixture,
        fixture.connection(0, 2000),
        100,
        200,
        HandshakeKind.RESUMED_PSK,
        earlyData,
        HandshakeOutcome.COMPLETE);
  }
}
