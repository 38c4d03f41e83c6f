package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingOf;
import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static dev.stallscope.analysis.ScriptedFindings.notesOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Opening and breaking connections, from packets to findings (STALLS 8: C01 to C06, RST). */
class TcpConnectScenariosTest {
  @Test
  void lostFirstPacketsOfAnOldLinux() {
    assertThat(
            findingsOf(
                """
                client  0ms      SYN lost
                client  1000ms   SYN lost
                client  3000ms   SYN
                server  3040ms   SYN,ACK
                client  3040ms   ACK
                client  3041ms   http-request GET /
                server  3090ms   http-response 200 500
                client  3090ms   ACK
                expect  stall 0ms..3000ms syn-retransmission
                """))
        .containsExactly("critical syn-retransmission 3 s by network in 1 3");
  }

  @Test
  void aLostSynAckSeenAtTheServer() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms      SYN
                server  0.1ms    SYN,ACK lost
                client  1000ms   SYN
                server  1000.1ms SYN,ACK
                client  1040ms   ACK
                client  1041ms   http-request GET /
                server  1050ms   http-response 200 500
                client  1091ms   ACK
                """))
        .containsExactly("critical syn-retransmission 1 s by network in 2 3");
  }

  private static String heldOpen(String answer) {
    return """
        client  0ms      SYN
        server  40ms     %s
        client  40.1ms   RST ack 0
        client  3000ms   SYN
        server  3040ms   SYN,ACK
        client  3040ms   ACK
        client  3041ms   http-request GET /
        server  3090ms   http-response 200 500
        client  3090ms   ACK
        """
        .formatted(answer);
  }

  @Test
  void anAnswerForAnOlderConnectionCostsTheTimer() {
    assertThat(findingsOf(heldOpen("ACK ack 700001")))
        .containsExactly("critical syn-retransmission 3 s by server-operations in 1 4");
    assertThat(findingOf("syn-retransmission", heldOpen("ACK ack 700001")).title())
        .endsWith("waited 3 s, since an older connection was still held");
  }

  @Test
  void anAckOfTheSynIsNoWordOfAnOlderConnection() {
    assertThat(findingsOf(heldOpen("ACK ack 0")).toString()).doesNotContain("server-operations");
  }

  @Test
  void twoConnectionsASecondApartAreNoRetry() {
    assertThat(
            findingsOf(
                """
                a: client  0ms     handshake rtt 40ms
                b: client  1000ms  handshake rtt 40ms
                a: client  41ms    http-request GET /
                a: server  90ms    http-response 200 500
                a: client  90ms    ACK
                b: client  1041ms  http-request GET /b
                b: server  1090ms  http-response 200 500
                b: client  1090ms  ACK
                """))
        .isEmpty();
  }

  @Test
  void aRefusedConnection() {
    assertThat(
            findingsOf(
                """
                client  0ms   SYN
                server  40ms  RST,ACK
                """))
        .containsExactly("major connection-refused 40 ms by server-operations in 1 2");
  }

  @Test
  void aFirewallRejectsByIcmp() {
    String script =
        """
        client  0ms    SYN lost
        client  1000ms SYN
        router  1040ms icmp 3/13 to client
        """;

    assertThat(findingsOf(script))
        .containsExactly("critical connection-refused 1.04 s by network in 1 3 2");
    assertThat(findingOf("connection-refused", script).explanation())
        .startsWith("A firewall answered within 1.04 s that it lets no connection through.");
  }

  @Test
  void anIcmpErrorBeforeTheServerAnswersAfterAllRefusesNothing() {
    assertThat(
            findingsOf(
                """
                client  0ms    SYN lost
                router  40ms   icmp 3/1 to client
                client  1000ms SYN
                server  1040ms SYN,ACK
                client  1040ms ACK
                client  1041ms http-request GET /
                server  1090ms http-response 200 500
                client  1090ms ACK
                """))
        .containsExactly("critical syn-retransmission 1 s by network in 1 3");
  }

  @Test
  void nothingAnswers() {
    assertThat(
            findingsOf(
                """
                client  0ms     SYN lost
                client  1000ms  SYN lost
                client  3000ms  SYN lost
                client  7000ms  SYN lost
                """))
        .containsExactly("critical connect-timeout 7 s by network in 1 4");
  }

  @Test
  void nothingAnswersAndNothingIsRepeated() {
    assertThat(
            findingOf(
                    "connect-timeout",
                    """
                    a: client  0ms      SYN
                    set server 10.0.0.3:8080
                    b: client  100ms    handshake rtt 40ms
                    b: client  2000ms   http-request GET /
                    b: server  2041ms   http-response 200 500
                    b: client  2041.1ms ACK
                    """)
                .title())
        .isEqualTo("10.0.0.2:80 never answered: 1 connection tried, none twice");
  }

  /** Two addresses of one name, the first of which is dead; and when the second is tried. */
  static String twoAddresses(String second) {
    return """
        d: set server 10.0.0.53:53
        a: set server 192.0.2.5:80
        b: set server 192.0.2.6:80
        d: client 0s dns query 1 A www.example.com
        d: server 0.02s dns answer 1 A www.example.com 192.0.2.5 192.0.2.6
        a: client 0.021s SYN
        a: client 1.021s SYN
        b: client %s handshake rtt 20ms
        b: client +0.1ms http-request GET /
        b: server +20ms http-response 200 20
        b: client +0.1ms ACK
        """
        .formatted(second);
  }

  @Test
  void anAddressThatIsDeadCostsAllTheTimeUntilTheNextIsTried() {
    assertThat(findingsOf(twoAddresses("2.521s")))
        .containsExactly("critical connect-timeout 2.5 s by network in 3 4");
  }

  @Test
  void anAddressThatIsRacedCostsNothingButTheHeadStart() {
    assertThat(findingsOf(twoAddresses("0.221s").replace("a: client 1.021s SYN\n", ""))).isEmpty();
  }

  @Test
  void ipv6IsSilentAndIpv4TriedLater() {
    assertThat(
            findingsOf(
                """
                six: set client [fd00::1]:40000
                six: set server [fd00::2]:80
                six: client  0ms     SYN lost
                six: client  1000ms  SYN lost
                four: client  250ms  handshake rtt 40ms
                four: client  291ms  http-request GET /
                four: server  340ms  http-response 200 500
                four: client  340ms  ACK
                """))
        .containsExactly("critical address-family-fallback 250 ms by server-operations in 1 2");
  }

  @Test
  void ipv6AnswersInTimeAndIpv4IsCancelled() {
    assertThat(
            findingsOf(
                """
                six: set client [fd00::1]:40000
                six: set server [fd00::2]:80
                six: client  0ms    handshake rtt 90ms
                six: client  91ms   http-request GET /
                six: server  190ms  http-response 200 500
                six: client  190ms  ACK
                four: client 80ms   SYN
                four: server 120ms  SYN,ACK
                four: client 120ms  RST
                """))
        .isEmpty();
  }

  @Test
  void aFullAcceptQueue() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET / lost
                client  281ms    data 0..38 again lost
                client  761ms    data 0..38 again lost
                server  1041ms   SYN,ACK
                client  1041ms   ACK 0
                client  1721ms   data 0..38 again
                server  1761ms   ACK
                server  1770ms   http-response 200 500
                client  1770ms   ACK
                """))
        .containsExactly("critical accept-queue-overflow 1.52 s by server-operations in 4 9");
  }

  private static String askedFourTimes(String answerOfAnother) {
    return """
        other: client  0ms      handshake rtt 40ms
        other: client  41ms     http-request GET /slow
        other: server  81ms     ACK
        one: client    100ms    handshake rtt 40ms
        one: client    141ms    http-request GET / lost
        one: client    381ms    data 0..38 again lost
        one: client    861ms    data 0..38 again lost
        other: server  %s       http-response 200 500
        one: client    1821ms   data 0..38 again
        one: server    1861ms   ACK
        one: server    1870ms   http-response 200 500
        """
        .formatted(answerOfAnother);
  }

  @Test
  void aRequestThatIsIgnoredWhileOthersAreAnswered() {
    assertThat(findingsOf(askedFourTimes("1500ms")).toString())
        .contains("accept-queue-overflow 1.56 s");
  }

  @Test
  void aRequestThatIsLostWhileNothingIsAnsweredMayBeThePaths() {
    assertThat(findingsOf(askedFourTimes("300ms")).toString())
        .contains("retransmission-timeout 1.64 s")
        .doesNotContain("accept-queue-overflow");
  }

  private static String askedTwiceAtTheServer(String again) {
    return """
        set capture near server
        client  0ms      SYN
        server  0.1ms    SYN,ACK
        client  20.1ms   ACK
        client  20.3ms   http-request GET /
        client  %s       data 0..38 again
        server  +0.1ms   ACK
        server  +0.9ms   http-response 200 500
        client  +21ms    ACK
        """
        .formatted(again);
  }

  @Test
  void aRequestThatArrivedTwiceBeforeTheServerTookIt() {
    assertThat(findingsOf(askedTwiceAtTheServer("245ms")))
        .containsExactly("critical accept-queue-overflow 205 ms by server-operations in 4 5");
  }

  @Test
  void aRequestThatWasRepeatedBeforeItsDelayedAckIsNoFullQueue() {
    assertThat(findingsOf(askedTwiceAtTheServer("180ms")).toString())
        .doesNotContain("accept-queue-overflow");
  }

  @Test
  void aLostLastAckOfTheHandshakeIsNoFullQueue() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms      SYN
                server  0.1ms    SYN,ACK
                server  1000ms   SYN,ACK
                client  1040ms   ACK
                client  1041ms   http-request GET /
                server  1050ms   http-response 200 500
                client  1091ms   ACK
                """))
        .containsExactly("critical syn-retransmission 1 s by network in 2 3");
  }

  @Test
  void aLongPathMakesConnectingSlow() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 300ms
                client  301ms    http-request GET /
                server  610ms    http-response 200 500
                client  610ms    ACK
                """))
        .containsExactly("minor slow-connect 300 ms by server-operations in 1 3");
  }

  @Test
  void aServerOnAnotherContinentIsNoAlarm() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 250ms
                client  251ms    http-request GET /
                server  510ms    http-response 200 500
                client  510ms    ACK
                """))
        .isEmpty();
  }

  private static String opening(String packets) {
    return packets
        + """
        server  101ms    http-response 200 500
        client  101.1ms  ACK
        client  200ms    http-request GET /b
        server  221ms    http-response 200 500
        client  221.1ms  ACK
        """;
  }

  @Test
  void aLateAnswerToTheSynMakesConnectingSlow() {
    assertThat(
            findingsOf(
                opening(
                    """
                    client  0ms      SYN
                    server  80ms     SYN,ACK
                    client  80.1ms   ACK
                    client  81ms     http-request GET /
                    """)))
        .singleElement()
        .asString()
        .contains("slow-connect 60 ms");
  }

  @Test
  void anAnswerToTheSynThatWasNotCapturedWasNotLate() {
    assertThat(
            findingsOf(
                opening(
                    """
                    client  0ms      SYN
                    server  20ms     SYN,ACK unseen
                    client  20.1ms   ACK unseen
                    client  80ms     http-request GET /
                    """)))
        .noneMatch(line -> line.contains("slow-connect"));
  }

  @Test
  void aLastPacketOfTheOpeningThatIsPutOffHoldsUpNobody() {
    assertThat(
            findingsOf(
                opening(
                    """
                    client  0ms      SYN
                    server  20ms     SYN,ACK
                    client  60ms     ACK
                    client  80ms     http-request GET /
                    """)))
        .isEmpty();
  }

  @Test
  void theServerResetsInTheMiddleOfItsAnswer() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET /
                server  90ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 9000\\r\\n\\r\\n" + 3000 split
                client  90ms     ACK
                server  390ms    RST
                expect  stall 90ms..390ms connection-reset
                """))
        .containsExactly("critical connection-reset 300 ms by server-application in 9 7");
  }

  @Test
  void theServerResetsInsteadOfAnswering() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET /
                server  81ms     ACK
                server  1081ms   RST
                """))
        .containsExactly("critical connection-reset 1 s by server-application in 6 4");
  }

  @Test
  void theServerResetsAnUpload() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     data "POST /up HTTP/1.1\\r\\nHost: a.test\\r\\nContent-Length: 90000\\r\\n\\r\\n" + 14543 split
                server  81ms     ACK
                client  82ms     data 14600 split
                server  122ms    RST
                """))
        .containsExactly("minor connection-reset 0 ns by server-application in 26 25");
  }

  @Test
  void aDeviceBetweenResets() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET /
                server  81ms     ACK
                server  1081ms   RST ttl 250
                """))
        .containsExactly("critical connection-reset 1 s by network in 6 4");
  }

  @Test
  void theClientGivesUpWithinAnAnswer() {
    assertThat(
            notesOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET /
                server  90ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 9000\\r\\n\\r\\n" + 3000 split
                client  90ms     ACK
                client  390ms    RST
                """))
        .containsExactly("info connection-reset 0 ns by client-application in 9 7");
  }

  private static String answer(String method, String fields, String body, String end) {
    return """
        client  0ms      handshake rtt 40ms
        client  41ms     data "%s / HTTP/1.1\\r\\nHost: a.test\\r\\n\\r\\n"
        server  90ms     data "HTTP/1.1 200 OK\\r\\n%s\\r\\n\\r\\n" + %s split
        client  90.1ms   ACK
        %s
        """
        .formatted(method, fields, body, end);
  }

  private static final String CLOSED = "server  390ms    FIN\nclient  391ms    FIN";

  @Test
  void theServerClosesBeforeTheLengthThatItAnnounced() {
    String script =
        answer("GET", "Content-Length: 9000", "3000", CLOSED)
            + "expect  stall 90ms..390ms connection-reset\n";
    assertThat(findingsOf(script))
        .containsExactly("critical connection-reset 260 ms by server-application in 9 7");
    assertThat(findingOf("connection-reset", script).explanation())
        .startsWith("3 kB of the 9 kB that the answer's Content-Length announced had come");
  }

  @Test
  void theServerClosesBeforeTheLastChunk() {
    String chunk = "\"bb8\\r\\n\" + 3000 + \"\\r\\n\"";
    assertThat(findingsOf(answer("GET", "Transfer-Encoding: chunked", chunk, CLOSED)))
        .containsExactly("critical connection-reset 260 ms by server-application in 9 7");
    String whole = chunk + " + \"0\\r\\n\\r\\n\"";
    assertThat(findingsOf(answer("GET", "Transfer-Encoding: chunked", whole, CLOSED))).isEmpty();
  }

  @Test
  void aCloseThatEndsAnAnswerWithoutLengthIsItsEnd() {
    assertThat(findingsOf(answer("GET", "Server: a", "3000", CLOSED))).isEmpty();
  }

  @Test
  void anEventStreamMayEndAtAnyTime() {
    String fields = "Content-Type: text/event-stream\\r\\nTransfer-Encoding: chunked";
    String chunk = "\"bb8\\r\\n\" + 3000 + \"\\r\\n\"";
    assertThat(findingsOf(answer("GET", fields, chunk, CLOSED))).isEmpty();
  }

  @Test
  void theLengthInAnAnswerToHeadAnnouncesNothing() {
    assertThat(findingsOf(answer("HEAD", "Content-Length: 9000", "0", CLOSED))).isEmpty();
  }

  @Test
  void anAnswerWhoseRestWasNotCapturedIsNotCutOff() {
    String rest = "server  100ms    data 6000 split unseen\nclient  101ms    ACK\n";
    assertThat(findingsOf(answer("GET", "Content-Length: 9000", "3000", rest + CLOSED)))
        .noneMatch(line -> line.contains("connection-reset"));
  }

  @Test
  void aCloseThatOvertookItsDataUntilTheCaptureEndedCutsNothingOff() {
    String rest = "server  100ms    data 6000 split unseen\nserver  390ms    FIN\n";
    String end = "client  391ms    ACK 3039\n";
    assertThat(findingsOf(answer("GET", "Content-Length: 9000", "3000", rest + end)))
        .noneMatch(line -> line.contains("connection-reset"));
  }

  @Test
  void aServerThatStopsBecauseItsClientHasClosedCutsNothingOff() {
    String left = "client  200ms    FIN\nserver  240ms    FIN";
    assertThat(findingsOf(answer("GET", "Content-Length: 9000", "3000", left))).isEmpty();
  }

  @Test
  void aResetAfterTheAnswerHurtsNobody() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET /
                server  90ms     http-response 200 500
                client  90ms     ACK
                client  100ms    FIN
                server  140ms    RST
                """))
        .isEmpty();
  }

  @Test
  void aResetAfterALongRestHurtsNobody() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET /
                server  90ms     http-response 200 500
                client  90ms     ACK
                server  60090ms  RST
                """))
        .isEmpty();
  }
}
