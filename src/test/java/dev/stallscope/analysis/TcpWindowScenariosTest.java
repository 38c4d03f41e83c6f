package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Windows, buffers and acknowledgments, from packets to findings, for downloads and uploads (STALLS
 * 8: R01 to R04, W01 to W05, K01, K02).
 */
class TcpWindowScenariosTest {
  @Test
  void aClientThatDoesNotRead() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET /
                server  90ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 200000\\r\\n\\r\\n" + 64197 split
                client  90.2ms   ACK win 0
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
                expect  stall 90.2ms..2130ms zero-window
                """))
        .containsExactly("critical zero-window 2.04 s by client-application in 49 55");
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

  /**
   * A download of which the first bytes of each packet were kept.
   *
   * @param settings of the capture
   */
  private static String download(String settings) {
    return """
        %s
        client  0ms      handshake rtt 40ms
        client  41ms     http-request GET /
        server  82ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 600000\\r\\n\\r\\n" + 600000 rtt 40ms
        """
        .formatted(settings);
  }

  @Test
  void aWindowScaleThatTheCaptureCutIsUnknown() {
    assertThat(findingsOf(download("set window 4000000\nset snaplen 58"))).isEmpty();
  }

  @Test
  void aWindowScaleThatNobodyOfferedIsOff() {
    assertThat(findingsOf(download("set window-scale off\nset window 8760")))
        .singleElement()
        .asString()
        .contains("receive-window-limited");
  }

  @Test
  void aSmallWindowOfTheClientSeenAtTheServer() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms      handshake rtt 100ms
                client  100.1ms  http-request GET /
                server  105ms    data "HTTP/1.1 200 OK\\r\\nContent-Length: 2000000\\r\\n\\r\\n" + 2000000 rtt 100ms max 44
                """))
        .containsExactly("critical receive-window-limited 2.4 s by client-application in 89 2002");
  }

  @Test
  void aSmallWindowOfTheClientSeenAtTheClient() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 100ms
                client  100.1ms  http-request GET /
                server  205ms    data "HTTP/1.1 200 OK\\r\\nContent-Length: 2000000\\r\\n\\r\\n" + 2000000 rtt 100ms max 44
                """))
        .containsExactly(
            "critical receive-window-limited 2.06 s by client-application in 109 110 175 176");
  }

  /** An upload in which each round trip fills the window; then a window that was seen before. */
  private static String uploadIntoWindows(int window, int last) {
    return """
        client  0ms      handshake rtt 40ms
        client  41ms     data "POST /up HTTP/1.1\\r\\nHost: a.test\\r\\nContent-Length: %3$d\\r\\n\\r\\n" + 16000 split
        server  81ms     ACK win 256000
        client  81.1ms   data 256000 split
        server  121.1ms  ACK win %1$d
        client  121.2ms  data %1$d split
        server  161.2ms  ACK win %1$d
        client  161.3ms  data %1$d split
        server  201.3ms  ACK win %1$d
        client  201.4ms  data %1$d split
        server  241.4ms  ACK win %2$d
        client  241.5ms  data %2$d split
        server  281.5ms  ACK
        server  285ms    http-response 200 20
        client  285.1ms  ACK
        """
        .formatted(window, last, 16_000 + 256_000 + 3 * window + last);
  }

  @Test
  void aWindowThatShrankAndGrewAgainHeldWhatNobodyRead() {
    assertThat(findingsOf(uploadIntoWindows(128_000, 256_000)))
        .anyMatch(line -> line.contains("zero-window"))
        .anyMatch(line -> line.contains("by server-application"))
        .noneMatch(line -> line.contains("receive-window-limited"));
  }

  @Test
  void aWindowThatLacksWhatTheHostJustTookInIsASmallBuffer() {
    assertThat(findingsOf(uploadIntoWindows(192_000, 256_000)))
        .anyMatch(line -> line.contains("receive-window-limited"))
        .noneMatch(line -> line.contains("zero-window"));
  }

  @Test
  void aWindowThatShrankForGoodMayBeASmallerBuffer() {
    assertThat(findingsOf(uploadIntoWindows(128_000, 128_000)))
        .anyMatch(line -> line.contains("receive-window-limited"))
        .noneMatch(line -> line.contains("zero-window"));
  }

  @Test
  void aSmallWindowOfTheServerHoldsUpAnUpload() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 100ms
                client  100.1ms  data "POST /up HTTP/1.1\\r\\nHost: a.test\\r\\nContent-Length: 2000000\\r\\n\\r\\n" + 2000000 rtt 100ms max 44
                server  3404ms   http-response 200 20
                client  3404ms   ACK
                """))
        .containsExactly("critical receive-window-limited 2.4 s by server-application in 88 2001");
  }

  @Test
  void withoutWindowScalingNobodysProgramIsToBlame() {
    assertThat(
            findingsOf(
                """
                set client window-scale off
                set client window 65535
                set capture near server
                client  0ms      handshake rtt 100ms
                client  100.1ms  http-request GET /
                server  105ms    data "HTTP/1.1 200 OK\\r\\nContent-Length: 2000000\\r\\n\\r\\n" + 2000000 rtt 100ms max 44
                """))
        .containsExactly("critical receive-window-limited 2.4 s by network in 89 2002");
  }

  @Test
  void aProgramThatSuppliesLittleIsNotTheWindow() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms      handshake rtt 40ms
                client  40.1ms   http-request GET /
                server  45ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 100000\\r\\n\\r\\n" + 10000 split
                client  85.1ms   ACK
                repeat 9 every 100ms
                server  145ms    data 10000 split
                client  185.1ms  ACK
                end
                """))
        .containsExactly("critical response-trickle 900 ms by server-application in 11 77");
  }

  @Test
  void aSmallSendBufferOfTheServer() {
    assertThat(findingsOf(smallSendBuffer(1_000_000)))
        .containsExactly("critical send-buffer-limited 5 s by server-application in 31 1022");
  }

  @Test
  void theRoundsThatShowASmallSendBufferCountToo() {
    assertThat(findingsOf(smallSendBuffer(120_000)))
        .containsExactly("major send-buffer-limited 300 ms by server-application in 31 122");
  }

  private static String smallSendBuffer(int bytes) {
    return """
        set capture near server
        set client window 1000000
        client  0ms      handshake rtt 100ms
        client  100.1ms  http-request GET /
        server  105ms    data "HTTP/1.1 200 OK\\r\\nContent-Length: %1$d\\r\\n\\r\\n" + %1$d rtt 100ms max 12
        """
        .formatted(bytes);
  }

  @Test
  void aSmallSendBufferOfTheClientHoldsUpAnUpload() {
    assertThat(
            findingsOf(
                """
                set server window 1000000
                client  0ms      handshake rtt 100ms
                client  100.1ms  data "POST /up HTTP/1.1\\r\\nHost: a.test\\r\\nContent-Length: 1000000\\r\\n\\r\\n" + 1000000 rtt 100ms max 12
                server  5904ms   http-response 200 20
                client  5904ms   ACK
                """))
        .containsExactly("critical send-buffer-limited 5 s by client-application in 30 1021");
  }

  @Test
  void aFlightThatStaysSmallAfterALossIsNoSendBuffer() {
    assertThat(
            findingsOf(
                """
                set capture near server
                set client window 1000000
                client  0ms      handshake rtt 100ms
                client  100.1ms  http-request GET /
                server  105ms    data "HTTP/1.1 200 OK\\r\\nContent-Length: 1014600\\r\\n\\r\\n" + 1416
                server  105.1ms  data 1460..2920 lost
                server  105.2ms  data 2920..7300 split
                client  205ms    ACK 1460
                client  205.1ms  ACK 1460 sack 2920..4380
                client  205.2ms  ACK 1460 sack 2920..5840
                client  205.3ms  ACK 1460 sack 2920..7300
                server  205.4ms  data 1460..2920 again
                client  305.4ms  ACK 7300
                server  305.5ms  data 1007344 rtt 100ms max 12
                """))
        .isEmpty();
  }

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
  void smallWritesOfTheServerWaitForDelayedAcks() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET /a
                server  90ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 200\\r\\n\\r\\n"
                client  130ms    ACK
                server  170ms    data 200
                client  170.1ms  ACK
                client  241ms    http-request GET /b
                server  290ms    data "HTTP/1.1 200 OK\\r\\nContent-Length: 200\\r\\n\\r\\n"
                client  330ms    ACK
                server  370ms    data 200
                client  370.1ms  ACK
                """))
        .containsExactly("major nagle-delayed-ack 80 ms by server-application in 5 6 10 11");
  }

  @Test
  void smallWritesOfTheClientWaitForDelayedAcks() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                repeat 3 every 300ms
                client  50ms     data "POST /up HTTP/1.1\\r\\nHost: a.test\\r\\nContent-Length: 200\\r\\n\\r\\n"
                server  130ms    ACK
                client  130.1ms  data 200
                server  170.1ms  http-response 200 20
                client  170.2ms  ACK
                end
                """))
        .containsExactly("major nagle-delayed-ack 120 ms by client-application in 4 5 9 10");
  }

  @Test
  void aServerThatWorksFortyMillisecondsIsNoDelayedAck() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET /
                server  121ms    http-response 200 200
                client  121.1ms  ACK
                client  200ms    http-request GET /b
                server  280ms    http-response 200 200
                client  280.1ms  ACK
                """))
        .isEmpty();
  }

  @Test
  void oneSegmentAtATimeWaitsForDelayedAcks() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms      handshake rtt 20ms
                client  20.1ms   http-request GET /
                server  25ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 14600\\r\\n\\r\\n" + 1417
                client  85ms     ACK
                repeat 9 every 60.1ms
                server  85.1ms   data 1460
                client  145.1ms  ACK
                end
                """))
        .containsExactly("critical delayed-ack 320 ms by client-application in 7 8 9 10");
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
