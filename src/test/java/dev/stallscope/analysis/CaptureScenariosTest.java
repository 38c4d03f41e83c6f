package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingOf;
import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static dev.stallscope.analysis.ScriptedFindings.notesOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a capture itself got wrong, from packets to findings, with near misses (STALLS 0.5, 8). */
class CaptureScenariosTest {
  private static final String CALL =
      """
      client 0ms handshake rtt 40ms
      client 41ms http-request GET /
      server 81ms http-response 200 5000 split
      client 81.1ms ACK
      """;

  private static List<String> all(String script) {
    return Stream.concat(findingsOf(script).stream(), notesOf(script).stream()).toList();
  }

  @Test
  void aHealthyCallIsCapturedWell() {
    assertThat(all(CALL)).isEmpty();
  }

  @Test
  void timeThatRunsBackwardsIsAStep() {
    assertThat(
            all(
                "set order script\n"
                    + CALL
                    + """
                    client 3000ms http-request GET /later
                    server 2540ms http-response 200 100
                    client 2540.1ms ACK
                    """))
        .containsExactly("minor capture-clock-step 0 ns by who-captures in 11");
  }

  @Test
  void aTimeThatWasWrongForOnePacketIsNoWait() {
    assertThat(
            all(
                """
                set order script
                client 0ms SYN
                server 5040ms SYN,ACK
                client 40ms ACK
                client 41ms http-request GET /
                server 4081ms ACK
                server 90ms http-response 200 500
                client 91ms ACK
                """))
        .containsExactly("minor capture-clock-step 0 ns by who-captures in 3 6");
  }

  @Test
  void nobodyIsBlamedForATimeThatTheClockWentThroughTwice() {
    assertThat(
            all(
                """
                set order script
                client 3000ms handshake rtt 40ms
                client 3041ms data "POST /up HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 4000\\r\\n\\r\\n"
                server 3081ms ACK
                client 4041ms data 1000
                client 4041.1ms data 1000
                client 4041.2ms data 1000
                client 4041.3ms data 500
                client 4041.4ms data 400
                client 2041.5ms data 100
                server 2081ms ACK
                server 2200ms http-response 200 500
                client 2200.1ms ACK
                """))
        .containsExactly("minor capture-clock-step 0 ns by who-captures in 11");
  }

  @Test
  void aStepBackFarBehindAWaitLeavesItsLength() {
    assertThat(
            all(
                """
                set order script
                client 0ms handshake rtt 40ms
                client 41ms http-request GET /
                server 81ms ACK
                server 1081ms http-response 200 500
                client 1081.1ms ACK
                client 1200ms http-request GET /b
                server 1240ms http-response 200 500
                client 1240.1ms ACK
                client 1300ms http-request GET /c
                server 1340ms http-response 200 500
                client 1340.1ms ACK
                client 1200ms http-request GET /d
                server 1240ms http-response 200 500
                client 1240.1ms ACK
                """))
        .contains("critical slow-server-response 1 s by server-application in 5 6");
  }

  @Test
  void theFirstPacketThatWasCutIsTheProof() {
    assertThat(
            notesOf(
                """
                set snaplen 96
                client 0ms handshake rtt 40ms
                client 41ms http-request GET /
                server 81ms http-response 200 5000 split
                client 81.1ms ACK
                """))
        .contains("info capture-truncated-packets 0 ns by who-captures in 5");
  }

  @Test
  void aRequestWhoseEndWasCutIsNoTrickle() {
    assertThat(
            findingsOf(
                """
                client 0ms handshake rtt 40ms
                set snaplen 90
                client 41ms http-request GET /status
                set snaplen 54
                server 81ms http-response 200 300
                client 81.1ms ACK
                client 2081ms http-request GET /status
                server 2121ms http-response 200 300
                client 2121.1ms ACK
                set snaplen 1500
                client 4121ms http-request GET /status
                server 4161ms http-response 200 300
                client 4161.1ms ACK
                """))
        .isEmpty();
  }

  @Test
  void aRequestWhoseEndWasReadTrickles() {
    assertThat(
            findingsOf(
                """
                set snaplen 200
                client 0ms handshake rtt 40ms
                client 41ms data "POST /up HTTP/1.1\\r\\nContent-Length: 3000\\r\\n\\r\\n" + 1000
                server 81ms ACK
                client 2081ms data 2000
                server 2121ms http-response 200 300
                client 2121.1ms ACK
                """))
        .singleElement()
        .asString()
        .contains("request-trickle");
  }

