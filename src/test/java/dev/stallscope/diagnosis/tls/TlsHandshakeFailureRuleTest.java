package dev.stallscope.diagnosis.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.tls.EarlyData;
import dev.stallscope.protocol.tls.HandshakeKind;
import dev.stallscope.protocol.tls.HandshakeOutcome;
import dev.stallscope.time.Nanos;
import dev.stallscope.tls.TlsAlert;
import org.junit.jupiter.api.Test;

class TlsHandshakeFailureRuleTest {
  private final TlsHandshakeFailureRule rule = new TlsHandshakeFailureRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  @Test
  void oneFailedHandshakeIsEnough() {
    fail(fixture.connection(0, 2000), HandshakeOutcome.FAILED);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title()).isEqualTo("1 TLS handshake failed: the connection was closed");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(80));
    assertThat(finding.severity()).isGreaterThanOrEqualTo(Severity.MAJOR);
  }

  @Test
  void anEncryptedAlertOfTheClientSendsOneToTheCertificate() {
    Handshakes.refused(
        fixture, fixture.connection(0, 2000), Direction.CLIENT_TO_SERVER, TlsAlert.UNREADABLE);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title()).isEqualTo("1 TLS handshake failed: an encrypted alert");
    assertThat(finding.party()).isEqualTo(Party.CLIENT_APPLICATION);
    assertThat(finding.advice().getFirst()).contains("openssl x509 -noout -dates");
  }

  @Test
  void anExpiredCertificateIsTheServersToRenew() {
    Handshakes.refused(
        fixture, fixture.connection(0, 2000), Direction.CLIENT_TO_SERVER, new TlsAlert(2, 45));

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title()).isEqualTo("1 TLS handshake failed: the alert certificate_expired");
    assertThat(finding.party()).isEqualTo(Party.SERVER_OPERATIONS);
    assertThat(finding.advice().getFirst()).contains("openssl x509 -noout -dates");
  }

  @Test
  void anAlertOfTheServerSaysNothingOfItsCertificate() {
    Handshakes.refused(
        fixture, fixture.connection(0, 2000), Direction.SERVER_TO_CLIENT, TlsAlert.UNREADABLE);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.party()).isEqualTo(Party.SERVER_OPERATIONS);
    assertThat(finding.advice().getFirst()).doesNotContain("openssl x509");
  }

  @Test
  void aClientThatLeavesAtOnceAnUnfitCertificateHasRefusedIt() {
    Handshakes.named(fixture, left(184), "www.example.org", "other.test");

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title())
        .isEqualTo("The client left 1 TLS handshake: the certificate is not for www.example.org");
    assertThat(finding.explanation()).contains("is for other.test");
    assertThat(finding.party()).isEqualTo(Party.CLIENT_APPLICATION);
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(80));
  }

  @Test
  void aHealthCheckLeavesAFittingCertificateLikewise() {
    Handshakes.named(fixture, left(184), "www.example.org", "*.example.org");

    assertThat(RuleVerdicts.clear(rule, fixture)).contains("No handshake failed");
  }

  @Test
  void whoLeavesAnUnfitCertificateLaterOrAfterARequestTookIt() {
    Handshakes.named(fixture, left(900), "www.example.org", "other.test");
    ConnectionDraft asked = left(300);
    Handshakes.named(fixture, asked, "www.example.org", "other.test");
    fixture.request(asked, "GET /", 181, 260);

    assertThat(RuleVerdicts.clear(rule, fixture)).contains("No handshake failed");
  }

  private ConnectionDraft left(long millis) {
    return fixture.connection(0, 2000).fin(Direction.CLIENT_TO_SERVER, millis);
  }

  @Test
  void aCaptureThatEndsInTheMiddleIsNoFailure() {
    fail(fixture.connection(0, 2000), HandshakeOutcome.INCOMPLETE);

    assertThat(RuleVerdicts.clear(rule, fixture))
        .contains("No handshake failed", "1 TLS handshake");
  }

  @Test
  void isNotApplicableWithoutAHandshake() {
    fixture.connection(0, 2000);

    assertThat(RuleVerdicts.notApplicable(rule, fixture)).contains("no TLS handshake");
  }

  private void fail(ConnectionDraft connection, HandshakeOutcome outcome) {
    Handshakes.add(fixture, connection, 100, 180, HandshakeKind.UNKNOWN, EarlyData.NONE, outcome);
  }
}
