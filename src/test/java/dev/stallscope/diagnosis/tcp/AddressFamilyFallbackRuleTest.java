package dev.stallscope.diagnosis.tcp;

import static dev.stallscope.diagnosis.RuleVerdicts.clear;
import static dev.stallscope.diagnosis.RuleVerdicts.finding;
import static dev.stallscope.diagnosis.RuleVerdicts.notApplicable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.flow.tcp.TcpConnection.Handshake.Outcome;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class AddressFamilyFallbackRuleTest {
  private final AddressFamilyFallbackRule rule = new AddressFamilyFallbackRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  private void fallback(ConnectionDraft connection, long lostMillis) {
    int request = fixture.request(connection, "GET /", 0, 1000);
    fixture.wait(request, StallCause.ADDRESS_FAMILY_FALLBACK, 0, lostMillis, lostMillis);
  }

  @Test
  void aSilentIpv6IsNamed() {
    fallback(fixture.connection(), 250);

    Finding finding = finding(rule, fixture);

    assertThat(finding.title()).isEqualTo("IPv6 did not answer; IPv4 was tried after 250 ms");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(250));
    assertThat(finding.advice().getFirst()).contains("AAAA");
  }

  @Test
  void aSilentIpv4IsNamed() {
    fallback(fixture.connection().client("2001:db8::10").server("2001:db8::5", 443), 250);

    assertThat(finding(rule, fixture).title()).startsWith("IPv4 did not answer");
  }

  @Test
  void theAttemptThatWasGivenUpTellsTheSilentFamily() {
    fallback(
        fixture
            .connection()
            .client("2001:db8::10")
            .server("2001:db8::5", 443)
            .outcome(Outcome.UNANSWERED),
        250);

    assertThat(finding(rule, fixture).title()).startsWith("IPv6 did not answer");
  }

  @Test
  void firesAtTheThreshold() {
    fallback(fixture.connection(), 100);

    finding(rule, fixture);
  }

  @Test
  void isClearBelowTheThreshold() {
    fallback(fixture.connection(), 99);

    clear(rule, fixture);
  }

  @Test
  void isNotApplicableWithoutConnections() {
    notApplicable(rule, fixture);
  }
}
