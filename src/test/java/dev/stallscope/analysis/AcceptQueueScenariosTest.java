package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Servers that do not accept what was opened, from packets to findings, with near misses (STALLS 8:
 * C05).
 */
class AcceptQueueScenariosTest {
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

  /** A request that is lost, and a second SYN-ACK with this sequence number. */
  private static String openedTwice(long isn) {
    return """
        set server isn 1612884805
        client  0ms      handshake rtt 40ms
        client  54ms     http-request GET / lost
        set server isn %d
        server  735ms    SYN,ACK
        set server isn 1612884805
        client  737ms    ACK 0
        server  791ms    ACK 0 win 42000
        client  3066ms   data 0..38 again
        server  3107ms   ACK
        server  3110ms   http-response 200 500
        client  3111ms   ACK
        """
        .formatted(isn);
  }

  @Test
  void aSynAckWithAnotherNumberIsOfAnotherConnection() {
    assertThat(findingsOf(openedTwice(1712195420L)))
        .containsExactly("critical tail-loss 2.29 s by network in 6 8");
  }

  @Test
  void aSynAckWithTheSameNumberIsSentAgain() {
    assertThat(findingsOf(openedTwice(1612884805L)))
        .containsExactly("critical accept-queue-overflow 2.93 s by server-operations in 4 8");
  }
}