  @Test
  void anAnswerFoundBehindOnesThatWereCutIsNotSlow() {
    assertThat(
            findingsOf(
                """
                client 0ms handshake rtt 40ms
                set snaplen 56
                client 41ms http-request GET /first
                server 81ms http-response 200 300
                client 81.1ms ACK
                set snaplen 300
                client 181ms http-request GET /part
                set snaplen 56
                server 221ms http-response 200 300
                client 221.1ms ACK
                client 521ms http-request GET /part
                set snaplen 300
                server 561ms http-response 200 300
                client 561.1ms ACK
                """))
        .isEmpty();
  }

  @Test
  void anAnswerBehindNothingCutMayBeSlow() {
    assertThat(
            findingsOf(
                """
                client 0ms handshake rtt 40ms
                set snaplen 56
                client 41ms http-request GET /first
                server 81ms http-response 200 300
                client 81.1ms ACK
                set snaplen 300
                client 181ms http-request GET /part
                server 221ms ACK
                server 561ms http-response 200 300
                client 561.1ms ACK
                """))
        .singleElement()
        .asString()
        .contains("slow-server-response 340 ms");
  }

  @Test
  void nobodyIsBlamedWhereWhoOpenedTheConnectionAnswersOnIt() {
    assertThat(
            findingsOf(
                """
                client 0ms SYN
                server 7ms SYN,ACK
                client 947ms ACK
                server 960ms http-request GET /search
                client 1900ms ACK
                client 2900ms http-response 200 500
                server 2907ms ACK
                """))
        .noneMatch(line -> line.contains("slow-server-response"));
  }

  @Test
  void aSwapWithinAMillisecondIsTheTaps() {
    assertThat(
            all(
                "set order script\n"
                    + """
                    client 0ms handshake rtt 40ms
                    client 41ms http-request GET /
                    client 81.3ms ACK 5000
                    server 81ms http-response 200 5000 split
                    """))
        .noneMatch(line -> line.contains("capture-clock-step"));
  }

  @Test
  void deliveredDataThatWereNotCapturedAreDrops() {
    assertThat(
            all(
                """
                client 0ms handshake rtt 40ms
                client 41ms http-request GET /
                server 81ms data "HTTP/1.1 200 OK\\r\\nContent-Length: 20000\\r\\n\\r\\n" + 8000 split
                server 82ms data 8041..12000 unseen
                server 83ms data 12000..20041 split
                client 84ms ACK 20041
                """))
        .anyMatch(line -> line.contains("capture-dropped-packets"))
        .noneMatch(line -> line.contains("packet-loss"));
  }

  @Test
  void missedDataAreProvedByTheirAckAndNotByAConnectionsFirstPacket() {
    assertThat(
            findingOf(
                    "capture-dropped-packets",
                    """
                    client 0ms handshake rtt 40ms
                    client 41ms http-request GET /
                    server 81ms data "HTTP/1.1 200 OK\\r\\nContent-Length: 20000\\r\\n\\r\\n" + 8000 split
                    client 81.5ms ACK
                    server 82ms data 8041..12000 unseen
                    server 83ms data 12000..20041 split
                    client 84ms ACK 20041
                    client 300ms FIN
                    """)
                .packets())
        .containsExactly(17);
  }

  @Test
  void dataThatFollowTheirAckAtOnceWereOnlySwapped() {
    assertThat(
            all(
                """
                client 0ms handshake rtt 40ms
                client 41ms http-request GET /
                client 81ms ACK 1100
                server 81.5ms data "HTTP/1.1 200 OK\\r\\nContent-Length: 1062\\r\\n\\r\\n" + 1062
                client 82ms ACK
                """))
        .noneMatch(line -> line.contains("capture-dropped-packets"));
  }

  @Test
  void everyPacketTwiceIsADuplicateOfTheCapture() {
    assertThat(
            all(
                """
                client 0ms SYN twice 30us
                server 40ms SYN,ACK twice 30us
                client 40.1ms ACK twice 30us
                client 41ms http-request GET / twice 30us
                server 81ms http-response 200 900 twice 30us
                client 81.1ms ACK twice 30us
                """))
        .singleElement()
        .asString()
        .startsWith("info capture-duplicate-packets");
  }

