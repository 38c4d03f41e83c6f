package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingOf;
import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Times in which a path carries nothing, from packets to findings, and how long somebody waits for
 * it (STALLS 8: L03, L04).
 */
class PathOutageScenariosTest {
  @Test
  void aRequestOnAConnectionThatDiedMeanwhileMeetsAnOutage() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 30ms
                client  31ms     data "GET /a HTTP/1.1\\r\\nHost: a.test\\r\\n\\r\\n"
                server  62ms     http-response 200 20
                client  62.1ms   ACK
                client  2000ms   data "GET /b HTTP/1.1\\r\\nHost: a.test\\r\\n\\r\\n" lost
                client  2240ms   data 33..66 again lost
                client  2480ms   data 33..66 again lost
                client  2960ms   data 33..66 again lost
                client  3920ms   data 33..66 again lost
                """))
        .containsExactly("critical path-outage 1.89 s by network in 7 11");
  }

  @Test
  void theWaitUntilAClientGivesUpADeadConnectionIsTheOutages() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 30ms
                client  31ms     data "GET /b HTTP/1.1\\r\\nHost: a.test\\r\\n\\r\\n" lost
                client  271ms    data 0..33 again lost
                client  511ms    data 0..33 again lost
                client  991ms    data 0..33 again lost
                client  1951ms   data 0..33 again lost
                client  3031ms   RST
                """))
        .containsExactly("critical path-outage 2.97 s by network in 4 8 9");
  }

  private static final String UNHEARD =
      """
      a: client  0ms      handshake rtt 30ms
      a: client  31ms     http-request GET /a
      a: server  62ms     http-response 200 20
      a: client  62.1ms   ACK
      a: client  1000ms   http-request GET /b lost
      a: client  1240ms   data 39..78 again lost
      a: client  1480ms   data 39..78 again lost
      a: client  1960ms   data 39..78 again lost
      a: client  2920ms   data 39..78 again lost
      """;

  private static String secondAttempt(int millis) {
    return """
        b: client  %dms   handshake rtt 30ms
        b: client  +1ms   http-request GET /b
        b: server  +31ms  http-response 200 20
        b: client  +0.1ms ACK
        """
        .formatted(millis);
  }

  @Test
  void theWaitUntilASecondAttemptIsTheOutages() {
    assertThat(
            findingsOf(
                UNHEARD
                    + secondAttempt(4000)
                    + """
                    expect  stall 2920ms..4000ms path-outage
                    """))
        .containsExactly("critical path-outage 2.97 s by network in 7 11");
  }

  @Test
  void whatTheSystemSendsAfterTheProgramHasClosedHoldsUpNobody() {
    assertThat(
            findingsOf(
                UNHEARD
                    + secondAttempt(4000)
                    + """
                    a: client  4840ms   data 39..78 again fin lost
                    a: client  8680ms   data 39..78 again fin lost
                    a: client  16360ms  data 39..78 again fin lost
                    """))
        .containsExactly("critical path-outage 2.97 s by network in 7 18");
  }

  @Test
  void aProgramThatKeepsTheFirstAttemptOpenStillWaits() {
    assertThat(
            findingsOf(
                UNHEARD
                    + secondAttempt(4000)
                    + """
                    a: client  4840ms   data 39..78 again lost
                    a: client  8680ms   data 39..78 again lost
                    """))
        .singleElement()
        .asString()
        .startsWith("critical path-outage 7.65 s");
  }

  @Test
  void aSecondAttemptLongAfterTheNextRepetitionWasDueIsAnotherCall() {
    assertThat(findingsOf(UNHEARD + secondAttempt(30_310)))
        .singleElement()
        .asString()
        .startsWith("critical path-outage 1.89 s");
  }

  @Test
  void theSameCallOverAnotherConnectionEndsNoWaitForAnAnswer() {
    assertThat(
            findingsOf(
                """
                a: client  0ms      handshake rtt 30ms
                a: client  31ms     http-request GET /b lost
                a: server  61ms     ACK
                """
                    + secondAttempt(4000)))
        .isEmpty();
  }

  @Test
  void aFlightThatWasLostBeforeTheClientIsNoPauseOfTheServer() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET /
                server  90ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 30000\\r\\n\\r\\n" + 4338 split
                client  90.1ms   ACK
                server  990ms    data 4380..5840
                client  990.1ms  ACK
                server  1030.2ms data 20440..23360 split
                client  1030.3ms ACK 5840 sack 20440..23360
                server  1070.4ms data 5840..20440 split
                client  1070.5ms ACK
                server  1110.6ms data 23360..30042 split
                client  1110.7ms ACK
                expect  stall 90.1ms..990ms path-outage
                """))
        .first()
        .isEqualTo("critical path-outage 860 ms by network in 8 9");
  }

  @Test
  void aPauseBehindWhichOneSegmentIsLostStaysThePauseOfTheServer() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET /
                server  90ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 10180\\r\\n\\r\\n" + 4338 split
                client  90.1ms   ACK
                server  990ms    data 4380..5840
                server  990.2ms  data 7300..10222 split
                client  990.3ms  ACK 5840 sack 7300..10222
                server  1030.4ms data 5840..7300
                client  1030.5ms ACK
                """))
        .first()
        .asString()
        .startsWith("critical response-trickle 900 ms by server-application");
  }

  @Test
  void everythingUnderWayIsLost() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms      handshake rtt 40ms
                client  40.1ms   http-request GET /
                server  45ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 14559\\r\\n\\r\\n" + 14559 split lost
                server  285ms    data 0..1460 again
                client  325ms    ACK 1460
                server  325.1ms  data 1460..4380 split again
                client  365.1ms  ACK 4380
                server  365.2ms  data 4380..10220 split again
                client  405.2ms  ACK 10220
                server  405.3ms  data 10220..14600 split again
                client  445.3ms  ACK
                """))
        .containsExactly("critical path-outage 320 ms by network in 15 17 19 20");
  }

  @Test
  void anAnswerThatNeverCameIsTheOneThatDidNotGetThrough() {
    assertThat(
            findingOf(
                    "path-outage",
                    """
                    client  0ms      handshake rtt 40ms
                    client  41ms     http-request GET /
                    server  81ms     ACK
                    server  82ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 600\\r\\n\\r\\n" + 600 unseen
                    client  8041ms   FIN ack 0
                    client  8281ms   FIN ack 0
                    server  8331ms   ACK
                    """)
                .title())
        .startsWith("Nothing got through from the server for ");
  }

  private static String silentClient(String capture) {
    return """
    set capture %s
    client  0ms      handshake rtt 40ms
    client  41ms     http-request GET /
    server  81ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 43758\\r\\n\\r\\n" + 14558 split
    client  121.5ms  ACK
    server  122ms    data 14600..29200 split
    server  400ms    data 14600..16060 again
    server  960ms    data 14600..16060 again
    server  2080ms   data 14600..16060 again
    server  4320ms   data 14600..16060 again
    server  8800ms   data 14600..16060 again
    server  17760ms  RST
    """
        .formatted(capture);
  }

  @Test
  void copiesThatCameAsFarAsTheSilentClientMetNoOutageOfThePath() {
    assertThat(findingsOf(silentClient("near client")).getFirst())
        .startsWith("critical path-outage ")
        .contains(" by client-application");
  }

  @Test
  void copiesCapturedBesideTheirSenderMayHaveMetAnOutage() {
    assertThat(findingsOf(silentClient("near server")).getFirst())
        .startsWith("critical path-outage ")
        .contains(" by network");
  }

  private static final String RECOVERED = "recovering took up to";
  private static final String IN_VAIN =
      "it never came through as far as the capture goes, also not after ";

  /** A request that is sent five times; whether the last gets through, and what follows. */
  private static String repeated(String fate, String rest) {
    return """
        client  0ms      handshake rtt 30ms
        client  31ms     data "GET /b HTTP/1.1\\r\\nHost: a.test\\r\\n\\r\\n" lost
        client  271ms    data 0..33 again lost
        client  511ms    data 0..33 again lost
        client  991ms    data 0..33 again lost
        client  1951ms   data 0..33 again %s
        """
            .formatted(fate)
        + rest;
  }

  @Test
  void anOutageThatNothingEndsIsNoRecovery() {
    assertThat(findingOf("path-outage", repeated("lost", "client 3031ms RST\n")).explanation())
        .contains("timer doubles each time; " + IN_VAIN + "3 s.")
        .doesNotContain(RECOVERED);
  }

  @Test
  void anOutageInWhichNobodyWasHeardIsNoRecovery() {
    String joined = repeated("lost", "").replace("client  0ms      handshake rtt 30ms\n", "");
    assertThat(findingOf("path-outage", joined).explanation())
        .contains(IN_VAIN)
        .doesNotContain(RECOVERED);
  }

  @Test
  void anOutageThatEndedIsARecoveryAlsoWhereALaterByteIsStillUnacknowledged() {
    assertThat(
            findingOf(
                    "path-outage",
                    repeated(
                        "",
                        """
                        server  1982ms   http-response 200 20
                        client  1982.1ms ACK
                        client  2100ms   data "GET /c HTTP/1.1\\r\\nHost: a.test\\r\\n\\r\\n" lost
                        client  2340ms   data 33..66 again lost
                        """))
                .explanation())
        .contains(RECOVERED)
        .doesNotContain("never came through");
  }

  @Test
  void whatComesAfterBothHaveClosedHoldsUpNobody() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 5ms
                client  6ms      http-request GET /
                client  7ms      FIN
                server  11ms     FIN
                client  11.1ms   ACK
                server  14ms     data 1..1209 ack 39
                server  214ms    data 1..1209 again ack 39
                server  614ms    data 1..1209 again ack 39
                server  1414ms   data 1..1209 again ack 39
                server  3014ms   data 1..1209 again ack 39
                server  6214ms   data 1..1209 again ack 39
                """))
        .noneMatch(line -> line.contains("path-outage"));
  }

  @Test
  void aServerThatClosesWithoutTheRequestHasNotBeenSlow() {
    String script =
        """
        client 0ms       handshake rtt 60ms
        client 61ms      http-request GET / lost
        client 345ms     data 0..38 again lost
        client 736ms     data 0..38 again lost
        client 1317ms    data 0..38 again lost
        client 2275ms    data 0..38 again lost
        client 3991ms    data 0..38 again lost
        client 7225ms    data 0..38 again lost
        server 10193ms   FIN ack 0
        client 10193.1ms ACK
        client 10193.3ms FIN
        """;
    assertThat(findingsOf(script))
        .containsExactly("critical path-outage 10.1 s by network in 4 10 11");
    assertThat(findingOf("path-outage", script).explanation())
        .contains("it never came through")
        .doesNotContain("recovering took");
  }
}
