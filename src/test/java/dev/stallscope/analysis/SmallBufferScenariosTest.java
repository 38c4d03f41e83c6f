package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingOf;
import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Receive windows and send buffers that are too small for their path, from packets to findings, for
 * downloads and uploads (STALLS 8: R03, R04, W05).
 */
class SmallBufferScenariosTest {
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

  /** Small windows hold an upload up; then the window grows, and more than it takes is not sent. */
  private static String uploadIntoSmallWindows(int last) {
    return """
        client  0ms      handshake rtt 40ms
        client  41ms     data "POST /up HTTP/1.1\\r\\nHost: a.test\\r\\nContent-Length: %2$d\\r\\n\\r\\n" + 1000
        server  81ms     ACK win 29200
        client  81.1ms   data 29200 split
        server  121.1ms  ACK win 29200
        client  121.2ms  data 29200 split
        server  161.2ms  ACK win 29200
        client  161.3ms  data 29200 split
        server  201.3ms  ACK win 29200
        client  201.4ms  data 29200 split
        server  241.4ms  ACK win 217000
        client  241.5ms  data %1$d split
        server  281.5ms  ACK win 217000
        server  285ms    http-response 200 20
        client  285.1ms  ACK
        """
        .formatted(last, 1000 + 4 * 29_200 + last);
  }

  @Test
  void theWindowThatLimitedIsToldAndNotALargerOneThatNothingFilled() {
    assertThat(findingOf("receive-window-limited", uploadIntoSmallWindows(5000)).explanation())
        .contains("allows 29.2 kB in flight");
    assertThat(findingOf("receive-window-limited", uploadIntoSmallWindows(217_000)).explanation())
        .contains("allows 217 kB in flight");
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
}
