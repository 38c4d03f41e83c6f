package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Connections whose protocol nobody can read: what the packets themselves tell of a wait. */
class UnknownTalkScenariosTest {
  private static final String UNKNOWN =
      """
      set server 10.0.0.2:10103
      client 0ms    handshake rtt 40ms
      %1$s 50ms     data hex 80ff01 + 50
      %2$s 90ms     data hex 80fe01 + 4000
      %1$s 91ms     ACK
      %1$s 1000ms data hex 80ff02 + 100
      %2$s 1075ms ACK
      %1$s 1075.1ms data hex 80ff02 + 100
      %2$s 1150.1ms ACK
      %1$s 1150.2ms data hex 80ff02 + 100
      %2$s 1225.2ms ACK
      %1$s 1225.3ms data hex 80ff02 + 100
      %2$s 1300.3ms ACK
      """;

  @Test
  void whoWritesInPiecesHasToActWhoeverSentMore() {
    assertThat(findingsOf(UNKNOWN.formatted("client", "server")))
        .containsExactly("minor nagle-delayed-ack 105 ms by client-application in 7 8 9 10");
    assertThat(findingsOf("set capture near server\n" + UNKNOWN.formatted("server", "client")))
        .containsExactly("minor nagle-delayed-ack 105 ms by server-application in 7 8 9 10");
  }

  @Test
  void whatAHostOnlyRepeatedIsAnOutageThoughNothingElseWasCaptured() {
    assertThat(
            findingsOf(
                """
                client 0ms    data 0..648 ack 1
                client 206ms  data 0..648 again ack 1
                client 806ms  data 0..648 again ack 1
                client 2006ms data 0..648 again ack 1
                client 4406ms data 0..648 again ack 1
                client 9206ms data 0..648 again ack 1
                """))
        .containsExactly("critical path-outage 9.21 s by network in 1 6");
  }

  /** The ACK is delayed, and the program writes again before it comes. */
  @Test
  void aWriteBesideALateAckWaitedForNothing() {
    String writing =
        """
        client 0ms    handshake rtt 30ms
        client 50ms   data hex 80ff01 + 50
        server 80ms   ACK
        client 1000ms data hex 80ff02 + 200
        %sclient 1071ms data hex 80ff02 + 300
        server 1072ms ACK %d
        server 1101ms ACK
        """;
    assertThat(findingsOf(writing.formatted("", 256))).isEmpty();
    assertThat(findingsOf(writing.formatted("client 1000.1ms data hex 80ff02 + 200\n", 256 + 203)))
        .containsExactly("minor delay-spike 41 ms by network in 7 8");
  }

  @Test
  void aProbeOfAnIdleConnectionSaysNothingOfTheCapture() {
    assertThat(
            findingsOf(
                """
                client 0ms    ACK ack 1
                client 100ms  keep-alive
                server 140ms  ACK
                """))
        .isEmpty();
  }
}
