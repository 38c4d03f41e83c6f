package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Silences that a probe for a lost tail ends (RFC 8985 section 7): no program thought or rested
 * meanwhile, and what answers the probe tells whether data or an ACK was lost.
 */
class ProbeScenariosTest {
  /** Beside a server, 60 ms from its client: it has answered with the first part of 6,792 bytes. */
  private static final String BEGUN_AT_THE_SERVER =
      """
      set capture near server
      client 0ms SYN ts 1000 0
      server 0.1ms SYN,ACK ts 9000 1000
      client 60ms ACK ts 1060 9000
      client 61ms http-request GET / ts 1061 9000
      server 62ms data "HTTP/1.1 200 OK\\r\\nContent-Length: 6792\\r\\n\\r\\n" + 1000 ts 9062 1061
      """;

  /**
   * An answer whose first segment is lost before the capture; the server begins it 1 ms after it
   * was asked.
   */
  private static String begun(int bodyBytes, String behind) {
    return """
    set capture near client
    client 0ms handshake rtt 120ms
    client 121ms http-request GET /a
    server 242ms data "HTTP/1.1 200 OK\\r\\nContent-Length: 600\\r\\n\\r\\n" + 600
    client 242.1ms ACK 640
    client 400ms http-request GET /b
    server 521ms data "HTTP/1.1 200 OK\\r\\nContent-Length: %d\\r\\n\\r\\n" + 1400 lost unseen
    """
            .formatted(bodyBytes)
        + behind;
  }

  @Test
  void aProbeBehindAHoleIsNoSlowServer() {
    assertThat(
            findingsOf(
                begun(
                    2860,
                    """
                    server 766ms data 1460
                    client 766.1ms ACK 640 sack 2081..3541
                    server 887ms data 640..2081 again
                    client 887.1ms ACK
                    """)))
        .anyMatch(line -> line.startsWith("critical tail-loss 246 ms by network"))
        .noneMatch(line -> line.contains("slow-server-response"));
  }

  @Test
  void aServerThatIsSlowAndLosesTheFirstOfManyPacketsIsSlow() {
    assertThat(
            findingsOf(
                begun(
                    5780,
                    """
                    server 766ms data 4380 split
                    client 766.1ms ACK 640 sack 2081..6461
                    server 887ms data 640..2081 again
                    client 887.1ms ACK
                    """)))
        .anyMatch(line -> line.startsWith("critical slow-server-response 246 ms"))
        .noneMatch(line -> line.contains("tail-loss"));
  }

  /** Two segments are under way, and when nothing is heard a probe follows, with new data. */
  private static String probedWithNewData(String secondFate, String answer) {
    return BEGUN_AT_THE_SERVER
        + """
    client 122ms ACK ts 1122 9062
    server 123ms data 1448 ts 9123 1122
    server 123.1ms data 1448 ts 9124 1122 %s
    server 245ms data 1448 ts 9245 1122
    %s
    client 470ms ACK ts 1470 9410
    """
            .formatted(secondFate, answer);
  }

  @Test
  void anAckThatEchoesTheProbeTellsOfAnAckThatWasLost() {
    assertThat(
            findingsOf(
                probedWithNewData(
                    "", "client 306ms ACK ts 1306 9245\nserver 410ms data 1448 ts 9410 1306")))
        .anyMatch(line -> line.contains("spurious-retransmission"))
        .noneMatch(line -> line.contains("delay-spike"));
    assertThat(
            findingsOf(
                probedWithNewData(
                    "", "client 306ms ACK ts 1306 9123\nserver 410ms data 1448 ts 9410 1306")))
        .anyMatch(line -> line.contains("delay-spike"))
        .noneMatch(line -> line.contains("spurious-retransmission"));
  }

  @Test
  void anAnswerToAProbeThatNamesAHoleTellsOfALoss() {
    assertThat(
            findingsOf(
                probedWithNewData(
                    "lost",
                    """
                    client 306ms ACK 2489 ts 1306 9123 sack 3937..5385
                    server 307ms data 1448 ts 9307 1306
                    client 367ms ACK 2489 ts 1367 9123 sack 3937..6833
                    server 410ms data 2489..3937 again ts 9410 1367\
                    """)))
        .isNotEmpty()
        .noneMatch(line -> line.contains("delay-spike"));
  }

  @Test
  void aSenderThatLearnsOfTheHoleByItsProbeMayGoOnBeforeItRepairs() {
    assertThat(
            findingsOf(
                begun(
                    5780,
                    """
                    server 766ms data 1460
                    client 766.1ms ACK 640 sack 2081..3541
                    server 887ms data 1460
                    client 887.1ms ACK 640 sack 2081..5001
                    server 888ms data 640..2081 again
                    client 888.1ms ACK
                    server 1009ms data 1460
                    client 1009.1ms ACK
                    """)))
        .noneMatch(line -> line.contains("slow-server-response"))
        .anyMatch(line -> line.contains("tail-loss"));
  }

  /** The probe echoes an old word, as the ACKs since were lost too. */
  @Test
  void aProbeAmidAnAnswerIsNoHeldPath() {
    assertThat(
            findingsOf(
                """
                set capture near client
                client 0ms SYN ts 1000 0
                server 100ms SYN,ACK ts 5050 1000
                client 100.1ms ACK ts 1100 5050
                client 101ms http-request GET / ts 1101 5050
                server 202ms data "HTTP/1.1 200 OK\\r\\nContent-Length: 8640\\r\\n\\r\\n" + 1400 ts 5152 1101
                client 202.1ms ACK ts 1202 5152
                server 303ms data 1448 ts 5253 1202
                client 303.1ms ACK ts 1303 5253
                server 303.5ms data 1448 ts 5253 1202
                client 303.6ms ACK ts 1304 5253
                server 303.7ms data 1448 ts 5253 1202 lost unseen
                server 514ms data 1448 ts 5464 1202
                client 514.1ms ACK 4337 ts 1514 5253 sack 5785..7233
                server 615ms data 1448 ts 5565 1514
                client 615.1ms ACK 4337 ts 1615 5253 sack 5785..8681
                server 616ms data 4337..5785 again ts 5566 1514
                client 616.1ms ACK ts 1616 5566
                """))
        .anyMatch(line -> line.contains("tail-loss"))
        .noneMatch(line -> line.contains("delay-spike"));
  }

  /** A client that says something now and then, and how it answers the segment before. */
  private static String talking(String answer) {
    return BEGUN_AT_THE_SERVER
        + """
        client 122ms data 20 ts 1122 9062
        server 123ms data 1448 ts 9123 1122
        server 123.1ms data 1448 ts 9124 1122
        server 245ms data 1448 ts 9245 1122
        client 306ms %s ts 1306 9245
        server 410ms data 1448 ts 9410 1306
        client 470ms data 20 ts 1470 9410
        """
            .formatted(answer);
  }

  @Test
  void whereNoBareAckWasCapturedNoneIsMissed() {
    assertThat(findingsOf(talking("data 20")))
        .noneMatch(line -> line.contains("spurious") || line.contains("sender-pause"));
    assertThat(findingsOf(talking("ACK"))).anyMatch(line -> line.contains("spurious"));
  }
}
