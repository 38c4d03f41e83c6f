package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingOf;
import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static dev.stallscope.analysis.ScriptedFindings.notesOf;
import static dev.stallscope.analysis.TwoAddressesScript.twoAddresses;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Connections that are refused, that nobody answers, or that open at the second try, from packets
 * to findings (STALLS 8: C01 to C04).
 */
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

  /** A SYN that is sent twice, and a capture that ends so many milliseconds after the first. */
  private static String endingCapture(double endMillis) {
    return """
        client     0ms    SYN lost
        client     400ms  SYN lost
        b: client  %sms   handshake rtt 20ms
        """
        .formatted(endMillis - 20);
  }

  @Test
  void aCaptureThatEndsSoonerThanAnAnswerCanBeExpectedProvesNothing() {
    assertThat(findingsOf(endingCapture(534))).isEmpty();
    assertThat(notesOf(endingCapture(534)))
        .containsExactly("info connect-timeout 514 ms by network in 1 2");
    assertThat(findingOf("connect-timeout", endingCapture(534)).title())
        .isEqualTo(
            "10.0.0.2:80 did not answer before the capture ended: 1 connection tried for up to 400"
                + " ms");
  }

  @Test
  void aCaptureThatEndsLaterShowsThatNothingAnswers() {
    assertThat(findingsOf(endingCapture(1200)))
        .containsExactly("critical connect-timeout 1.18 s by network in 1 2");
    assertThat(findingOf("connect-timeout", endingCapture(1200)).title())
        .contains("did not answer before the capture ended");
    assertThat(findingOf("connect-timeout", endingCapture(1500)).title())
        .contains("never answered");
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
  void whoeverRefusesIsToldWhatToDo() {
    String script =
        """
        client 0ms SYN
        %s
        """;
    assertThat(
            findingOf("connection-refused", script.formatted("router 6ms icmp 3/13 to client"))
                .advice()
                .getFirst())
        .startsWith("Let the firewall");
    assertThat(
            findingOf("connection-refused", script.formatted("server 6ms RST,ACK"))
                .advice()
                .getFirst())
        .startsWith("Check that the service runs");
  }
}
