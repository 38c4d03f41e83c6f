package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static dev.stallscope.analysis.ScriptedFindings.notesOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Single losses and what repairs them, from packets to findings (STALLS 8: L01 to L09, L13, N02).
 */
class TcpLossScenariosTest {
  @Test
  void aWaitBehindDataThatWereNotCapturedIsNobodys() {
    assertThat(
            findingsOf(
                """
                client  0ms    handshake rtt 40ms
                client  41ms   http-request GET /
                server  90ms   data "HTTP/1.1 200 OK\\r\\nContent-Length: 11680\\r\\n\\r\\n" + 5840 split
                client  90.1ms ACK
                server  600ms  data 2920 split unseen
                server  2090ms data 2920 split
                client  2090.1ms ACK
                """))
        .noneMatch(line -> line.contains("response-trickle"));
  }

  @Test
  void theEndOfAnAnswerIsLost() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms      handshake rtt 40ms
                client  40.1ms   http-request GET /
                server  45ms     http-response 200 5000 split
                client  85.1ms   ACK 4380
                server  325ms    data 4380..5067 again
                client  365ms    ACK
                expect  stall 85.1ms..325ms tail-loss
                """))
        .containsExactly("critical tail-loss 200 ms by network in 9 10");
  }

  @Test
  void theEndOfAnUploadIsLost() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     data "POST /up HTTP/1.1\\r\\nHost: a.test\\r\\nContent-Length: 5000\\r\\n\\r\\n" + 5000 split
                server  81ms     ACK 4380
                client  321ms    data 4380..5056 again
                server  361ms    ACK
                server  365ms    http-response 200 20
                client  365ms    ACK
                """))
        .containsExactly("critical tail-loss 200 ms by network in 8 9");
  }

  @Test
  void aLossProbeRepairsTheEnd() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms      handshake rtt 40ms
                client  40.1ms   http-request GET /
                server  45ms     http-response 200 8000 split
                client  85.1ms   ACK 7300
                server  167.2ms  data 7300..8067 again
                client  207.2ms  ACK
                """))
        .containsExactly("major tail-loss 42.1 ms by network in 11 12");
  }

  @Test
  void theFirstOfFiveIsLostAndRepairedAtOnce() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms      handshake rtt 40ms
                client  40.1ms   http-request GET /
                server  45ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 7262\\r\\n\\r\\n" + 7262 split
                client  85ms     ACK 0 sack 1460..2920
                client  85.1ms   ACK 0 sack 1460..4380
                client  85.2ms   ACK 0 sack 1460..7302
                server  85.3ms   data 0..1460 again
                client  125.3ms  ACK
                """))
        .isEmpty();
  }

  @Test
  void aSegmentIsLostThreeTimes() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms      handshake rtt 40ms
                client  40.1ms   http-request GET /
                server  45ms     data 1441 lost
                server  285ms    data 0..1441 again lost
                server  765ms    data 0..1441 again lost
                server  1725ms   data 0..1441 again
                client  1765ms   ACK
                expect  stall 45ms..1725ms retransmission-timeout
                """))
        .containsExactly("critical retransmission-timeout 1.64 s by network in 5 8");
  }

  @Test
  void anAnswerThatWasLostOnItsWayToTheClientIsNoThoughtOfTheServer() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     data "GET /a HTTP/1.1\\r\\nHost: a.test\\r\\n\\r\\n"
                server  86ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 20\\r\\n\\r\\n" + 20
                client  86.1ms   ACK
                client  500ms    data "GET /b HTTP/1.1\\r\\nHost: a.test\\r\\n\\r\\n"
                server  540ms    data "HTTP/1.1 200 OK\\r\\nContent-Length: 20\\r\\n\\r\\n" + 20 unseen
                client  740ms    data 33..66 again ack 59
                server  780ms    ACK sack 33..66
                server  790ms    data 59..118
                client  790.1ms  ACK
                """))
        .containsExactly("critical tail-loss 240 ms by network in 7 10");
  }

  @Test
  void packetsThatOvertakeOneAnotherCostNothing() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET /
                server  90ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 14561\\r\\n\\r\\n" + 14561 split unseen
                server  90.1ms   data 0..1460 again
                server  90.2ms   data 2920..4380 again
                client  90.3ms   ACK 1460 sack 2920..4380
                server  90.9ms   data 1460..2920 again
                client  91ms     ACK 4380
                server  91.1ms   data 4380..14603 again split
                client  91.3ms   ACK
                """))
        .isEmpty();
  }

  @Test
  void oneRoundTripIsLate() {
    assertThat(
            findingsOf(
                """
                set client window 4000000
                set capture near server
                client  0ms      handshake rtt 40ms
                client  40.1ms   http-request GET /
                server  45ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 500000\\r\\n\\r\\n" + 14557 split
                client  85.1ms   ACK
                server  85.2ms   data 29200 split
                client  285ms    ACK 43800
                server  285.1ms  data 58400 split
                client  325.1ms  ACK 102200
                server  325.2ms  data 397843 split
                client  365.2ms  ACK
                expect  stall 85.2ms..285ms delay-spike
                """))
        .containsExactly("major delay-spike 160 ms by network in 35 36");
  }

  @Test
  void oneLossInALargeDownloadIsNoTrouble() {
    assertThat(
            findingsOf(
                """
                set client window 4000000
                set capture near server
                client  0ms      handshake rtt 40ms
                client  40.1ms   http-request GET /
                server  45ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 4051000\\r\\n\\r\\n" + 300000 rtt 40ms
                server  245ms    data 101000 split
                client  285.1ms  ACK 300044 sack 301504..302964
                client  285.2ms  ACK 300044 sack 301504..304424
                client  285.3ms  ACK 300044 sack 301504..305884
                client  285.4ms  ACK 300044 sack 301504..401044
                server  285.5ms  data 300044..301504 again
                client  325.5ms  ACK 401044
                repeat 100 every 10ms
                server  325.6ms  data 36500 every 0.4ms
                client  375.6ms  ACK
                end
                """))
        .isEmpty();
  }

  @Test
  void aRepairOnALinkThatStaysFullDelaysNothing() {
    assertThat(
            notesOf(
                """
                set capture near server
                client  0ms      handshake rtt 40ms
                client  40.1ms   http-request GET /
                server  45ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 124057\\r\\n\\r\\n" + 1417
                repeat 60 every 12ms
                server  50ms     data 1460
                client  61.9ms   ACK
                end
                server  770ms    data 1460 lost
                server  782ms    data 1460
                client  793.9ms  ACK 89060 sack 90520..91980
                server  794ms    data 1460
                client  805.9ms  ACK 89060 sack 90520..93440
                server  806ms    data 1460
                client  817.9ms  ACK 89060 sack 90520..94900
                server  818ms    data 89060..90520 again
                client  829.9ms  ACK 94900
                repeat 20 every 12ms
                server  830ms    data 1460
                client  841.9ms  ACK
                end
                """))
        .isEmpty();
  }

  @Test
  void afterLossesLittleIsUnderWay() {
    assertThat(
            findingsOf(
                """
                set client window 4000000
                set capture near server
                client  0ms      handshake rtt 40ms
                client  40.1ms   http-request GET /
                server  45ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 561000\\r\\n\\r\\n" + 300000 rtt 40ms
                server  245ms    data 101000 split
                client  285.1ms  ACK 300043 sack 301503..302963
                client  285.2ms  ACK 300043 sack 301503..304423
                client  285.3ms  ACK 300043 sack 301503..305883
                client  285.4ms  ACK 300043 sack 301503..401043
                server  285.5ms  data 300043..301503 again
                client  325.5ms  ACK 401043
                repeat 8 every 40.1ms
                server  325.6ms  data 20000 split
                client  365.6ms  ACK
                end
                """))
        .containsExactly("major packet-loss 284 ms by network in 388 389 403 404");
  }
}
