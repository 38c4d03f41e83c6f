package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Handshakes that take long, from packets to findings, with near misses (STALLS 8: C06). */
class SlowConnectScenariosTest {
  @Test
  void aLongPathMakesConnectingSlow() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 300ms
                client  301ms    http-request GET /
                server  610ms    http-response 200 500
                client  610ms    ACK
                """))
        .containsExactly("minor slow-connect 300 ms by server-operations in 1 3");
  }

  @Test
  void aServerOnAnotherContinentIsNoAlarm() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 250ms
                client  251ms    http-request GET /
                server  510ms    http-response 200 500
                client  510ms    ACK
                """))
        .isEmpty();
  }

  private static String opening(String packets) {
    return packets
        + """
        server  101ms    http-response 200 500
        client  101.1ms  ACK
        client  200ms    http-request GET /b
        server  221ms    http-response 200 500
        client  221.1ms  ACK
        """;
  }

  @Test
  void aLateAnswerToTheSynMakesConnectingSlow() {
    assertThat(
            findingsOf(
                opening(
                    """
                    client  0ms      SYN
                    server  80ms     SYN,ACK
                    client  80.1ms   ACK
                    client  81ms     http-request GET /
                    """)))
        .singleElement()
        .asString()
        .contains("slow-connect 60 ms");
  }

  @Test
  void anAnswerToTheSynThatWasNotCapturedWasNotLate() {
    assertThat(
            findingsOf(
                opening(
                    """
                    client  0ms      SYN
                    server  20ms     SYN,ACK unseen
                    client  20.1ms   ACK unseen
                    client  80ms     http-request GET /
                    """)))
        .noneMatch(line -> line.contains("slow-connect"));
  }

  @Test
  void aLastPacketOfTheOpeningThatIsPutOffHoldsUpNobody() {
    assertThat(
            findingsOf(
                opening(
                    """
                    client  0ms      SYN
                    server  20ms     SYN,ACK
                    client  60ms     ACK
                    client  80ms     http-request GET /
                    """)))
        .isEmpty();
  }
}
