package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingOf;
import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Clients that waited for an answer, or a connection, until they gave up. */
class GivenUpScenariosTest {
  /** Half of an announced answer, and what came after it. */
  private static String halfAnswer(String end) {
    return """
        client  0ms      handshake rtt 40ms
        client  41ms     http-request GET /
        server  90ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 9000\\r\\n\\r\\n" + 3000 split
        client  90.1ms   ACK
        """
        + end;
  }

  @Test
  void aServerThatIsGoneInTheMiddleOfItsAnswer() {
    assertThat(
            findingsOf(
                halfAnswer(
                    """
                    client  5090.1ms FIN lost
                    client  5340ms   FIN lost
                    client  5840ms   FIN lost
                    expect  stall 90.1ms..5090.1ms path-outage
                    """)))
        .containsExactly("critical path-outage 5 s by network in 8 9");
  }

  @Test
  void aServerThatStopsInTheMiddleOfItsAnswerThoughItsHostIsThere() {
    assertThat(
            findingsOf(
                halfAnswer(
                    """
                    client  5090.1ms FIN
                    server  5130.1ms ACK
                    """)))
        .containsExactly("critical response-trickle 5 s by server-application in 8 9");
  }

  /** A request whose answer of so many bytes never came, though the server's host is there. */
  private static String noAnswer(int bytes, String fate) {
    return """
        client  0ms      handshake rtt 40ms
        client  41ms     http-request GET /
        server  81ms     ACK
        server  90ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: %d\\r\\n\\r\\n" + %d split %s
        client  5041ms   FIN
        server  5082ms   ACK
        """
        .formatted(bytes, bytes, fate);
  }

  @Test
  void anAnswerOfFullPacketsNeverComesWhileSmallOnesDo() {
    assertThat(findingsOf(noAnswer(16_000, "lost unseen")))
        .containsExactly("critical path-mtu-black-hole 4.96 s by network in 5 6");
  }

