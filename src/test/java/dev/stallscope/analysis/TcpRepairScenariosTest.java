package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.analysisOf;
import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.measure.Stall;
import dev.stallscope.time.Nanos;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Repairs and probes that delay nothing by themselves, or not as long as it seems (STALLS 8). */
class TcpRepairScenariosTest {
  /** The link hands on one packet each 12 ms, a repair in the place of what would have come. */
  private static String fullLinkNearClient(int repairMillis) {
    return """
        set capture near client
        client  0ms      handshake rtt 40ms
        client  40.1ms   http-request GET /
        server  82ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 118217\\r\\n\\r\\n" + 1417
        repeat 60 every 12ms
        server  94ms     data 1460
        client  94.1ms   ACK
        end
        server  814ms    data 90520..91980
        client  814.1ms  ACK 89060 sack 90520..91980
        server  826ms    data 91980..93440
        client  826.1ms  ACK 89060 sack 90520..93440
        server  838ms    data 93440..94900
        client  838.1ms  ACK 89060 sack 90520..94900
        server  %1$dms   data 89060..90520 again
        client  %1$d.1ms ACK 94900
        """
            .formatted(repairMillis)
        + """
        repeat 16 every 12ms
        server  %1$dms   data 1460
        client  %1$d.1ms ACK
        end
        """
            .formatted(repairMillis + 12);
  }

  @Test
  void aRepairOnALinkThatStaysFullDelaysNothingAtTheClientEither() {
    assertThat(lostMillis(fullLinkNearClient(850))).isZero();
  }

  @Test
  void aRepairOnALinkThatStoodIdleMeanwhileDelays() {
    assertThat(lostMillis(fullLinkNearClient(950))).isEqualTo(99);
  }

  private static long lostMillis(String script) {
    return analysisOf(script).measurements().stalls().stream().mapToLong(Stall::lostNanos).sum()
        / Nanos.ofMillis(1);
  }

  /** Overtaken by six, sent again for nothing: the window goes on growing as before. */
  @Test
  void aNeedlessRepairMakesNoLossOfTheRoundTripBehindIt() {
    assertThat(
            lostMillis(
                """
                set capture near server
                set client window 1000000
                client  0ms      handshake rtt 80ms
                client  80.1ms   http-request GET /
                server  82ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 45218\\r\\n\\r\\n" + 1418
                repeat 9 every 0.001ms
                server  82.1ms   data 1460
                end
                client  162ms    ACK 1460
                server  162.1ms  data 2920 split
                client  162.5ms  ACK 1460 sack 2920..4380
                client  163ms    ACK 1460 sack 2920..5840
                client  163.5ms  ACK 1460 sack 2920..7300
                server  163.6ms  data 1460..2920 again
                client  172ms    ACK 14600
                repeat 9 every 0.001ms
                server  172.1ms  data 1460
                end
                client  242.1ms  ACK 17520
                server  242.2ms  data 14600 split
                client  243.6ms  ACK 17520 sack 1460..2920
                client  252.1ms  ACK 30660
                client  322.2ms  ACK
                """))
        .isZero();
  }

  /**
   * Nothing is heard for 900 ms. A probe with new data comes when the timeout, which began when the
   * oldest segment was sent, is due; the timeout repeats what had long arrived.
   */
  @Test
  void aProbeAtTheTimeOfTheTimeoutIsNoPauseOfTheServer() {
    assertThat(findingsOf(silenceUntil(812)))
        .isNotEmpty()
        .noneMatch(finding -> finding.contains("sender-pause"));
  }

  /** The client's clock tells that its word was sent just before; it echoes the first copy. */
  private static String answeredLate(String more) {
    return """
    set capture near server
    client 0ms SYN ts 1000 0
    server 0.1ms SYN,ACK ts 9000 1000
    client 40ms ACK ts 1040 9000
    client 41ms http-request GET / ts 1041 9000
    server 42ms data "HTTP/1.1 200 OK\\r\\nContent-Length: 3000\\r\\n\\r\\n" + 1000 ts 9042 1041
    client 82ms ACK ts 1082 9042
    server 83ms data 1041..2041 ts 9083 1082
    server 383ms data 1041..2041 again ts 9383 1082
    client 424ms ACK ts 1424 9083
    """
        + more
        + """
        server 425ms data 2041..3041 ts 9425 1424
        client 465ms ACK ts 1465 9425
        """;
  }

  @Test
  void aSingleAnswerARoundTripAfterTheRepairIsNoHeldPath() {
    assertThat(findingsOf(answeredLate("")))
        .anyMatch(finding -> finding.contains("spurious-retransmission"))
        .noneMatch(finding -> finding.contains("delay-spike"));
  }

  @Test
  void twoCopiesThatWereBothLateAreAnsweredTwice() {
    assertThat(findingsOf(answeredLate("client 424.1ms ACK ts 1424 9083\n")))
        .anyMatch(finding -> finding.contains("delay-spike"))
        .noneMatch(finding -> finding.contains("spurious-retransmission"));
  }

  /** Linux probes with all that its program had written at once. */
  @Test
  void aProbeOfSeveralSegmentsIsNoPauseOfTheServer() {
    String together =
        "server 812ms data 1460\nserver 812.02ms data 1460\nserver 812.04ms data 1460";

    assertThat(findingsOf(silenceUntil(812).replace("server 812ms data 1460", together)))
        .isNotEmpty()
        .noneMatch(finding -> finding.contains("sender-pause"));
  }

