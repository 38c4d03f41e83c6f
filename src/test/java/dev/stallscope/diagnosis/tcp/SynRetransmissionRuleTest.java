package dev.stallscope.diagnosis.tcp;

import static dev.stallscope.diagnosis.RuleVerdicts.clear;
import static dev.stallscope.diagnosis.RuleVerdicts.finding;
import static dev.stallscope.diagnosis.RuleVerdicts.notApplicable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class SynRetransmissionRuleTest {
  private final SynRetransmissionRule rule = new SynRetransmissionRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  private void lostSyn(long lostMillis) {
    ConnectionDraft connection = fixture.connection(0, 4000).syns(3, 3000);
    fixture.wait(
        fixture.request(connection, "GET /", 0, 4000),
        StallCause.SYN_RETRANSMISSION,
        0,
        lostMillis,
        lostMillis);
  }

  @Test
  void lostSynsAreOneFinding() {
    lostSyn(3000);

    Finding finding = finding(rule, fixture);

    assertThat(finding.title())
        .isEqualTo("Connecting to 198.51.100.5:443 waited 3 s for lost packets");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofSeconds(3));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.evidence()).contains(Evidence.count("repeated SYNs", 2));
  }

  @Test
  void firesAtTheThreshold() {
    lostSyn(100);

    finding(rule, fixture);
  }

  @Test
  void isClearBelowTheThreshold() {
    lostSyn(99);

    clear(rule, fixture);
  }

  @Test
  void twoConnectionsASecondApartAreNoRepetition() {
    fixture.connection(0, 500);
    fixture.connection(1000, 1500);

    assertThat(clear(rule, fixture))
        .isEqualTo("No SYN was repeated. Slowest of 2 handshakes: 40 ms.");
  }

  @Test
  void isNotApplicableWithoutConnections() {
    notApplicable(rule, fixture);
  }
}
