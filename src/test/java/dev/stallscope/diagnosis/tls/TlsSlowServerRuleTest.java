package dev.stallscope.diagnosis.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.measure.StallCause;
import org.junit.jupiter.api.Test;

class TlsSlowServerRuleTest extends HandshakeRuleContract {
  TlsSlowServerRuleTest() {
    super(new TlsSlowServerRule(), StallCause.TLS_SLOW_SERVER, Party.SERVER_OPERATIONS, 10);
  }

  private Severity severity(int handshakes, long lostMillis) {
    for (int i = 0; i < handshakes; i++) {
      losing(lostMillis);
    }
    return RuleVerdicts.finding(rule, fixture).severity();
  }

  @Test
  void aLittleDelayOnceOrTwiceIsOnlyMentioned() {
    assertThat(severity(2, 39)).isEqualTo(Severity.INFO);
  }

  @Test
  void aLittleDelayEachTimeIsTheServers() {
    assertThat(severity(3, 10)).isEqualTo(Severity.MINOR);
  }

  @Test
  void aLongerDelayCountsOnce() {
    assertThat(severity(1, 40)).isEqualTo(Severity.MAJOR);
  }

  @Test
  void manyQuickHandshakesAreNotASlowOne() {
    for (int i = 0; i < 5; i++) {
      losing(9);
    }

    RuleVerdicts.clear(rule, fixture);
  }
}
