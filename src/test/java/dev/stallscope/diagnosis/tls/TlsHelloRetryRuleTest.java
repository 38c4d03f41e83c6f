package dev.stallscope.diagnosis.tls;

import dev.stallscope.diagnosis.Party;
import dev.stallscope.measure.StallCause;

class TlsHelloRetryRuleTest extends HandshakeRuleContract {
  TlsHelloRetryRuleTest() {
    super(new TlsHelloRetryRule(), StallCause.TLS_HELLO_RETRY, Party.SERVER_OPERATIONS, 10);
  }
}
