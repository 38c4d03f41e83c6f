package dev.stallscope.diagnosis.tls;

import dev.stallscope.diagnosis.Party;
import dev.stallscope.measure.StallCause;

class TlsTwoRoundTripsRuleTest extends HandshakeRuleContract {
  TlsTwoRoundTripsRuleTest() {
    super(new TlsTwoRoundTripsRule(), StallCause.TLS_TWO_ROUND_TRIPS, Party.SERVER_OPERATIONS, 10);
  }
}
