package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.analysisOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.Finding;
import org.junit.jupiter.api.Test;

/** Numbers in sentences are those that the packets show. */
class TextOfFindingsScenariosTest {
  private static Finding found(String script, String rule) {
    return analysisOf(script).findings().stream()
        .filter(finding -> finding.rule().id().equals(rule))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void eachOfSeveralAttemptsWasRefusedAtOnce() {
    assertThat(
            found(
                    """
                    client  0ms      SYN
                    server  60ms     RST,ACK
                    client  1700ms   SYN again
                    server  1752ms   RST,ACK
                    client  3800ms   SYN again
                    server  3852ms   RST,ACK
                    """,
                    "connection-refused")
                .explanation())
        .contains("answered within 60 ms")
        .contains("sent 3 SYNs all the same, for up to 3.85 s");
  }

  @Test
  void silenceBeforeAResetCountsFromTheLastByteThatCame() {
    assertThat(
            found(
                    """
                    client  0ms      handshake rtt 40ms
                    client  41ms     http-request GET /
                    server  90ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 90000\\r\\n\\r\\n" + 1416
                    client  90.1ms   ACK
                    server  92ms     data 2920..4380
                    client  92.1ms   ACK 1460 sack 2920..4380
                    client  5092.1ms RST ack 1460
                    """,
                    "connection-reset")
                .explanation())
        .contains("5 s after the last byte");
  }

  @Test
  void aDeadAddressWasTriedUntilTheNextOneWas() {
    assertThat(found(TwoAddressesScript.twoAddresses("2.521s"), "connect-timeout").title())
        .isEqualTo("192.0.2.5:80 never answered: 1 connection tried for up to 2.5 s");
  }
}
