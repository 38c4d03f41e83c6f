package dev.stallscope.diagnosis.application;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static dev.stallscope.diagnosis.application.JsonAnswer.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Pauses of a program within a response or a request, from packets to findings, with near misses
 * (STALLS 8).
 */
class TrickleScenariosTest {
  @Test
  void aPauseWithinAResponseIsTheServersProgram() {
    assertThat(
            findingsOf(
                """
                client  0ms    handshake rtt 40ms
                client  41ms   http-request GET /list
                server  82ms   data "%sContent-Length: 3000\\r\\n\\r\\n" + 1000
                client  83ms   ACK
                server  582ms  data 2000
                client  583ms  ACK
                expect  stall 82ms..582ms response-trickle
                """
                    .formatted(JSON)))
        .singleElement()
        .asString()
        .startsWith("critical response-trickle 500 ms by server-application in");
  }

  @Test
  void aPauseWithinAResponseIsSeenAtTheServerToo() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms    handshake rtt 40ms
                client  41ms   http-request GET /list
                server  42ms   data "%sContent-Length: 3000\\r\\n\\r\\n" + 1000
                client  82ms   ACK
                server  582ms  data 2000
                client  622ms  ACK
                """
                    .formatted(JSON)))
        .singleElement()
        .asString()
        .startsWith("critical response-trickle 540 ms by server-application in");
  }

  @Test
  void aBodyInOnePieceBehindItsHeadMayBeWaitedFor() {
    assertThat(
            findingsOf(
                """
                client  0ms     handshake rtt 40ms
                client  41ms    http-request GET /wait
                server  82ms    data "%sTransfer-Encoding: chunked\\r\\n\\r\\n"
                client  83ms    ACK
                server  30082ms data "5\\r\\nhello\\r\\n0\\r\\n\\r\\n"
                client  30083ms ACK
                """
                    .formatted(JSON)))
        .singleElement()
        .asString()
        .startsWith("minor response-trickle 30 s by server-application in");
  }

  @Test
  void aPauseUntilSomethingIsSentAgainIsTheNetworks() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms    handshake rtt 40ms
                client  41ms   http-request GET /list
                server  42ms   data "%sContent-Length: 3000\\r\\n\\r\\n" + 1000
                client  82ms   ACK
                server  83ms   data 2000 lost
                server  323ms  data 1073..3073 again
                client  363ms  ACK
                """
                    .formatted(JSON)))
        .isNotEmpty()
        .noneMatch(line -> line.contains("trickle"));
  }

  @Test
  void aReaderThatStopsIsNoTrickle() {
    assertThat(
            findingsOf(
                """
                set client window-scale off
                client  0ms    handshake rtt 40ms
                client  41ms   http-request GET /list
                server  82ms   data "%sContent-Length: 3000\\r\\n\\r\\n" + 1000
                client  83ms   ACK win 0
                server  323ms  keep-alive 0
                client  324ms  ACK win 0
                client  600ms  ACK win 60000
                server  641ms  data 2000
                client  642ms  ACK
                """
                    .formatted(JSON)))
        .isNotEmpty()
        .noneMatch(line -> line.contains("trickle"));
  }

  @Test
  void aSenderThatPausesWithDataOnTheWayIsBusyElsewhere() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms    handshake rtt 80ms
                client  81ms   http-request GET /file
                server  82ms   data "%sContent-Length: 29200\\r\\n\\r\\n" + 11600 every 0.1ms
                client  162ms  ACK 4380
                server  482ms  data 17600 every 0.1ms
                client  562ms  ACK
                """
                    .formatted(JSON)))
        .isNotEmpty()
        .noneMatch(line -> line.contains("trickle"));
  }

  @Test
  void aRequestThatPausesIsTheClientsProgram() {
    assertThat(
            findingsOf(
                """
                client  0ms    handshake rtt 40ms
                client  41ms   data "POST /import HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 2000\\r\\n\\r\\n" + 500
                server  81ms   ACK
                client  541ms  data 1500
                server  581ms  ACK
                server  583ms  http-response 200 50
                client  584ms  ACK
                expect  stall 81ms..541ms request-trickle
                """))
        .singleElement()
        .asString()
        .startsWith("critical request-trickle")
        .contains("by client-application");
  }

  @Test
  void aRequestThatPausesIsSeenAtTheServerToo() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms    handshake rtt 40ms
                client  41ms   data "POST /import HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 2000\\r\\n\\r\\n" + 500
                server  41ms   ACK
                client  541ms  data 1500
                server  541ms  ACK
                server  543ms  http-response 200 50
                client  584ms  ACK
                """))
        .singleElement()
        .asString()
        .startsWith("critical request-trickle");
  }
}