  @Test
  void severalSegmentsThatAreAnsweredAtOnceAreNoProbe() {
    String answered = "server 812ms data 1460\nserver 812.02ms data 1460\nclient 813ms ACK 62780";

    assertThat(findingsOf(silenceUntil(812).replace("server 812ms data 1460", answered)))
        .noneMatch(finding -> finding.contains("delay-spike"));
  }

  @Test
  void severalSegmentsBehindWhichNothingIsHeardAreAProbe() {
    String alone = "server 812ms data 1460\nserver 812.02ms data 1460\nclient 1800ms ACK 62780\n";

    assertThat(
            findingsOf(
                silenceUntil(812)
                    .lines()
                    .takeWhile(line -> !line.contains("812ms"))
                    .collect(Collectors.joining("\n", "", "\n" + alone))))
        .anyMatch(finding -> finding.contains("delay-spike"))
        .noneMatch(finding -> finding.contains("sender-pause"));
  }

  @Test
  void whatGoesOnBehindItIsNoProbe() {
    String goingOn = "server 812ms data 1460\nserver 820ms data 1460\nserver 830ms data 1460";

    assertThat(findingsOf(silenceUntil(812).replace("server 812ms data 1460", goingOn)))
        .anyMatch(finding -> finding.contains("sender-pause"));
  }

  /** What was under way was lost: nothing that the program did meanwhile was waited for. */
  @Test
  void dataBeforeTheTimeoutOfALostFlightAreNoPauseOfTheServer() {
    StringBuilder script =
        new StringBuilder(
            """
            set capture near server
            client 0ms handshake rtt 40ms
            client 40.1ms http-request GET /
            server 42ms data "HTTP/1.1 200 OK\\r\\nContent-Length: 100000\\r\\n\\r\\n" + 1417
            """);
    for (int i = 1; i <= 13; i++) {
      if (i >= 4) {
        script.append("client %d.9ms ACK %d\n".formatted(41 + 10 * i, (i - 3) * 1460));
      }
      script.append("server %dms data 1460\n".formatted(42 + 10 * i));
    }
    script.append(
        """
        server 312ms data 1460
        server 432ms data 14600..16060 again
        client 472ms ACK 16060
        server 472.1ms data 16060..17520 again
        server 472.2ms data 17520..18980 again
        client 512ms ACK 18980
        """);

    assertThat(findingsOf(script.toString()))
        .anyMatch(finding -> finding.contains("path-outage"))
        .noneMatch(finding -> finding.contains("sender-pause"));
  }

  @Test
  void dataAtAnyOtherTimeAreNoProbe() {
    assertThat(findingsOf(silenceUntil(880))).anyMatch(f -> f.contains("sender-pause"));
  }

  /** A segment each 10 ms and its acknowledgment 200 ms later, until nothing is heard any more. */
  private static String silenceUntil(int dataMillis) {
    StringBuilder script =
        new StringBuilder(
            """
            set capture near server
            set client window 4000000
            client 0ms handshake rtt 200ms
            client 200.1ms http-request GET /
            server 202ms data "HTTP/1.1 200 OK\\r\\nContent-Length: 100000\\r\\n\\r\\n" + 1417
            """);
    for (int i = 1; i <= 40; i++) {
      if (i >= 20) {
        script.append("client %d.9ms ACK %d\n".formatted(201 + 10 * i, (i - 19) * 1460));
      }
      script.append("server %dms data 1460\n".formatted(202 + 10 * i));
    }
    return script
        + """
        server %dms data 1460
        server 1212ms data 30660..32120 again
        client 1502ms ACK 32120
        client 1503ms ACK 61320
        client 1504ms ACK 61320 sack 30660..32120
        server 1504.1ms data 38723 split
        client 1704.1ms ACK
        """
            .formatted(dataMillis);
  }

  /**
   * A download of 300 segments that a link hands on without a pause; the hundredth is missing, and
   * sent again so many segments later. The client acknowledges each a little before the next.
   */
  private static String fullLink(int repairedAfter) {
    StringBuilder script =
        new StringBuilder(
            """
            client  0ms      handshake rtt 40ms
            client  41ms     http-request GET /
            server  90ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 437959\\r\\n\\r\\n" + 1417
            client  90.1ms   ACK
            """);
    long missing = 100 * 1460L;
    double at = 91.2;
    for (int i = 1; i <= 300; i++) {
      long start = i <= 100 + repairedAfter ? i * 1460L : (i - 1) * 1460L;
      start += i < 100 ? 0 : i < 100 + repairedAfter ? 1460 : 0;
      boolean isRepair = i == 100 + repairedAfter;
      start = isRepair ? missing : start;
      script.append("server  %.1fms data %d..%d%n".formatted(at, start, start + 1460));
      boolean isOpen = i >= 100 && !isRepair && i < 100 + repairedAfter;
      script.append(
          isOpen
              ? "client  %.1fms ACK %d sack %d..%d%n"
                  .formatted(at + 1.1, missing, missing + 1460, start + 1460)
              : "client  %.1fms ACK%n".formatted(at + 1.1));
      at += 1.2;
    }
    return script.toString();
  }

  @Test
  void aRepairOnALinkThatStaysFullDelaysNothing() {
    assertThat(findingsOf(fullLink(50))).isEmpty();
  }
}
