package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Senders that begin slowly, at first and after a rest, from packets to findings, for downloads and
 * uploads (STALLS 8: W01, W02).
 */
class SlowStartScenariosTest {
  @Test
  void slowStartIsNoTrouble() {
    assertThat(
            findingsOf(
                """
                set capture near server
                set client window 4000000
                client  0ms      handshake rtt 100ms
                client  100.1ms  http-request GET /
                server  105ms    data "HTTP/1.1 200 OK\\r\\nContent-Length: 2000000\\r\\n\\r\\n" + 2000000 rtt 100ms max 4000
                """))
        .isEmpty();
  }

  @Test
  void aRestMakesTheServerSlowAgain() {
    assertThat(
            findingsOf(
                """
                set capture near server
                set client window 4000000
                client  0ms      handshake rtt 40ms
                client  40.1ms   http-request GET /a
                server  45ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 900000\\r\\n\\r\\n" + 900000 rtt 40ms max 4000
                client  2500ms   http-request GET /b
                server  2505ms   data "HTTP/1.1 200 OK\\r\\nContent-Length: 900000\\r\\n\\r\\n" + 900000 rtt 40ms max 4000
                expect  stall 2505ms..2705ms slow-start-after-idle
                """))
        .containsExactly(
            "critical slow-start-after-idle 200 ms by server-operations in 941 1317 932");
  }

  @Test
  void aRestMakesTheClientsUploadSlowAgain() {
    assertThat(
            findingsOf(
                """
                set server window 4000000
                client  0ms      handshake rtt 40ms
                client  41ms     data "POST /up HTTP/1.1\\r\\nHost: a.test\\r\\nContent-Length: 900000\\r\\n\\r\\n" + 900000 rtt 40ms max 4000
                server  285ms    http-response 200 20
                client  285.1ms  ACK
                client  2500ms   data "POST /up HTTP/1.1\\r\\nHost: a.test\\r\\nContent-Length: 900000\\r\\n\\r\\n" + 900000 rtt 40ms max 4000
                server  2744ms   http-response 200 20
                client  2744.1ms ACK
                """))
        .containsExactly(
            "critical slow-start-after-idle 200 ms by client-application in 941 1317 932");
  }

  @Test
  void aWindowThatSurvivesARestIsNoTrouble() {
    assertThat(
            findingsOf(
                """
                set capture near server
                set client window 4000000
                client  0ms      handshake rtt 40ms
                client  40.1ms   http-request GET /a
                server  45ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 900000\\r\\n\\r\\n" + 900000 rtt 40ms max 4000
                client  2500ms   http-request GET /b
                server  2505ms   data "HTTP/1.1 200 OK\\r\\nContent-Length: 900000\\r\\n\\r\\n" + 900000 rtt 40ms flight 300 max 4000
                """))
        .isEmpty();
  }

  @Test
  void anIdleKeptConnectionIsNoTrouble() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET /
                server  90ms     http-response 200 500
                client  90.1ms   ACK
                client  15090ms  keep-alive
                server  15130ms  ACK
                client  30000ms  http-request GET /b
                server  30049ms  http-response 200 500
                client  30049ms  ACK
                """))
        .isEmpty();
  }
}
