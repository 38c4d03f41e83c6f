package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Silences within an answer: only where its sender had nothing more is it the program's pause. */
class InterruptedAnswerScenariosTest {
  @Test
  void fullSegmentsALittleLaterThanTheRoundTripAreNoPause() {
    assertThat(
            findingsOf(
                """
                client 0ms     handshake rtt 100ms
                client 100.2ms http-request GET /
                server 201ms   data "HTTP/1.1 200 OK\\r\\nContent-Length: 7261\\r\\n\\r\\n" + 7261 every 140ms
                client 201.1ms ACK 1460
                client 341.1ms ACK 2920
                client 481.1ms ACK 4380
                client 621.1ms ACK 5840
                client 761.1ms ACK
                """))
        .noneMatch(line -> line.contains("response-trickle"));
  }

  @Test
  void withoutAKnownRoundTripFullSegmentsMayWaitForTheirAcks() {
    assertThat(
            findingsOf(
                """
                server 0ms   data "HTTP/1.1 200 OK\\r\\nContent-Length: 4341\\r\\n\\r\\n" + 4341 every 178ms
                client 600ms http-request GET /b
                server 640ms http-response 200 500
                """))
        .isEmpty();
  }

  @Test
  void aWriteThatEndsInTheMiddleOfTheAnswerShowsThePause() {
    assertThat(
            findingsOf(
                """
                client 0ms     handshake rtt 100ms
                client 100.2ms http-request GET /
                server 201ms   data "HTTP/1.1 200 OK\\r\\nContent-Length: 900\\r\\n\\r\\n" + 400
                client 201.1ms ACK
                server 501ms   data 500
                client 501.1ms ACK
                """))
        .containsExactly("critical response-trickle 300 ms by server-application in 6 7");
  }

  @Test
  void aReceiverThatMissesSomethingTellsOfALoss() {
    assertThat(
            findingsOf(
                """
                server 0ms   data "HTTP/1.1 200 OK\\r\\nContent-Length: 9000\\r\\n\\r\\n" + 1179
                client 175ms ACK 0 sack 1220..2440
                client 176ms ACK 0 sack 2440..3660
                server 294ms data 0..1220 again
                """))
        .containsExactly("critical packet-loss 293 ms by network in 1 2 3 4");
  }
}