  @Test
  void aSegmentSentAgainIsNoDuplicateOfTheCapture() {
    assertThat(
            all(
                """
                client 0ms handshake rtt 40ms
                client 41ms http-request GET / id 7
                client 42ms data 0..30 again id 8
                server 82ms http-response 200 900
                client 82.1ms ACK
                """))
        .noneMatch(line -> line.contains("capture-duplicate-packets"));
  }

  @Test
  void framesBeyondTheSegmentSizeShowOffload() {
    assertThat(
            all(
                """
                client 0ms handshake rtt 40ms
                client 41ms http-request GET /
                server 81ms http-response 200 5000
                client 81.1ms ACK
                """))
        .singleElement()
        .asString()
        .startsWith("info capture-offloaded-segments");
  }

  @Test
  void contentsThatWereCutAreNotJudged() {
    assertThat(all("set snaplen 96\n" + CALL))
        .singleElement()
        .asString()
        .startsWith("info capture-truncated-packets");
  }

  @Test
  void oneDirectionAloneIsHalfACapture() {
    assertThat(
            all(
                """
                client 0ms SYN
                server 40ms SYN,ACK unseen
                client 40.1ms ACK
                client 41ms http-request GET /
                server 81ms http-response 200 200000 unseen
                client 90ms ACK 100000
                client 95ms ACK 200062
                client 2000ms http-request GET /next
                server 2040ms http-response 200 20000 unseen
                client 2041ms ACK
                """))
        .singleElement()
        .asString()
        .contains("capture-one-sided");
  }

  @Test
  void aUploadWithFewAnswersHasBothDirections() {
    assertThat(
            all(
                """
                client 0ms handshake rtt 40ms
                client 41ms data "PUT /f HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 50000\\r\\n\\r\\n" + 50000 rtt 40ms
                server +45ms http-response 200 10
                client +0.1ms ACK
                """))
        .noneMatch(line -> line.contains("capture-one-sided"));
  }

  @Test
  void aConnectionJoinedInTheMiddleIsNoFault() {
    assertThat(
            all(
                """
                client 41ms http-request GET /
                server 81ms http-response 200 900
                client 81.1ms ACK
                client 141ms http-request GET /
                server 181ms http-response 200 900
                client 181.1ms ACK
                """))
        .isEmpty();
  }

  @Test
  void anAnswerThatTheCaptureMissedIsNoMissingAnswer() {
    assertThat(
            findingsOf(
                """
                client 0ms handshake rtt 40ms
                client 41ms data "GET / HTTP/1.1\\r\\nHost: a.test\\r\\n\\r\\n"
                server 81ms data "HTTP/1.1 200 OK\\r\\nContent-Length: 20\\r\\n\\r\\n" + 20 unseen
                client 81.1ms ACK
                client 3000ms FIN
                server 3040ms FIN
                client 3040.1ms ACK
                """))
        .containsExactly("minor capture-dropped-packets 0 ns by who-captures in 5 6");
  }

  @Test
  void anAnswerThatNeverCameIsStillMissed() {
    assertThat(
            findingsOf(
                """
                client 0ms handshake rtt 40ms
                client 41ms data "GET / HTTP/1.1\\r\\nHost: a.test\\r\\n\\r\\n"
                server 81ms ACK
                client 3000ms FIN
                server 3040ms FIN
                client 3040.1ms ACK
                """))
        .first()
        .asString()
        .startsWith("critical slow-server-response");
  }

  private static final String CONSTANT_FLIGHTS =
      """
      set capture near server
      set client window 65000
      %s
      client 40.1ms http-request GET /
      server 45ms data "HTTP/1.1 200 OK\\r\\nContent-Length: 300000\\r\\n\\r\\n" + 300000 rtt 40ms flight 10 max 10 %s
      """;

  @Test
  void flightsOfOneSizeAreTheSendersBuffer() {
    assertThat(findingsOf(CONSTANT_FLIGHTS.formatted("client 0ms handshake rtt 40ms", "")))
        .anyMatch(line -> line.contains("send-buffer-limited"));
  }

  @Test
  void whereTheWindowsScaleIsUnknownTheyMayBeTheReceivers() {
    assertThat(findingsOf(CONSTANT_FLIGHTS.formatted("", "")))
        .noneMatch(line -> line.contains("send-buffer-limited"));
  }

  @Test
  void whereTheSenderObeysMarksTheyAreThePaths() {
    assertThat(findingsOf(CONSTANT_FLIGHTS.formatted("client 0ms handshake rtt 40ms", "cwr")))
        .noneMatch(line -> line.contains("send-buffer-limited"));
  }
}
