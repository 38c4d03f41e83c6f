package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Nagle's rule where no ACK is delayed, from packets to findings, and programs that write little at
 * a time for reasons of their own (STALLS 8: K01, W05).
 */
class SmallWritesScenariosTest {
  private static final String HEAD =
      "\"POST /up HTTP/1.1\\r\\nHost: a.test\\r\\nContent-Length: 200\\r\\n\\r\\n\"";

  /** Head and body of a request; the body leaves so many milliseconds after the head. */
  private static String twoWrites(int times, String bodyMillis) {
    return """
        client  0ms      handshake rtt 80ms
        repeat %d every 400ms
        client  90ms     data %s
        server  170ms    ACK
        client  %sms     data 200
        server  250.1ms  http-response 200 20
        client  250.2ms  ACK
        end
        """
        .formatted(times, HEAD, bodyMillis);
  }

  @Test
  void theBodyWaitsForTheAckOfTheHead() {
    assertThat(findingsOf(twoWrites(3, "170.1")))
        .containsExactly("major nagle-delayed-ack 240 ms by client-application in 4 5 9 10");
  }

  @Test
  void onceMayBeChance() {
    assertThat(findingsOf(twoWrites(1, "170.1"))).isEmpty();
  }

  @Test
  void aBodyThatComesLaterWasNotReady() {
    assertThat(findingsOf(twoWrites(3, "182"))).noneMatch(line -> line.contains("nagle"));
  }

  @Test
  void seenAtTheServer() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms      handshake rtt 80ms
                repeat 3 every 400ms
                client  90ms     data %s
                server  90.1ms   ACK
                client  170.1ms  data 200
                server  170.2ms  http-response 200 20
                client  250.2ms  ACK
                end
                """
                    .formatted(HEAD)))
        .containsExactly("critical nagle-delayed-ack 240 ms by client-application in 5 6 10 11");
  }

  @Test
  void theLastPieceOfAnAnswerWaitsForItsHead() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms      handshake rtt 60ms
                repeat 3 every 300ms
                client  70ms     http-request GET /
                server  71ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 2060\\r\\n\\r\\n"
                server  71.1ms   data 1460
                client  131ms    ACK
                server  131.1ms  data 600
                client  191.1ms  ACK
                end
                """))
        .containsExactly("critical nagle-delayed-ack 180 ms by server-application in 6 7 12 13");
  }

  @Test
  void aSenderThatOnceHadTwoSmallSegmentsUnderWayDoesNotWaitForAcks() {
    assertThat(
            findingsOf(
                twoWrites(3, "170.1")
                    + """
                    client  1400ms   data "POST /up HTTP/1.1\\r\\nContent-Length: 200\\r\\n\\r\\n"
                    client  1400.1ms data 200
                    server  1480.1ms http-response 200 20
                    client  1480.2ms ACK
                    """))
        .noneMatch(line -> line.contains("nagle"));
  }

  @Test
  void aWindowOfTenSegmentsHoldsBackTheEleventh() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms      handshake rtt 60ms
                repeat 3 every 300ms
                client  70ms     http-request GET /
                server  71ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 13740\\r\\n\\r\\n"
                server  71.1ms   data 13140 split
                client  131ms    ACK
                server  131.1ms  data 600
                client  191.1ms  ACK
                end
                """))
        .noneMatch(line -> line.contains("nagle"));
  }

  @Test
  void aProgramThatWritesAsMuchInEachRoundTripHasNoSmallBuffer() {
    StringBuilder script =
        new StringBuilder(
            """
            client  0ms      handshake rtt 100ms
            client  101ms    http-request GET /
            server  205ms    data "HTTP/1.1 200 OK\\r\\nContent-Length: 160000\\r\\n\\r\\n" + 9959 split
            client  205.1ms  ACK
            """);
    for (int i = 1; i < 16; i++) {
      script.append("server  %.1fms  data 10000 split%n".formatted(205 + i * 100.4));
      script.append("client  %.1fms  ACK%n".formatted(205.1 + i * 100.4));
    }
    assertThat(findingsOf(script.toString()))
        .noneMatch(line -> line.contains("send-buffer-limited"));
  }

  /** Writes of a server that its client sees come, each so long after it acknowledged the last. */
  private static String writes(int pauseMillis) {
    StringBuilder script =
        new StringBuilder(
            """
            client 0ms SYN
            server 200ms SYN,ACK
            client 200.1ms ACK
            repeat 12 every 400ms
            client 201ms http-request GET /small
            server 501ms http-response 200 100
            client 501.1ms ACK
            end
            client 6001ms http-request GET /export
            server 6301ms ACK
            server 6302ms data "HTTP/1.1 200 OK\\r\\nContent-Length: 9000\\r\\n\\r\\n" + 1000
            client 6302.1ms ACK
            """);
    for (int i = 1; i <= 8; i++) {
      int at = 6302 + i * pauseMillis;
      script.append("server %dms data 1000%nclient %d.1ms ACK%n".formatted(at, at));
    }
    return script.toString();
  }

  @Test
  void aWriteInEachRoundTripOfLateBlamesNobody() {
    assertThat(findingsOf(writes(310))).noneMatch(line -> line.contains("trickle"));
  }

  @Test
  void aWriteInEachSecondRoundTripIsATrickle() {
    assertThat(findingsOf(writes(620))).anyMatch(line -> line.contains("response-trickle"));
  }

  /** An upload in pieces; the ACK of the second segment comes so long after that of the first. */
  private static String upload(String acknowledged, String next) {
    return """
        client 0ms   handshake rtt 80ms
        client 100ms data "POST / HTTP/1.1\\r\\nContent-Length: 3400\\r\\n\\r\\n" + 1440 split
        server 180ms ACK 1460
        server %s    ACK
        client %s    data 1960 split
        server +81ms http-response 200 20
        client +0.1ms ACK
        """
        .formatted(acknowledged, next);
  }

  @Test
  void anAckIsDelayedSinceItsSegmentWasSent() {
    assertThat(findingsOf(upload("380.2ms", "380.3ms")).getFirst())
        .startsWith("minor nagle-delayed-ack 200 ms by client-application in 6 7");
  }

  @Test
  void aWriteLongAfterTheAckDidNotWaitForIt() {
    assertThat(findingsOf(upload("380.2ms", "980ms")))
        .noneMatch(line -> line.contains("nagle-delayed-ack"));
  }
}
