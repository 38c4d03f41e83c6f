package dev.stallscope.analysis;

import static dev.stallscope.analysis.TlsScript.OPEN;
import static dev.stallscope.analysis.TlsScript.REQUEST;
import static dev.stallscope.analysis.TlsScript.TLS_13;
import static dev.stallscope.analysis.TlsScript.found;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * TLS handshakes that fail or are given up, from packets to findings, with near misses (STALLS 8).
 */
class TlsFailureScenariosTest {
  @Test
  void anAlertEndsIt() {
    assertThat(
            found(
                OPEN
                    + """
                    client 41ms data $hello13
                    server 81ms data $refuse
                    server 81.1ms FIN
                    client 81.2ms FIN
                    """))
        .containsExactly("major tls-handshake-failure 40 ms by server-operations in 5");
  }

  @Test
  void aDeviceBetweenCutsIt() {
    assertThat(
            found(
                OPEN
                    + """
                    client 41ms data $hello13
                    server 42ms RST ttl 250
                    """))
        .containsExactly("major tls-handshake-failure 1 ms by network in 5");
  }

  @Test
  void theServerCutsItItself() {
    assertThat(
            found(
                OPEN
                    + """
                    client 41ms data $hello13
                    server 81ms RST
                    """))
        .containsExactly("major tls-handshake-failure 40 ms by server-operations in 5");
  }

  @Test
  void aCaptureThatEndsMeanwhileShowsNone() {
    assertThat(found(OPEN + "client 41ms data $hello13\n")).isEmpty();
  }

  @Test
  void aGoodbyeBehindTheDataIsNone() {
    assertThat(
            found(
                TLS_13
                    + REQUEST
                    + """
                    client 130ms data $goodbye
                    client 130.1ms FIN
                    server 170ms FIN
                    client 170.1ms ACK
                    """))
        .isEmpty();
  }

  @Test
  void aClientThatLeavesAfterTheServersAnswerWaitedForNothing() {
    assertThat(
            found(
                OPEN
                    + """
                    client 41ms data $hello12
                    server 82ms data $answer12
                    client 83ms ACK
                    client 1383ms RST
                    """))
        .containsExactly("minor tls-handshake-failure 0 ns by client-application in 7");
  }

  private static String unanswered(double leftMillis, String answer) {
    return OPEN
        + """
        client 41ms data $hello13
        server 82ms ACK
        %sclient %sms FIN
        server 9000ms ACK
        """
            .formatted(answer, leftMillis);
  }

  @Test
  void aServerThatDoesNotAnswerUntilTheClientGivesUp() {
    assertThat(found(unanswered(5041, "")))
        .containsExactly("critical tls-handshake-failure 5 s by server-operations in 6");
  }

  @Test
  void aClientThatLeavesSoonHasNotWaitedForTheServer() {
    assertThat(found(unanswered(340, ""))).isEmpty();
  }

  @Test
  void anAnswerOfFullPacketsThatNeverComesIsThePaths() {
    assertThat(found(unanswered(5041, "server 83ms data 4000 split lost unseen\n")))
        .singleElement()
        .asString()
        .startsWith("critical path-mtu-black-hole 4.9");
  }

  @Test
  void aClientThatLeavesAtOnceRejectedTheAnswer() {
    assertThat(
            found(
                OPEN
                    + """
                    client 41ms data $hello12
                    server 82ms data $answer12
                    client 83ms ACK
                    client 90ms RST
                    """))
        .singleElement()
        .asString()
        .startsWith("major tls-handshake-failure")
        .contains("by client-application");
  }

  @Test
  void aServerThatClosesMidwayEndsItItself() {
    assertThat(
            found(
                OPEN
                    + """
                    client 41ms data $hello12
                    server 82ms data $answer12
                    client 83ms ACK
                    server 90ms FIN
                    client 91ms FIN
                    """))
        .singleElement()
        .asString()
        .startsWith("major tls-handshake-failure")
        .contains("by server-operations");
  }

