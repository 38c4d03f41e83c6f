package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Senders that wait for an ACK that is put off, from packets to findings, for downloads and uploads
 * (STALLS 8: K01, K02).
 */
class DelayedAckScenariosTest {
  @Test
  void smallWritesOfTheServerWaitForDelayedAcks() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET /a
                server  90ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 200\\r\\n\\r\\n"
                client  130ms    ACK
                server  170ms    data 200
                client  170.1ms  ACK
                client  241ms    http-request GET /b
                server  290ms    data "HTTP/1.1 200 OK\\r\\nContent-Length: 200\\r\\n\\r\\n"
                client  330ms    ACK
                server  370ms    data 200
                client  370.1ms  ACK
                """))
        .containsExactly("major nagle-delayed-ack 80 ms by server-application in 5 6 10 11");
  }

  @Test
  void smallWritesOfTheClientWaitForDelayedAcks() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                repeat 3 every 300ms
                client  50ms     data "POST /up HTTP/1.1\\r\\nHost: a.test\\r\\nContent-Length: 200\\r\\n\\r\\n"
                server  130ms    ACK
                client  130.1ms  data 200
                server  170.1ms  http-response 200 20
                client  170.2ms  ACK
                end
                """))
        .containsExactly("major nagle-delayed-ack 120 ms by client-application in 4 5 9 10");
  }

  @Test
  void aServerThatWorksFortyMillisecondsIsNoDelayedAck() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET /
                server  121ms    http-response 200 200
                client  121.1ms  ACK
                client  200ms    http-request GET /b
                server  280ms    http-response 200 200
                client  280.1ms  ACK
                """))
        .isEmpty();
  }

  @Test
  void oneSegmentAtATimeWaitsForDelayedAcks() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms      handshake rtt 20ms
                client  20.1ms   http-request GET /
                server  25ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 14600\\r\\n\\r\\n" + 1417
                client  85ms     ACK
                repeat 9 every 60.1ms
                server  85.1ms   data 1460
                client  145.1ms  ACK
                end
                """))
        .containsExactly("critical delayed-ack 320 ms by client-application in 7 8 9 10");
  }

  /** A segment each 90 ms, whose sender had heard what was said so much before it was sent. */
  private static String oneAtATime(int heardMillis) {
    StringBuilder script =
        new StringBuilder(
            """
            client 0ms SYN ts 1000 0
            server 50ms SYN,ACK ts 9000 1000
            client 50.1ms ACK ts 1050 9000
            client 51ms http-request GET / ts 1051 9000
            server 102ms data "HTTP/1.1 200 OK\\r\\nContent-Length: 14600\\r\\n\\r\\n" + 1417 ts 9051 1051
            client 147ms ACK ts 1147 9051
            """);
    for (int i = 1; i <= 9; i++) {
      int at = 102 + 90 * i;
      script.append(
          "server %dms data 1460 ts %d %d\n".formatted(at, 8949 + at, at + 1000 - heardMillis));
      script.append("client %dms ACK ts %d %d\n".formatted(at + 45, at + 1045, 8949 + at));
    }
    return script.toString();
  }

  @Test
  void dataThatEchoTheDelayedAckWaitedForIt() {
    assertThat(findingsOf(oneAtATime(45)))
        .anyMatch(finding -> finding.startsWith("major delayed-ack 404 ms"));
  }

  /** Only the first echoes no ACK but the request, which tells nothing. */
  @Test
  void dataThatEchoAnOlderWordDidNotWaitForTheDelayedAck() {
    assertThat(findingsOf(oneAtATime(130)))
        .containsExactly("minor delayed-ack 44.9 ms by client-application in 5 6");
  }
}
