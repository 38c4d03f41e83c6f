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
        .startsWith("major tls-handshake-failure");
  }
}
