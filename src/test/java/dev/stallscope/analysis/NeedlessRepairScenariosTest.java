package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What was sent again though it had come (RFC 2883), and what the silence before it was. */
class NeedlessRepairScenariosTest {
  /** The first third of an answer. */
  private static final String FIRST_FLIGHT =
      """
      client  0ms      handshake rtt 40ms
      client  41ms     http-request GET /
      server  81ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 43758\\r\\n\\r\\n" + 14558 split
      client  81.5ms   ACK
      """;

  /** The server asks its timer three times before anything of the client comes. */
  private static String silentClient(String answers) {
    return """
        client  0ms      handshake rtt 40ms
        client  41ms     http-request GET /
        server  82ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 506\\r\\n\\r\\n" + 206 lost
        server  400ms    data 0..245 again lost
        server  1000ms   data 0..245 again lost
        server  2200ms   data 0..245 again
        """
        + answers
        + """
        server  3041ms   data 300
        client  3041.1ms ACK
        """;
  }

  @Test
  void aClientThatTellsOfEachCopyHadThemAll() {
    assertThat(
            findingsOf(
                silentClient(
                    """
                    client  3000ms   ACK 245 sack 0..245
                    client  3000.1ms ACK 245 sack 0..245
                    client  3000.2ms ACK 245 sack 0..245
                    """)))
        .noneMatch(line -> line.contains("path-outage") || line.contains("retransmission-timeout"))
        .anyMatch(line -> line.contains("spurious-retransmission"));
  }

  @Test
  void aClientThatTellsOfOneCopyHadTwo() {
    assertThat(findingsOf(silentClient("client  2201ms   ACK 245 sack 0..245\n")))
        .anyMatch(line -> line.contains("path-outage"));
  }

  /**
   * The ACK of what was sent at 45 ms gets lost.
   *
   * @param bytes of the answer; the first 1,000 are sent then, the others when an ACK has come
   */
  private static String lostAck(int bytes) {
    return """
        set capture near server
        client  0ms      handshake rtt 40ms
        client  40.1ms   http-request GET /
        server  45ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: %d\\r\\n\\r\\n" + 1000
        server  285ms    data 0..1041 again
        client  325ms    ACK sack 0..1041
        """
        .formatted(bytes);
  }

  @Test
  void anAckIsLostAndDataSentAgainForNothing() {
    assertThat(
            findingsOf(
                lostAck(2000)
                    + """
                    server  325.1ms  data 1000
                    client  365.1ms  ACK
                    """))
        .containsExactly("critical spurious-retransmission 240 ms by network in 5 7");
  }

  @Test
  void anAnswerThatHadArrivedHoldsNobodyUpWhenItIsSentAgain() {
    assertThat(
            findingsOf(
                lostAck(1000)
                    + """
                    client  330ms    http-request GET /b
                    server  335ms    http-response 200 1000
                    client  375ms    ACK
                    """))
        .isEmpty();
  }

  @Test
  void aSilenceThatAlsoSwallowedDataIsAnOutageThoughTheRepetitionWasNeedless() {
    assertThat(
            findingsOf(
                FIRST_FLIGHT
                    + """
                server  121ms    data 14600..29200 split
                client  121.5ms  ACK 29200
                server  1921ms   data 14600..16060 again
                client  1921.1ms ACK 29200
                server  1961ms   data 36500..40880 split
                client  1961.1ms ACK 29200 sack 36500..40880
                server  2001ms   data 29200..36500 split
                client  2001.1ms ACK 40880
                server  2002ms   data 40880..43800 split
                client  2002.1ms ACK
                """))
        .first()
        .asString()
        .startsWith("critical path-outage 1.76 s by network");
  }

  @Test
  void aNeedlessCopyAmidDataThatComeIsNoOutage() {
    assertThat(
            findingsOf(
                FIRST_FLIGHT
                    + """
                server  121ms    data 14600..20440 split
                client  121.2ms  ACK 20440
                server  121.4ms  data 21900..29200 split
                client  121.5ms  ACK 20440 sack 21900..29200
                server  124ms    data 14600..16060 again
                client  124.1ms  ACK 20440 sack 14600..16060,21900..29200
                server  134ms    data 16060..17520 again
                client  134.1ms  ACK 20440 sack 16060..17520,21900..29200
                server  144ms    data 36500..37960
                client  144.1ms  ACK 20440 sack 36500..37960,21900..29200
                server  154ms    data 37960..39420
                client  154.1ms  ACK 20440 sack 36500..39420,21900..29200
                server  164ms    data 20440..21900
                client  164.1ms  ACK 29200 sack 36500..39420
                server  174ms    data 29200..36500 split
                client  174.1ms  ACK 39420
                server  175ms    data 39420..43800 split
                client  175.1ms  ACK
                """))
        .noneMatch(finding -> finding.contains("path-outage"));
  }

  @Test
  void copiesOfWhichEachIsReportedAsNeedlessPassedAllOfThem() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET /
                server  42ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 202\\r\\n\\r\\n"
                server  42.1ms   data 40..242
                server  144ms    data 40..242 again
                server  396ms    data 0..242 again
                server  900ms    data 0..242 again
                server  1900ms   data 0..242 again
                server  3900ms   data 0..242 again
                client  4700ms   ACK sack 40..242
                client  4700.1ms ACK sack 0..242
                client  4700.2ms ACK sack 0..242
                client  4700.3ms ACK sack 0..242
                client  4700.4ms ACK sack 0..242
                """))
        .noneMatch(finding -> finding.contains("path-outage"));
  }

  /** A request that came, and was sent again: what the server says then. */
  private static String askedAgain(String answer) {
    return """
        client  0ms      handshake rtt 20ms
        client  21ms     data "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"
        server  42ms     http-response 200 100
        client  42.1ms   ACK
        client  100ms    data "GET /b HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"
        %s
        client  3600.1ms ACK
        """
        .formatted(answer);
  }

  @Test
  void behindALostAnswerNoPathStoodStill() {
    assertThat(
            findingsOf(
                askedAgain(
                    """
                    server  121ms    http-response 200 100 lost unseen
                    client  3100ms   data 27..55 again
                    server  3101.5ms ACK 55 sack 27..55
                    server  3600ms   data 141..282 again
                    """)))
        .contains("critical spurious-retransmission 2.98 s by network in 7 8")
        .noneMatch(line -> line.contains("delay-spike"));
  }

  @Test
  void withoutALostAnswerItIsTheServerThatIsSlow() {
    assertThat(
            findingsOf(
                askedAgain(
                    """
                    client  3100ms   data 27..55 again
                    server  3101.5ms ACK 55 sack 27..55
                    server  3600ms   http-response 200 100
                    """)))
        .containsExactly("critical slow-server-response 3.48 s by server-application in 7 10");
  }
}
