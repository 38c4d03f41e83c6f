package dev.stallscope.diagnosis.application;

import static dev.stallscope.analysis.ScriptedFindings.findingOf;
import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Waits for a server's first byte, from packets to findings, with near misses (STALLS 8). */
class SlowServerScenariosTest {
  @Test
  void aServerThatThinksIsSeenFromTheClient() {
    assertThat(
            findingsOf(
                """
                client  0ms    handshake rtt 40ms
                client  41ms   http-request GET /report
                server  81ms   ACK
                server  381ms  http-response 200 2000
                client  382ms  ACK
                expect  stall 81ms..381ms slow-server-response
                """))
        .containsExactly("critical slow-server-response 300 ms by server-application in 5 6");
  }

  @Test
  void aServerThatThinksIsSeenAtTheServer() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms    handshake rtt 40ms
                client  41ms   http-request GET /report
                server  41ms   ACK
                server  341ms  http-response 200 2000
                client  381ms  ACK
                expect  stall 41ms..341ms slow-server-response
                """))
        .containsExactly("critical slow-server-response 300 ms by server-application in 5 6");
  }

  @Test
  void aProxyIsNotBlamedForTheServerBehindItOnTheSameHost() {
    assertThat(
            findingsOf(
                """
                set capture near server
                outer: client  0ms      handshake rtt 40ms
                outer: client  41ms     http-request GET /report
                outer: server  41ms     ACK
                inner: set client 127.0.0.1:50000
                inner: set server 127.0.0.1:8001
                inner: client  42ms     handshake rtt 0.02ms
                inner: client  42.1ms   http-request GET /report
                inner: server  842ms    http-response 200 2000
                inner: client  842.1ms  ACK
                outer: server  843ms    http-response 200 2000
                outer: client  883ms    ACK
                """))
        .containsExactly("critical slow-server-response 800 ms by server-application in 9 10");
  }

  @Test
  void whatAClientAsksItselfIsNotForTheServerItWaitsFor() {
    assertThat(
            findingsOf(
                """
                outer: client  0ms      handshake rtt 40ms
                outer: client  41ms     http-request GET /report
                outer: server  81ms     ACK
                inner: set client 127.0.0.1:50000
                inner: set server 127.0.0.1:8001
                inner: client  92ms     handshake rtt 0.02ms
                inner: client  92.1ms   http-request GET /report
                inner: server  842ms    http-response 200 2000
                inner: client  842.1ms  ACK
                outer: server  883ms    http-response 200 2000
                outer: client  883.1ms  ACK
                """))
        .hasSize(2)
        .allMatch(finding -> finding.startsWith("critical slow-server-response"));
  }

  @Test
  void aLongPathIsNoSlowServer() {
    assertThat(
            findingsOf(
                """
                client  0ms    handshake rtt 280ms
                client  281ms  http-request GET /report
                server  581ms  http-response 200 2000
                client  582ms  ACK
                """))
        .noneMatch(line -> line.contains("slow-server-response"));
  }

  @Test
  void aRequestThatHadToBeSentAgainIsTheNetworksTime() {
    assertThat(
            findingsOf(
                """
                client  0ms    handshake rtt 40ms
                client  41ms   http-request GET /report lost
                client  281ms  data 0..44 again
                server  322ms  http-response 200 2000
                client  323ms  ACK
                """))
        .isNotEmpty()
        .noneMatch(line -> line.contains("slow-server-response"));
  }

  @Test
  void anAnswerThatNeverCameIsNotSaidToHaveCome() {
    assertThat(
            findingOf(
                    "slow-server-response",
                    """
                    client  0ms    handshake rtt 40ms
                    client  41ms   http-request GET /report
                    server  81ms   ACK
                    client  5s     FIN
                    server  5040ms ACK
                    """)
                .title())
        .startsWith("The server had not answered GET /report after 4.9");
  }

  @Test
  void anIdleConnectionIsNobodysTime() {
    assertThat(
            findingsOf(
                """
                client  0ms    handshake rtt 40ms
                client  41ms   http-request GET /a
                server  82ms   http-response 200 500
                client  83ms   ACK
                client  30s    http-request GET /b
                server  30041ms http-response 200 500
                client  30042ms ACK
                client  90s    RST ack 0
                """))
        .isEmpty();
  }

  /** Three connections; each asks at once, and later again seven times, answered quickly. */
  private static String warmingUp(int firstMillis, int laterMillis) {
    StringBuilder script = new StringBuilder();
    for (String name : new String[] {"a", "b", "c"}) {
      script.append("%s: client 0ms handshake rtt 20ms\n".formatted(name));
      for (int i = 0; i < 8; i++) {
        int asked = 21 + 300 * i;
        int thinks = i == 0 ? firstMillis : i == 4 ? laterMillis : 2;
        script.append(
            """
            %1$s: client %2$dms http-request GET /item/%3$d
            %1$s: server %4$dms http-response 200 300
            %1$s: client %4$d.1ms ACK
            """
                .formatted(name, asked, i, asked + 20 + thinks));
      }
    }
    return script.toString();
  }

  @Test
  void firstCallsThatWereSentTogetherOpenedSomething() {
    assertThat(findingsOf(warmingUp(90, 2))).isEmpty();
  }

  @Test
  void callsThatTakeLongAmongQuickOnesAreNoFirstOnes() {
    assertThat(findingsOf(warmingUp(2, 90)))
        .singleElement()
        .asString()
        .startsWith("minor slow-server-response 270 ms");
  }
}
