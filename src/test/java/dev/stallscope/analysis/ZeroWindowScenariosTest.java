package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Receivers that do not read, from packets to findings, for downloads and uploads (STALLS 8: R01).
 */
class ZeroWindowScenariosTest {
  /** After two seconds of probes the client reads on, and gets the rest of 200 kB. */
  private static final String READS_AGAIN =
      """
      server  330ms    keep-alive 0
      client  330.1ms  ACK
      server  770ms    keep-alive 0
      client  770.1ms  ACK
      client  2090ms   ACK win 64128
      server  2130ms   data 64000 split
      client  2130.1ms ACK win 64128
      server  2170ms   data 64000 split
      client  2170.1ms ACK
      server  2210ms   data 7803 split
      client  2210.1ms ACK
      """;

  @Test
  void aClientThatDoesNotRead() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET /
                server  90ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 200000\\r\\n\\r\\n" + 64197 split
                client  90.2ms   ACK win 0
                """
                    + READS_AGAIN
                    + "expect  stall 90.2ms..2130ms zero-window\n"))
        .containsExactly("critical zero-window 2.04 s by client-application in 49 55");
  }

  /** Without the handshake nobody knows the window's scale; nothing is nothing at any. */
  @Test
  void aClosedWindowOfAConnectionWhoseBeginningIsMissing() {
    assertThat(
            findingsOf(
                """
                client  0ms      SYN unseen
                server  40ms     SYN,ACK unseen
                client  40.1ms   ACK unseen
                client  41ms     data "GET / HTTP/1.1\\r\\nHost: a.test\\r\\n\\r\\n" unseen
                server  90ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 200000\\r\\n\\r\\n" + 4197 split unseen
                client  90.1ms   ACK unseen
                server  95ms     data 60000 split
                client  95.2ms   ACK win 0
                """
                    + READS_AGAIN))
        .anyMatch(finding -> finding.startsWith("critical zero-window 2.0"));
  }

  @Test
  void aServerThatDoesNotReadAnUpload() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     data "POST /up HTTP/1.1\\r\\nHost: a.test\\r\\nContent-Length: 100000\\r\\n\\r\\n" + 64181 split
                server  81ms     ACK win 0
                client  281ms    keep-alive 0
                server  321ms    ACK
                server  1081ms   ACK win 64128
                client  1081.1ms data 35819 split
                server  1121.1ms ACK
                server  1125ms   http-response 200 20
                client  1125.1ms ACK
                """))
        .containsExactly("critical zero-window 1 s by server-application in 48 52");
  }

  /** 128 bytes are too little to send: after a while a timer sends a segment cut to that. */
  private static String windowOf128Bytes(int sentBytes) {
    return """
        set capture near server
        client  0ms      handshake rtt 40ms
        client  40.1ms   http-request GET /
        server  41ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 100000\\r\\n\\r\\n" + 64197 split
        client  82ms     ACK win 128
        server  382ms    data %d
        client  422ms    ACK win 64128
        server  422.1ms  data %d split
        client  462.1ms  ACK
        """
        .formatted(sentBytes, 35803 - sentBytes);
  }

  @Test
  void aWindowSmallerThanASegmentIsNoPauseOfTheServer() {
    assertThat(findingsOf(windowOf128Bytes(128)))
        .singleElement()
        .asString()
        .startsWith("critical zero-window 340 ms by client-application");
  }

  @Test
  void aServerThatUsesLessThanThatWindowHadNoMoreToSend() {
    assertThat(findingsOf(windowOf128Bytes(20)).getFirst())
        .startsWith("critical response-trickle 300 ms by server-application");
  }

  /**
   * A window filled to its last byte; its ACK comes 60 ms late, after a needless probe.
   *
   * @param window what the late ACK leaves open
   */
  private static String filledWindow(int window) {
    return """
        set capture near server
        client  0ms      handshake rtt 20ms
        client  21ms     http-request GET /
        server  22ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 100000\\r\\n\\r\\n" + 64197 split
        server  98ms     data 62780..64240 again
        client  102ms    ACK win %d
        client  103ms    ACK win %1$d sack 62780..64240
        client  602ms    ACK win 64128
        server  602.1ms  data 35803 split
        client  622.1ms  ACK
        """
        .formatted(window);
  }

  @Test
  void anAckThatCameLateAndShutTheWindowIsTheReaders() {
    assertThat(findingsOf(filledWindow(0)))
        .singleElement()
        .asString()
        .startsWith("critical zero-window 55")
        .contains(" ms by client-application");
  }

  @Test
  void anAckThatCameLateAndLeftLittleOfTheWindowIsTheReaders() {
    assertThat(findingsOf(filledWindow(16_000)).toString())
        .contains("zero-window", "by client-application")
        .doesNotContain("delay-spike");
  }

  @Test
  void anAckThatCameLateAndLeftMostOfTheWindowIsThePaths() {
    assertThat(findingsOf(filledWindow(40_000)).toString())
        .contains("delay-spike 60 ms by network")
        .doesNotContain("zero-window");
  }

  @Test
  void anAckThatCameLateAndOpenedTheWindowIsThePaths() {
    assertThat(findingsOf(filledWindow(64128)).toString())
        .contains("delay-spike 60 ms by network")
        .doesNotContain("zero-window");
  }

  /**
   * Seen beside the client: eight flights that fill its window, each acknowledged after a while.
   *
   * @param lateMillis how long after its last byte
   */
  private static String flights(double lateMillis) {
    StringBuilder script =
        new StringBuilder(
            """
            set capture near client
            client 0ms  handshake rtt 40ms
            client 41ms http-request GET /
            server 82ms data "HTTP/1.1 200 OK\\r\\nContent-Length: 513920\\r\\n\\r\\n"
            client 82.1ms ACK
            """);
    for (int i = 0; i < 8; i++) {
      double at = 123 + i * (41 + lateMillis);
      script.append(
          "server %sms data 64240 split\nclient %sms ACK\n".formatted(at, at + lateMillis));
    }
    return script.toString();
  }

  @Test
  void acksThatTheReaderPutsOffEachTimeAreItsPauses() {
    assertThat(findingsOf(flights(30)))
        .satisfiesOnlyOnce(line -> assertThat(line).contains("zero-window", "client-application"))
        .noneMatch(line -> line.contains("receive-window-limited") && !line.startsWith("info"));
  }

  @Test
  void acksThatComeAtOnceLeaveTheWindowToBlame() {
    assertThat(findingsOf(flights(0.1)))
        .anyMatch(line -> line.contains("receive-window-limited"))
        .noneMatch(line -> line.contains("zero-window"));
  }
}