  private static final String LEFT_AT_ONCE =
      """
      client 83ms FIN
      server 122ms data $tickets
      server 123ms FIN
      """;

  @Test
  void aClientThatSpeaksHttpAndAsksNothingOnceAgreedHasRefusedTheCertificate() {
    assertThat(found(TLS_13 + LEFT_AT_ONCE))
        .singleElement()
        .asString()
        .startsWith("minor tls-handshake-failure")
        .contains("by client-application");
  }

  /** Under "h2 or http/1.1" an answer of few bytes is not told from HTTP/2's settings. */
  @Test
  void whoHasSentMoreThanAFarewellRefusedNothing() {
    assertThat(
            found(
                TLS_13.replace("$hello13", "$hello13both")
                    + """
                    client 83ms data $ask
                    server 122ms data $tickets
                    server 123ms data $ok
                    client 124ms data $goodbye
                    client 124ms FIN
                    server 163ms FIN
                    """))
        .isEmpty();
  }

  @Test
  void aConnectionThatIsLeftOverIsNoRefusal() {
    assertThat(
            found(
                TLS_13
                    + LEFT_AT_ONCE
                    + """
                    second: client 10ms handshake rtt 40ms
                    second: client 51ms data $hello13
                    second: server 91ms data $answer13 split
                    second: client 92ms data $finished13
                    second: client 93ms data $request
                    second: server 133ms data $response
                    second: client 134ms ACK
                    """))
        .isEmpty();
  }

  @Test
  void whoKeepsTheConnectionForLaterOrGoesOnWithASessionRefusesNothing() {
    assertThat(found(TLS_13 + "client 900ms FIN\nserver 940ms FIN\n")).isEmpty();
    assertThat(
            found(
                OPEN
                    + """
                    client 41ms data $resume13
                    server 81ms data $resumed13
                    client 82ms data $finished13
                    """
                    + LEFT_AT_ONCE))
        .isEmpty();
  }

  /** The server's word to the last flight and the request, and when it closes. */
  private static String answeredWith(String record, double closedMillis) {
    return TLS_13
        + """
        client 83ms data $ask
        server 122ms data $%s
        server %sms FIN
        client %sms FIN
        """
            .formatted(record, closedMillis, closedMillis + 1);
  }

  @Test
  void aServerThatSaysNothingButAnAlertHasRefusedTheClient() {
    assertThat(found(answeredWith("goodbye", 123)))
        .singleElement()
        .asString()
        .startsWith("major tls-handshake-failure")
        .contains("by server-operations");
  }

  @Test
  void aServerThatAnsweredOrClosesLaterHasNotRefusedTheClient() {
    assertThat(found(answeredWith("response", 123))).isEmpty();
    assertThat(found(answeredWith("goodbye", 1400)))
        .noneMatch(line -> line.contains("tls-handshake-failure"));
  }

  @Test
  void aClientThatLeavesBeforeItIsAnsweredMindsNothing() {
    assertThat(
            found(
                OPEN
                    + """
                    client 41ms data $hello13
                    client 55ms FIN
                    server 82ms data $answer13 split
                    client 82.1ms RST
                    """))
        .containsExactly("minor tls-handshake-failure 0 ns by client-application in 7");
  }

  @Test
  void aClientThatLeavesInTheMiddleOfTheAnswerMindsNothing() {
    assertThat(
            found(
                OPEN
                    + """
                    client 41ms data $hello12
                    server 82ms data $answer12 split
                    client 82.1ms ACK
                    client 83ms FIN
                    server 84ms data $answer12
                    client 84.1ms RST
                    """))
        .containsExactly("minor tls-handshake-failure 0 ns by client-application in 8");
  }

  @Test
  void aClientThatLeavesWithTheWholeAnswerRefusedIt() {
    assertThat(
            found(
                OPEN
                    + """
                    client 41ms data $hello12
                    server 82ms data $answer12
                    client 83ms ACK
                    client 90ms FIN
                    server 130ms FIN
                    client 130.1ms ACK
                    """))
        .anyMatch(line -> line.startsWith("major tls-handshake-failure"));
  }
}