  @Test
  void ofAnAnswerOnlyTheLastAndSmallPacketComes() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET /
                server  81ms     ACK
                server  82ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 8000\\r\\n\\r\\n" + 7261 split lost unseen
                server  82.1ms   data 739
                client  82.2ms   ACK 0 sack 7300..8039
                client  5041ms   FIN ack 0 sack 7300..8039
                server  5082ms   ACK
                """))
        .containsExactly("critical path-mtu-black-hole 4.96 s by network in 7 8");
  }

  @Test
  void aSmallAnswerNeverComes() {
    assertThat(findingsOf(noAnswer(200, "lost unseen")))
        .containsExactly("critical path-outage 4.96 s by network in 5 6");
    assertThat(findingOf("path-outage", noAnswer(200, "lost unseen")).explanation())
        .contains("it never came through as far as the capture goes, also not after")
        .doesNotContain("recovering took");
  }

  @Test
  void anAnswerNeverComesWhereFullPacketsHadCome() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET /
                server  82ms     http-response 200 1420
                client  83ms     http-request GET /2
                server  123ms    ACK
                server  124ms    data 3000 split lost unseen
                client  5083ms   FIN
                server  5123ms   ACK
                """))
        .containsExactly("critical path-outage 4.96 s by network in 7 8");
  }

  @Test
  void anAnswerThatTheCaptureMissedWasAcknowledged() {
    assertThat(findingsOf(noAnswer(16_000, "unseen")))
        .noneMatch(line -> line.contains("path-mtu-black-hole") || line.contains("path-outage"));
  }

  @Test
  void anAnswerThatMayHaveBeenOnItsWayWhenTheClientLeftIsNotMissed() {
    assertThat(
            findingsOf(
                noAnswer(16_000, "lost unseen").replace("5041ms", "641ms").replace("5082", "682")))
        .isEmpty();
  }

  @Test
  void aClientThatClosesSoonHasChangedItsMind() {
    assertThat(findingsOf(halfAnswer("client 580ms FIN\nserver 620ms ACK\n"))).isEmpty();
  }

  @Test
  void aCloseThatNothingShowsTheAnswerToBlamesNobody() {
    assertThat(findingsOf(halfAnswer("client 5090.1ms FIN\n"))).isEmpty();
  }

  @Test
  void aClientThatHadClosedItsWindowDidNotWait() {
    assertThat(
            findingsOf(
                halfAnswer(
                    """
                    client  91ms     ACK win 0
                    client  5090.1ms FIN
                    server  5130.1ms ACK
                    """)))
        .noneMatch(line -> line.contains("response-trickle") || line.contains("path-outage"));
  }

  @Test
  void aLastSegmentThatWasCutToFitWaitedForTheWindow() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET /
                server  90ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 9000\\r\\n\\r\\n" + 3000 split
                client  90.1ms   ACK win 128
                server  390.1ms  data 128
                client  390.2ms  ACK win 0
                client  3000ms   RST
                """))
        .containsExactly("critical zero-window 300 ms by client-application in 8 9");
  }

  @Test
  void aCompleteAnswerLeavesNobodyWaiting() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET /
                server  90ms     http-response 200 3000
                client  90.1ms   ACK
                client  5090.1ms FIN
                server  5130.1ms ACK
                """))
        .isEmpty();
  }

  @Test
  void anAnswerIsCutThoughALossWasRepairedBeforeItsEnd() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET /
                server  90ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 9000\\r\\n\\r\\n" + 1000
                server  90.2ms   data 2501..3461
                server  90.21ms  data 3461..3961 fin
                client  90.3ms   ACK 1041 sack 2501..3961
                server  130.4ms  data 1041..2501
                client  130.5ms  ACK
                client  131ms    FIN
                server  171ms    ACK
                """))
        .contains("minor connection-reset 0 ns by server-application in 7 9");
  }

  /** A SYN that is repeated as Linux does, and the next attempt. */
  private static String attempts(String nextMillis) {
    return """
        one: client  0ms     SYN lost
        one: client  1000ms  SYN lost
        one: client  2000ms  SYN lost
        one: client  3000ms  SYN lost
        two: client  %sms  SYN lost
        """
        .formatted(nextMillis);
  }

  @Test
  void theNextAttemptShowsHowLongTheFirstWasWaitedFor() {
    assertThat(findingsOf(attempts("3500")))
        .containsExactly("critical connect-timeout 3.5 s by network in 1 4");
  }

  @Test
  void anAttemptAfterTheTimerWasDueTellsNothingOfTheFirst() {
    assertThat(findingsOf(attempts("4100")))
        .containsExactly("critical connect-timeout 3 s by network in 1 4");
  }

  /** A second request that is reset within a round trip. */
  private static String resetRequest(String options) {
    return """
        client  0ms      handshake rtt 40ms
        client  41ms     http-request GET /
        server  90ms     http-response 200 500
        client  90.1ms   ACK
        client  1041ms   http-request GET /b
        server  1051ms   RST %s
        """
        .formatted(options);
  }

  @Test
  void aResetFromADeviceBetweenIsNoRaceWithTheServer() {
    assertThat(findingsOf(resetRequest("ttl 250")))
        .singleElement()
        .asString()
        .startsWith("minor connection-reset");
  }

  @Test
  void aResetFromTheServerIs() {
    assertThat(findingsOf(resetRequest("")))
        .singleElement()
        .asString()
        .startsWith("minor keep-alive-race");
  }

  /** A request that the server's host confirms and its program never answers. */
  private static String unanswered(String end) {
    return """
        client  0ms      handshake rtt 40ms
        client  41ms     http-request GET /
        server  81ms     ACK
        client  3041ms   FIN
        server  3081ms   ACK
        """
        + end;
  }

  @Test
  void aClientThatHasClosedWaitsForNoAnswer() {
    assertThat(
            findingsOf(
                unanswered(
                    """
                    client  48041ms  keep-alive
                    server  48081ms  ACK
                    client  93041ms  keep-alive
                    server  93081ms  ACK
                    """)))
        .containsExactly("critical slow-server-response 2.96 s by server-application in 5 6");
  }

  @Test
  void aClientThatHasOnlySaidAllWaitsOn() {
    assertThat(
            findingsOf(
                unanswered(
                    """
                    server  9081ms   http-response 200 500
                    client  9081.1ms ACK
                    """)))
        .containsExactly("critical slow-server-response 9 s by server-application in 5 8");
  }
}
