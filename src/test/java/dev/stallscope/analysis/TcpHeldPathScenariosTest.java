package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Silences seen from the client, that the path made and not the server: the timestamps in what
 * ended them tell the two apart (RFC 7323, STALLS N02, A01, A02).
 */
class TcpHeldPathScenariosTest {
  private static final String HEAD =
      "\"HTTP/1.1 200 OK\\r\\nContent-Type: image/png\\r\\nContent-Length: 23168\\r\\n\\r\\n\"";

  /**
   * Sixteen segments and a head, eight of them after a silence of 700 ms.
   *
   * @param sentMillis the server's clock when it sent the first of those
   * @param heardMillis the newest of the client's clock that it had heard of by then
   */
  private static String download(int sentMillis, int heardMillis) {
    StringBuilder script =
        new StringBuilder(
            """
            set capture near client
            set timestamps on
            client 0ms SYN ts 1000 0
            server 40ms SYN,ACK ts 5020 1000
            client 40.02ms ACK ts 1040 5020
            client 41ms http-request GET /map.png ts 1041 5020
            server 81ms data %s ts 5061 1041
            client 81.1ms ACK ts 1081 5061
            """
                .formatted(HEAD));
    for (int i = 0; i < 8; i++) {
      script.append("server %dms data 1448 ts %d 1041\n".formatted(82 + 5 * i, 5062 + 5 * i));
      script.append("client %d.1ms ACK ts %d 5061\n".formatted(82 + 5 * i, 1082 + 5 * i));
    }
    for (int i = 0; i < 8; i++) {
      script.append(
          "server %d.%dms data 1448 ts %d %d\n".formatted(817, i, sentMillis + i, heardMillis));
      script.append("client %d.%d5ms ACK ts %d %d\n".formatted(817, i, 1817, sentMillis + i));
    }
    return script.toString();
  }

  @Test
  void dataThatHadLeftLongBeforeWereHeldByThePath() {
    assertThat(findingsOf(download(5099, 1081)))
        .singleElement()
        .asString()
        .startsWith("critical delay-spike 697 ms by network");
  }

  @Test
  void dataThatLeftAfterTheSilenceWereThePauseOfTheServer() {
    assertThat(findingsOf(download(5797, 1117)))
        .singleElement()
        .asString()
        .startsWith("critical response-trickle 700 ms by server-application");
  }

  @Test
  void dataSentBeforeTheirSenderHadHeardOfAllWaitedForAcksThatThePathHeld() {
    assertThat(findingsOf(download(5797, 1082)))
        .singleElement()
        .asString()
        .startsWith("critical delay-spike 690 ms by network");
  }

  @Test
  void aSystemThatEchoesNoBareAckShowsNobodysPause() {
    assertThat(findingsOf(download(5797, 1041))).isEmpty();
  }

  /** Three calls that are answered at once, and one whose answer comes after 640 ms. */
  private static String call(int sentMillis) {
    StringBuilder script =
        new StringBuilder(
            """
            set capture near client
            set timestamps on
            client 0ms SYN ts 1000 0
            server 40ms SYN,ACK ts 5020 1000
            client 40.02ms ACK ts 1040 5020
            """);
    for (int i = 1; i <= 3; i++) {
      script.append(
          """
          client %1$d00ms http-request GET /item/%1$d ts 1%1$d00 5020
          server %1$d41ms http-response 200 50 ts 5%1$d20 1%1$d00
          client %1$d41.1ms ACK ts 1%1$d41 5%1$d20
          """
              .formatted(i));
    }
    return script
        + """
        client 400ms http-request GET /item/4 ts 1400 5320
        server 440ms ACK ts 5420 1400
        server 1040ms http-response 200 50 ts %1$d 1400
        client 1040.1ms ACK ts 2040 %1$d
        """
            .formatted(sentMillis);
  }

  @Test
  void anAnswerThatHadLeftLongBeforeIsNoSlowServer() {
    assertThat(findingsOf(call(5421)))
        .singleElement()
        .asString()
        .startsWith("critical delay-spike 598 ms by network");
  }

  @Test
  void anAnswerThatLeftLateIsTheServers() {
    assertThat(findingsOf(call(6020)))
        .singleElement()
        .asString()
        .startsWith("critical slow-server-response 600 ms by server-application");
  }

  /** As {@link #call}, without the server's early ACK: 640 ms between request and answer. */
  private static String lateCall(int sentMillis) {
    return call(sentMillis).replaceFirst("server 440ms ACK .*\n", "");
  }

  @Test
  void whatAnAnswerWasLateByIsNotTheServers() {
    assertThat(findingsOf(lateCall(5820)))
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .startsWith("critical slow-server-response 401 ms by server-application"),
            second -> assertThat(second).startsWith("major delay-spike 199 ms by network"));
  }

  @Test
  void anAnswerThatWaitedBehindOthersIsNobodysFault() {
    String others =
        """
        b: client 860ms handshake rtt 10ms
        b: client 871ms http-request GET /map.png
        b: server 881ms http-response 200 58000 split every 4ms
        """;

    assertThat(findingsOf(lateCall(5820) + others))
        .singleElement()
        .asString()
        .startsWith("critical slow-server-response 401 ms by server-application");
  }

  @Test
  void anAnswerBeforeItsRequestIsAClockThatWasSet() {
    assertThat(findingsOf(lateCall(5370)))
        .singleElement()
        .asString()
        .startsWith("critical slow-server-response 600 ms by server-application");
  }

  /**
   * Seen from the server: eight segments are acknowledged only after 740 ms, when their first has
   * been sent again for nothing.
   *
   * @param ackMillis the client's clock when it sent that ACK
   */
  private static String lateAck(int ackMillis) {
    StringBuilder script =
        new StringBuilder(
            """
            set capture near server
            set timestamps on
            client 0ms SYN ts 1000 0
            server 0.1ms SYN,ACK ts 5000 1000
            client 40.2ms ACK ts 1020 5000
            client 40.3ms http-request GET /map.png ts 1020 5000
            server 41ms data %s ts 5041 1020
            client 81ms ACK ts 1061 5041
            """
                .formatted(HEAD));
    for (int i = 0; i < 8; i++) {
      script.append("server 81.%dms data 1448 ts 5081 1061\n".formatted(i));
    }
    return script
        + """
        server 381ms data 101..1549 again ts 5381 1061
        client 821ms ACK ts %1$d 5081
        client 821.1ms ACK sack 101..1549 ts %1$d 5081
        server 821.2ms data 11584 split ts 5821 %1$d
        client 861.3ms ACK ts 1841 5821
        """
            .formatted(ackMillis);
  }

  @Test
  void anAckThatThePathHeldMadeARepetitionNeedless() {
    assertThat(findingsOf(lateAck(1101)))
        .singleElement()
        .asString()
        .startsWith("critical spurious-retransmission 700 ms by network");
  }

  @Test
  void dataThatThePathHeldAreOneSpikeThoughTheTimerExpiredMeanwhile() {
    assertThat(findingsOf(lateAck(1801)))
        .singleElement()
        .asString()
        .startsWith("critical delay-spike 700 ms by network");
  }
}
