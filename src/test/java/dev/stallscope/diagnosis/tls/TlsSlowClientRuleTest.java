package dev.stallscope.diagnosis.tls;

import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.measure.StallCause;
import org.junit.jupiter.api.Test;

class TlsSlowClientRuleTest extends HandshakeRuleContract {
  TlsSlowClientRuleTest() {
    super(new TlsSlowClientRule(), StallCause.TLS_SLOW_CLIENT, Party.CLIENT_APPLICATION, 30);
  }

  @Test
  void manyQuickHandshakesAreNotASlowOne() {
    for (int i = 0; i < 5; i++) {
      losing(29);
    }

    RuleVerdicts.clear(rule, fixture);
  }
}
