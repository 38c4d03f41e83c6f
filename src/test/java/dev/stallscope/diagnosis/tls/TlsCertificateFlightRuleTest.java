package dev.stallscope.diagnosis.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.measure.StallCause;
import dev.stallscope.tls.CertificateList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TlsCertificateFlightRuleTest extends HandshakeRuleContract {
  TlsCertificateFlightRuleTest() {
    super(
        new TlsCertificateFlightRule(),
        StallCause.TLS_CERTIFICATE_FLIGHT,
        Party.SERVER_OPERATIONS,
        10);
  }

  @Test
  void tellsHowLongAChainIsThatWasSeen() {
    ConnectionDraft connection = fixture.connection(0, 2000);
    CertificateList chain = new CertificateList(List.of(), 3, 17_000);
    int handshake = Handshakes.add(fixture, connection, 100, 300, chain);
    fixture.wait(handshake, StallCause.TLS_CERTIFICATE_FLIGHT, 200, 240, 40);

    assertThat(RuleVerdicts.finding(rule, fixture).evidence())
        .contains(
            Evidence.count("certificates", 3, "certificate"),
            Evidence.bytes("certificate chain", 17_000));
  }

  @Test
  void saysNothingOfAChainThatWasNot() {
    losing(40);

    assertThat(RuleVerdicts.finding(rule, fixture).evidence())
        .extracting(Evidence::name)
        .doesNotContain("certificates", "certificate chain");
  }
}
