package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Captures between two hosts, half a round trip from either: who waited for whom (STALLS 0.4). */
class MidPathScenariosTest {
  private static final String CALL =
      """
      set capture in middle
      client  0ms      handshake rtt 40ms
      client  41ms     http-request GET /
      """;

  /** The answer's first segment, which passes half a round trip before the client has it. */
  private static final String HEAD =
      "server 66ms data \"HTTP/1.1 200 OK\\r\\nContent-Length: 4339\\r\\n\\r\\n\" + 1419\n";

  @Test
  void theWayToTheServerIsNotTheServers() {
    assertThat(findingsOf(CALL + "server 361ms http-response 200 500\nclient 381ms ACK"))
        .containsExactly("critical slow-server-response 300 ms by server-application in 4 5");
  }

  @Test
  void theWayThereAndBackIsNoWait() {
    assertThat(findingsOf(CALL + "server 66ms http-response 200 500\nclient 86ms ACK")).isEmpty();
  }

  @Test
  void aLossBehindTheCapturePointIsSeenTwice() {
    assertThat(
            findingsOf(
                CALL
                    + """
                    server  66ms     http-response 200 5000 split
                    client  86ms     ACK 4380
                    server  326ms    data 4380..5067 again
                    client  346ms    ACK
                    expect  stall 86ms..326ms tail-loss
                    """))
        .containsExactly("critical tail-loss 200 ms by network in 9 10");
  }

  @Test
  void aLossBeforeTheCapturePointLeavesAHole() {
    assertThat(
            findingsOf(
                CALL
                    + HEAD
                    + """
                    server  66.1ms   data 2920..4380 split
                    client  86ms     ACK 1460 sack 2920..4380
                    server  366ms    data 1460..2920
                    client  386ms    ACK
                    expect  stall 86ms..366ms retransmission-timeout
                    """))
        .containsExactly("critical retransmission-timeout 240 ms by network in 7 8");
  }

  @Test
  void aHoleThatIsFilledAtOnceWasOvertaken() {
    assertThat(
            findingsOf(
                CALL
                    + HEAD
                    + """
                    server  66.1ms   data 2920..4380 split
                    server  66.4ms   data 1460..2920
                    client  86ms     ACK
                    """))
        .isEmpty();
  }

  @Test
  void aClientThatThinksBetweenCallsIsNoTrouble() {
    assertThat(
            findingsOf(
                CALL
                    + """
                    server  66ms     http-response 200 500
                    client  86ms     ACK
                    client  900ms    http-request GET /next
                    server  925ms    http-response 200 500
                    client  945ms    ACK
                    """))
        .isEmpty();
  }
}
