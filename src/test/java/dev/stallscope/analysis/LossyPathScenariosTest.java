package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Silences on paths that hold or lose what both sides send: what looks like a program that rested
 * or a receiver that put its ACK off was a timer (STALLS A01, A02, A03, K02), with near misses.
 */
class LossyPathScenariosTest {
  /**
   * A request and two copies of it.
   *
   * @param wordMillis when the first word of them comes, which tells of a copy as well
   */
  private static String asked(int wordMillis, int answerMillis) {
    return """
    set capture near client
    client 0ms handshake rtt 40ms
    client 41ms data "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"
    client 285ms data 0..27 again
    client 533ms data 0..27 again
    server %1$dms ACK 27 sack 0..27
    server %1$d.03ms ACK 27 sack 0..27
    server %2$dms http-response 200 300
    client %2$d.1ms ACK
    """
        .formatted(wordMillis, answerMillis);
  }

  @Test
  void aRequestWhoseCopiesAreAllAnsweredTogetherWasHeldByThePath() {
    assertThat(findingsOf(asked(871, 873)))
        .singleElement()
        .asString()
        .startsWith("critical delay-spike 790 ms by network");
  }

  @Test
  void aCopyThatIsAnsweredInTimeLeavesTheServerItsThinking() {
    assertThat(findingsOf(asked(573, 1373)))
        .anyMatch(line -> line.startsWith("critical slow-server-response"))
        .noneMatch(line -> line.contains("delay-spike"));
  }

  @Test
  void moreOfAnAnswerWhoseBeginningWasLostIsNoSlowServer() {
    assertThat(
            findingsOf(
                """
                set capture near client
                client 0ms handshake rtt 250ms
                client 251ms http-request GET /a
                server 502ms data "HTTP/1.1 200 OK\\r\\nContent-Length: 8700\\r\\n\\r\\n" + 1400 lost unseen
                server 502ms data 2920 split
                client 502.1ms ACK 0 sack 1441..4361
                server 753ms data 4380 split
                client 753.1ms ACK 0 sack 1441..8741
                server 754ms data 0..1441 again
                client 754.1ms ACK
                """))
        .noneMatch(line -> line.contains("slow-server-response"))
        .anyMatch(line -> line.contains("packet-loss"));
  }

  /** A download near the server, of which every fourth segment is sent again; then one by one. */
  private static String oneByOne(int losses) {
    StringBuilder script =
        new StringBuilder(
            """
            set capture near server
            client 0ms handshake rtt 20ms
            client 20.1ms http-request GET /
            server 25ms data "HTTP/1.1 200 OK\\r\\nContent-Length: 58397\\r\\n\\r\\n" + 1417
            client 45ms ACK 1459
            """);
    long at = 50;
    int sent = 1459;
    for (int i = 0; i < 4; i++) {
      String fate = i < losses ? "lost" : "";
      script.append("server %dms data 1460 %s\n".formatted(at, fate));
      script.append("server %d.1ms data 4380 split\n".formatted(at));
      if (i < losses) {
        script.append(
            "client %dms ACK %d sack %d..%d\n".formatted(at + 20, sent, sent + 1460, sent + 5840));
        script.append("server %d.1ms data %d..%d again\n".formatted(at + 20, sent, sent + 1460));
      }
      sent += 5840;
      script.append("client %dms ACK %d\n".formatted(at + 41, sent));
      at += 42;
    }
    for (int i = 0; i < 23; i++) {
      script.append("server %d.1ms data 1460\n".formatted(at));
      script.append("client %d.1ms ACK\n".formatted(at + 60));
      at += 60;
    }
    return script.toString();
  }

  @Test
  void whoHasHardlyAWindowLeftAfterLossesSuffersFromThemNotFromDelayedAcks() {
    assertThat(findingsOf(oneByOne(0))).anyMatch(line -> line.contains(" delayed-ack "));
    assertThat(findingsOf(oneByOne(4)))
        .noneMatch(line -> line.contains(" delayed-ack "))
        .anyMatch(line -> line.contains("packet-loss"));
  }

  /**
   * A download near the server that goes on 150 ms after its last segments, which the client
   * acknowledges when it hears of more.
   */
  private static String wentOn(int losses, String heard) {
    String download = oneByOne(losses);
    String cut = download.substring(0, download.indexOf("server 218.1ms"));
    return cut
        + """
        server 218.1ms data 2920 split
        %sserver 368.1ms data 1460
        client 388.1ms ACK
        server 389ms data 2920 split
        client 409ms ACK
        """
            .formatted(heard);
  }

  @Test
  void aSenderThatWasNotHeardOfOnALossyPathDidNotPause() {
    assertThat(findingsOf(wentOn(4, ""))).noneMatch(line -> line.contains("sender-pause"));
    assertThat(findingsOf(wentOn(0, ""))).anyMatch(line -> line.contains("sender-pause"));
  }

  /** Four answers on a path of 180 ms, each so much later than its server's clock tells. */
  private static String late(int millis) {
    StringBuilder script =
        new StringBuilder(
            """
            set capture near client
            client 0ms SYN ts 1000 0
            server 180ms SYN,ACK ts 5090 1000
            client 180.1ms ACK ts 1180 5090
            """);
    for (int i = 0; i < 4; i++) {
      int at = 200 + 500 * i;
      script.append(
          """
          client %1$dms http-request GET /%2$d ts %3$d %4$d
          server %5$d.5ms http-response 200 300 ts %6$d %3$d
          client %5$d.6ms ACK ts %7$d %6$d
          """
              .formatted(
                  at,
                  i,
                  1_000 + at,
                  i == 0 ? 5_090 : 5_092 + at - 500,
                  at + 182 + millis,
                  5_092 + at,
                  1_182 + at + millis));
    }
    return script.toString();
  }

  @Test
  void theJitterOfALongPathIsNoSpike() {
    assertThat(findingsOf(late(36))).noneMatch(line -> line.contains("delay-spike"));
    assertThat(findingsOf(late(70))).anyMatch(line -> line.contains("delay-spike"));
  }
}
