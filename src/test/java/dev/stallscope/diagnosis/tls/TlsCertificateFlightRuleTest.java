package dev.stallscope.diagnosis.tls;

import dev.stallscope.diagnosis.Party;
import dev.stallscope.measure.StallCause;

class TlsCertificateFlightRuleTest extends HandshakeRuleContract {
  TlsCertificateFlightRuleTest() {
    super(
        new TlsCertificateFlightRule(),
        StallCause.TLS_CERTIFICATE_FLIGHT,
        Party.SERVER_OPERATIONS,
        10);
  }
}
