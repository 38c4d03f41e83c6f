package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingOf;
import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Packets that are too big for their path, from packets to findings, with near misses (STALLS 8:
 * L11).
 */
class PathMtuScenariosTest {
  @Test
  void fullSizePacketsNeverArrive() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms      handshake rtt 40ms
                client  40.1ms   http-request GET /
                server  45ms     http-response 200 400
                client  85ms     ACK
                client  90ms     http-request GET /b
                server  95ms     http-response 200 20000 split lost
                server  335ms    data 466..1926 again lost
                server  815ms    data 466..1926 again lost
                server  1775ms   data 466..1926 again lost
                server  3695ms   data 466..1926 again lost
                """))
        .containsExactly("critical path-mtu-black-hole 3.56 s by network in 21 25");
  }

  /** An answer of full-size packets that are lost, and a small one whose arrival is told. */
  private static String onlyTailArrives(String sack) {
    return """
        set capture near server
        client  0ms      handshake rtt 40ms
        client  40.1ms   http-request GET /
        server  45ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 8000\\r\\n\\r\\n" + 7261 split lost
        server  45.1ms   data 739
        client  85.1ms   ACK 0 sack %s
        server  335ms    data 0..1460 again lost
        server  815ms    data 0..1460 again lost
        server  1775ms   data 0..1460 again lost
        server  3695ms   data 0..1460 again lost
        """
        .formatted(sack);
  }

  @Test
  void onlyTheLastAndSmallPacketArrives() {
    assertThat(findingsOf(onlyTailArrives("7300..8039")))
        .singleElement()
        .asString()
        .startsWith("critical path-mtu-black-hole 3.57 s by network");
  }

  @Test
  void aFullSizePacketThatArrivesShowsThatThePathCarriesIt() {
    assertThat(findingsOf(onlyTailArrives("5840..8039")))
        .noneMatch(line -> line.contains("path-mtu-black-hole"));
  }

  private static String largeUpload(String router, String again) {
    return """
        client  0ms      handshake rtt 60ms
        client  61ms     data "PUT /up HTTP/1.1\\r\\nHost: a.test\\r\\nContent-Length: 8700\\r\\n\\r\\n" + 8700 split lost
        %s
        %s
        """
        .formatted(router, again);
  }

  private static final String IN_SMALLER_ONES =
      """
      client  66.1ms   data 0..1360 again
      client  66.2ms   data 1360..2720 again
      server  126ms    ACK 2720
      client  126.1ms  data 2720..4080 again
      client  126.2ms  data 4080..5440 again
      client  126.3ms  data 5440..6800 again
      client  126.4ms  data 6800..8160 again
      client  126.5ms  data 8160..8756 again
      server  186ms    ACK
      server  190ms    http-response 201 10
      client  190.1ms  ACK
      """;

  @Test
  void aRouterThatAsksForSmallerPacketsIsNoLossByChance() {
    String script = largeUpload("router  66ms  icmp 3/4 to client", IN_SMALLER_ONES);
    assertThat(findingsOf(script))
        .containsExactly("minor path-mtu-black-hole 46.3 ms by network in 12 13 9 11");
    assertThat(findingOf("path-mtu-black-hole", script).explanation())
        .contains("a router answered that such packets are too big");
  }

  @Test
  void anotherErrorOfARouterAsksForNoSmallerPackets() {
    assertThat(findingsOf(largeUpload("router  66ms  icmp 3/1 to client", IN_SMALLER_ONES)))
        .noneMatch(line -> line.contains("path-mtu-black-hole"));
  }

  @Test
  void aLossThatIsRepairedInTheSameSizeIsNotTheRouters() {
    String whole =
        """
        client  121ms    data 0..1460 again
        server  181ms    ACK 1460
        client  181.1ms  data 1460..8756 split again
        server  241ms    ACK
        server  245ms    http-response 201 10
        client  245.1ms  ACK
        """;
    assertThat(findingsOf(largeUpload("router  66ms  icmp 3/4 to client", whole)))
        .noneMatch(line -> line.contains("path-mtu-black-hole"));
  }

  private static String pathThatShrank(String end) {
    return """
        set capture near server
        client  0ms      handshake rtt 40ms
        client  40.1ms   http-request GET /
        server  45ms     http-response 200 4300 split
        client  85ms     ACK
        client  1000ms   http-request GET /b
        server  1005ms   http-response 200 2840 split lost
        server  1245ms   data 4369..5829 again lost
        server  1725ms   data 4369..5829 again lost
        %s
        """
        .formatted(end);
  }

  @Test
  void fullSizePacketsNoLongerArriveBehindAPathThatShrank() {
    assertThat(
            findingsOf(
                pathThatShrank(
                    """
                    server  2685ms   data 4369..5393 again
                    client  2725ms   ACK 5393
                    server  2725.1ms data 5393..6417 again
                    server  2725.2ms data 6417..7274 again
                    client  2765.2ms ACK
                    """)))
        .singleElement()
        .asString()
        .startsWith("critical path-mtu-black-hole 1.6");
  }

  @Test
  void aPathThatWasOutAndThenCarriesFullSizePacketsAgainHasNotShrunk() {
    assertThat(
            findingsOf(
                pathThatShrank(
                    """
                    server  2685ms   data 4369..5829 again
                    client  2725ms   ACK 5829
                    server  2725.1ms data 5829..7274 split again
                    client  2765.2ms ACK
                    """)))
        .noneMatch(line -> line.contains("path-mtu-black-hole"));
  }

  @Test
  void aFullSizePacketArrivesAtTheThirdTry() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms      handshake rtt 40ms
                client  40.1ms   http-request GET /
                server  45ms     http-response 200 400
                client  85ms     ACK
                client  90ms     http-request GET /b
                server  95ms     http-response 200 1394 lost
                server  335ms    data 466..1926 again lost
                server  815ms    data 466..1926 again
                client  855ms    ACK
                """))
        .containsExactly("critical retransmission-timeout 680 ms by network in 8 10");
  }
}
