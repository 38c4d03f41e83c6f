package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingOf;
import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * R02: the news that a closed window is open again does not arrive, with near misses (STALLS 8).
 */
class WindowUpdateScenariosTest {
  private static final String CLOSED =
      """
      client  0ms      handshake rtt 40ms
      client  41ms     http-request GET /
      server  90ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 128000\\r\\n\\r\\n" + 64197 split
      client  90.2ms   ACK win 0
      server  330ms    keep-alive 0
      client  330.1ms  ACK
      client  400ms    ACK win 64128
      """;

  private static final String LOST =
      CLOSED
          + """
          server  770ms    keep-alive 0
          client  770.1ms  ACK
          server  810.1ms  data 63803 split
          client  810.2ms  ACK
          expect  stall 90.2ms..810.1ms zero-window
          """;

  @Test
  void theReaderIsChargedUntilItReadAgain() {
    assertThat(findingsOf(LOST))
        .containsExactly("major zero-window 365 ms by client-application in 49 55");
    assertThat(findingOf("zero-window", LOST).explanation())
        .contains("for 355 ms more the server did not know");
  }

  @Test
  void anUpdateThatArrivesEndsTheStop() {
    assertThat(findingsOf(CLOSED + "server 440ms data 63803 split\nclient 440.2ms ACK"))
        .containsExactly("critical zero-window 350 ms by client-application in 49 53");
  }

  @Test
  void aServerThatWorksWhileTheWindowIsOpenIsNotStopped() {
    assertThat(findingsOf(CLOSED + "server 810ms data 63803 split\nclient 810.2ms ACK"))
        .containsExactly(
            "major zero-window 365 ms by client-application in 49 53",
            "major response-trickle 355 ms by server-application in 49 53");
  }

  @Test
  void aKeepAliveLongBeforeTheDataAsksForNoWindow() {
    assertThat(
            findingsOf(
                CLOSED
                    + """
                    server  600ms    keep-alive 0
                    client  600.1ms  ACK
                    server  810ms    data 63803 split
                    client  810.2ms  ACK
                    """))
        .contains("major response-trickle 355 ms by server-application in 49 55");
  }

  @Test
  void anUploadWaitsForAnUpdateToo() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms      handshake rtt 40ms
                client  41ms     data "POST /up HTTP/1.1\\r\\nHost: a.test\\r\\nContent-Length: 100000\\r\\n\\r\\n" + 64181 split
                server  41.5ms   ACK win 0
                client  281ms    keep-alive 0
                server  281.1ms  ACK
                server  400ms    ACK win 64128
                client  761ms    keep-alive 0
                server  761.1ms  ACK
                client  801.1ms  data 35819 split
                server  801.2ms  ACK
                server  805ms    http-response 200 20
                client  845ms    ACK
                """))
        .containsExactly("critical zero-window 413 ms by server-application in 48 54");
  }
}
