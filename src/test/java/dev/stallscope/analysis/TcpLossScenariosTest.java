package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingOf;
import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static dev.stallscope.analysis.ScriptedFindings.notesOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Losses and what repairs them, from packets to findings (STALLS 8: L01 to L13, N02). */
class TcpLossScenariosTest {
  /** The first third of an answer. */
  private static final String FIRST_FLIGHT =
      """
      client  0ms      handshake rtt 40ms
      client  41ms     http-request GET /
      server  81ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 43758\\r\\n\\r\\n" + 14558 split
      client  81.5ms   ACK
      """;

  @Test
  void aWaitBehindDataThatWereNotCapturedIsNobodys() {
    assertThat(
            findingsOf(
                """
                client  0ms    handshake rtt 40ms
                client  41ms   http-request GET /
                server  90ms   data "HTTP/1.1 200 OK\\r\\nContent-Length: 11680\\r\\n\\r\\n" + 5840 split
                client  90.1ms ACK
                server  600ms  data 2920 split unseen
                server  2090ms data 2920 split
                client  2090.1ms ACK
                """))
        .noneMatch(line -> line.contains("response-trickle"));
  }

  @Test
  void theEndOfAnAnswerIsLost() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms      handshake rtt 40ms
                client  40.1ms   http-request GET /
                server  45ms     http-response 200 5000 split
                client  85.1ms   ACK 4380
                server  325ms    data 4380..5067 again
                client  365ms    ACK
                expect  stall 85.1ms..325ms tail-loss
                """))
        .containsExactly("critical tail-loss 200 ms by network in 9 10");
  }

  @Test
  void theEndOfAnUploadIsLost() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     data "POST /up HTTP/1.1\\r\\nHost: a.test\\r\\nContent-Length: 5000\\r\\n\\r\\n" + 5000 split
                server  81ms     ACK 4380
                client  321ms    data 4380..5056 again
                server  361ms    ACK
                server  365ms    http-response 200 20
                client  365ms    ACK
                """))
        .containsExactly("critical tail-loss 200 ms by network in 8 9");
  }

  @Test
  void aLossProbeRepairsTheEnd() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms      handshake rtt 40ms
                client  40.1ms   http-request GET /
                server  45ms     http-response 200 8000 split
                client  85.1ms   ACK 7300
                server  167.2ms  data 7300..8067 again
                client  207.2ms  ACK
                """))
        .containsExactly("major tail-loss 42.1 ms by network in 11 12");
  }

  @Test
  void theFirstOfFiveIsLostAndRepairedAtOnce() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms      handshake rtt 40ms
                client  40.1ms   http-request GET /
                server  45ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 7262\\r\\n\\r\\n" + 7262 split
                client  85ms     ACK 0 sack 1460..2920
                client  85.1ms   ACK 0 sack 1460..4380
                client  85.2ms   ACK 0 sack 1460..7302
                server  85.3ms   data 0..1460 again
                client  125.3ms  ACK
                """))
        .isEmpty();
  }

  @Test
  void aSegmentIsLostThreeTimes() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms      handshake rtt 40ms
                client  40.1ms   http-request GET /
                server  45ms     data 1441 lost
                server  285ms    data 0..1441 again lost
                server  765ms    data 0..1441 again lost
                server  1725ms   data 0..1441 again
                client  1765ms   ACK
                expect  stall 45ms..1725ms retransmission-timeout
                """))
        .containsExactly("critical retransmission-timeout 1.64 s by network in 5 8");
  }

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
  void anAnswerThatWasLostOnItsWayToTheClientIsNoThoughtOfTheServer() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     data "GET /a HTTP/1.1\\r\\nHost: a.test\\r\\n\\r\\n"
                server  86ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 20\\r\\n\\r\\n" + 20
                client  86.1ms   ACK
                client  500ms    data "GET /b HTTP/1.1\\r\\nHost: a.test\\r\\n\\r\\n"
                server  540ms    data "HTTP/1.1 200 OK\\r\\nContent-Length: 20\\r\\n\\r\\n" + 20 unseen
                client  740ms    data 33..66 again ack 59
                server  780ms    ACK sack 33..66
                server  790ms    data 59..118
                client  790.1ms  ACK
                """))
        .containsExactly("critical tail-loss 240 ms by network in 7 10");
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
  void fullSizePacketsNeverArrive() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms      handshake rtt 40ms
                client  40.1ms   http-request GET /
                server  45ms     http-response 200 400
                client  85ms     ACK
                client  90ms     http-request GET /b
                server  95ms     http-response 200 20000 split lost
                server  335ms    data 466..1926 again lost
                server  815ms    data 466..1926 again lost
                server  1775ms   data 466..1926 again lost
                server  3695ms   data 466..1926 again lost
                """))
        .containsExactly("critical path-mtu-black-hole 3.56 s by network in 21 25");
  }

  /** An answer of full-size packets that are lost, and a small one whose arrival is told. */
  private static String onlyTailArrives(String sack) {
    return """
        set capture near server
        client  0ms      handshake rtt 40ms
        client  40.1ms   http-request GET /
        server  45ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 8000\\r\\n\\r\\n" + 7261 split lost
        server  45.1ms   data 739
        client  85.1ms   ACK 0 sack %s
        server  335ms    data 0..1460 again lost
        server  815ms    data 0..1460 again lost
        server  1775ms   data 0..1460 again lost
        server  3695ms   data 0..1460 again lost
        """
        .formatted(sack);
  }

  @Test
  void onlyTheLastAndSmallPacketArrives() {
    assertThat(findingsOf(onlyTailArrives("7300..8039")))
        .singleElement()
        .asString()
        .startsWith("critical path-mtu-black-hole 3.57 s by network");
  }

  @Test
  void aFullSizePacketThatArrivesShowsThatThePathCarriesIt() {
    assertThat(findingsOf(onlyTailArrives("5840..8039")))
        .noneMatch(line -> line.contains("path-mtu-black-hole"));
  }

  private static String largeUpload(String router, String again) {
    return """
        client  0ms      handshake rtt 60ms
        client  61ms     data "PUT /up HTTP/1.1\\r\\nHost: a.test\\r\\nContent-Length: 8700\\r\\n\\r\\n" + 8700 split lost
        %s
        %s
        """
        .formatted(router, again);
  }

  private static final String IN_SMALLER_ONES =
      """
      client  66.1ms   data 0..1360 again
      client  66.2ms   data 1360..2720 again
      server  126ms    ACK 2720
      client  126.1ms  data 2720..4080 again
      client  126.2ms  data 4080..5440 again
      client  126.3ms  data 5440..6800 again
      client  126.4ms  data 6800..8160 again
      client  126.5ms  data 8160..8756 again
      server  186ms    ACK
      server  190ms    http-response 201 10
      client  190.1ms  ACK
      """;

  @Test
  void aRouterThatAsksForSmallerPacketsIsNoLossByChance() {
    String script = largeUpload("router  66ms  icmp 3/4 to client", IN_SMALLER_ONES);
    assertThat(findingsOf(script))
        .containsExactly("minor path-mtu-black-hole 46.3 ms by network in 12 13 9 11");
    assertThat(findingOf("path-mtu-black-hole", script).explanation())
        .contains("a router answered that such packets are too big");
  }

  @Test
  void anotherErrorOfARouterAsksForNoSmallerPackets() {
    assertThat(findingsOf(largeUpload("router  66ms  icmp 3/1 to client", IN_SMALLER_ONES)))
        .noneMatch(line -> line.contains("path-mtu-black-hole"));
  }

  @Test
  void aLossThatIsRepairedInTheSameSizeIsNotTheRouters() {
    String whole =
        """
        client  121ms    data 0..1460 again
        server  181ms    ACK 1460
        client  181.1ms  data 1460..8756 split again
        server  241ms    ACK
        server  245ms    http-response 201 10
        client  245.1ms  ACK
        """;
    assertThat(findingsOf(largeUpload("router  66ms  icmp 3/4 to client", whole)))
        .noneMatch(line -> line.contains("path-mtu-black-hole"));
  }

  private static String pathThatShrank(String end) {
    return """
        set capture near server
        client  0ms      handshake rtt 40ms
        client  40.1ms   http-request GET /
        server  45ms     http-response 200 4300 split
        client  85ms     ACK
        client  1000ms   http-request GET /b
        server  1005ms   http-response 200 2840 split lost
        server  1245ms   data 4369..5829 again lost
        server  1725ms   data 4369..5829 again lost
        %s
        """
        .formatted(end);
  }

  @Test
  void fullSizePacketsNoLongerArriveBehindAPathThatShrank() {
    assertThat(
            findingsOf(
                pathThatShrank(
                    """
                    server  2685ms   data 4369..5393 again
                    client  2725ms   ACK 5393
                    server  2725.1ms data 5393..6417 again
                    server  2725.2ms data 6417..7274 again
                    client  2765.2ms ACK
                    """)))
        .singleElement()
        .asString()
        .startsWith("critical path-mtu-black-hole 1.6");
  }

  @Test
  void aPathThatWasOutAndThenCarriesFullSizePacketsAgainHasNotShrunk() {
    assertThat(
            findingsOf(
                pathThatShrank(
                    """
                    server  2685ms   data 4369..5829 again
                    client  2725ms   ACK 5829
                    server  2725.1ms data 5829..7274 split again
                    client  2765.2ms ACK
                    """)))
        .noneMatch(line -> line.contains("path-mtu-black-hole"));
  }

  @Test
  void aFullSizePacketArrivesAtTheThirdTry() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms      handshake rtt 40ms
                client  40.1ms   http-request GET /
                server  45ms     http-response 200 400
                client  85ms     ACK
                client  90ms     http-request GET /b
                server  95ms     http-response 200 1394 lost
                server  335ms    data 466..1926 again lost
                server  815ms    data 466..1926 again
                client  855ms    ACK
                """))
        .containsExactly("critical retransmission-timeout 680 ms by network in 8 10");
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

  @Test
  void packetsThatOvertakeOneAnotherCostNothing() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET /
                server  90ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 14561\\r\\n\\r\\n" + 14561 split unseen
                server  90.1ms   data 0..1460 again
                server  90.2ms   data 2920..4380 again
                client  90.3ms   ACK 1460 sack 2920..4380
                server  90.9ms   data 1460..2920 again
                client  91ms     ACK 4380
                server  91.1ms   data 4380..14603 again split
                client  91.3ms   ACK
                """))
        .isEmpty();
  }

  @Test
  void oneRoundTripIsLate() {
    assertThat(
            findingsOf(
                """
                set client window 4000000
                set capture near server
                client  0ms      handshake rtt 40ms
                client  40.1ms   http-request GET /
                server  45ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 500000\\r\\n\\r\\n" + 14557 split
                client  85.1ms   ACK
                server  85.2ms   data 29200 split
                client  285ms    ACK 43800
                server  285.1ms  data 58400 split
                client  325.1ms  ACK 102200
                server  325.2ms  data 397843 split
                client  365.2ms  ACK
                expect  stall 85.2ms..285ms delay-spike
                """))
        .containsExactly("major delay-spike 160 ms by network in 35 36");
  }

  @Test
  void oneLossInALargeDownloadIsNoTrouble() {
    assertThat(
            findingsOf(
                """
                set client window 4000000
                set capture near server
                client  0ms      handshake rtt 40ms
                client  40.1ms   http-request GET /
                server  45ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 4051000\\r\\n\\r\\n" + 300000 rtt 40ms
                server  245ms    data 101000 split
                client  285.1ms  ACK 300044 sack 301504..302964
                client  285.2ms  ACK 300044 sack 301504..304424
                client  285.3ms  ACK 300044 sack 301504..305884
                client  285.4ms  ACK 300044 sack 301504..401044
                server  285.5ms  data 300044..301504 again
                client  325.5ms  ACK 401044
                repeat 100 every 10ms
                server  325.6ms  data 36500 every 0.4ms
                client  375.6ms  ACK
                end
                """))
        .isEmpty();
  }

  @Test
  void aRepairOnALinkThatStaysFullDelaysNothing() {
    assertThat(
            notesOf(
                """
                set capture near server
                client  0ms      handshake rtt 40ms
                client  40.1ms   http-request GET /
                server  45ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 124057\\r\\n\\r\\n" + 1417
                repeat 60 every 12ms
                server  50ms     data 1460
                client  61.9ms   ACK
                end
                server  770ms    data 1460 lost
                server  782ms    data 1460
                client  793.9ms  ACK 89060 sack 90520..91980
                server  794ms    data 1460
                client  805.9ms  ACK 89060 sack 90520..93440
                server  806ms    data 1460
                client  817.9ms  ACK 89060 sack 90520..94900
                server  818ms    data 89060..90520 again
                client  829.9ms  ACK 94900
                repeat 20 every 12ms
                server  830ms    data 1460
                client  841.9ms  ACK
                end
                """))
        .isEmpty();
  }

  @Test
  void afterLossesLittleIsUnderWay() {
    assertThat(
            findingsOf(
                """
                set client window 4000000
                set capture near server
                client  0ms      handshake rtt 40ms
                client  40.1ms   http-request GET /
                server  45ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 561000\\r\\n\\r\\n" + 300000 rtt 40ms
                server  245ms    data 101000 split
                client  285.1ms  ACK 300043 sack 301503..302963
                client  285.2ms  ACK 300043 sack 301503..304423
                client  285.3ms  ACK 300043 sack 301503..305883
                client  285.4ms  ACK 300043 sack 301503..401043
                server  285.5ms  data 300043..301503 again
                client  325.5ms  ACK 401043
                repeat 8 every 40.1ms
                server  325.6ms  data 20000 split
                client  365.6ms  ACK
                end
                """))
        .containsExactly("major packet-loss 284 ms by network in 388 389 403 404");
  }
}
