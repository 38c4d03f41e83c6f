package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Calls that share their way out with an upload, seen from the client (STALLS 8, N01, A01). */
class SharedUplinkScenariosTest {
  private static final int SEGMENTS = 150;
  private static final int SEGMENT_BYTES = 1448;

  /**
   * An upload that hands a segment to the link each 12 ms, and a call on another connection at 900
   * ms.
   *
   * @param queueMillis how far the round trip of 40 ms grows, by 8 ms with each segment
   * @param answerMillis when the call is answered
   */
  private static String uploadAndCall(int queueMillis, int answerMillis) {
    StringBuilder script =
        new StringBuilder(
            """
            set capture near client
            set timestamps on
            b: client 0ms handshake rtt 40ms
            a: client 2ms handshake rtt 40ms
            a: client 43ms data "POST /up HTTP/1.1\\r\\nHost: a.test\\r\\nContent-Length: %d\\r\\n\\r\\n"
            a: server 83ms ACK
            """
                .formatted(SEGMENTS * SEGMENT_BYTES));
    int headBytes = 53 + String.valueOf(SEGMENTS * SEGMENT_BYTES).length();
    for (int i = 0; i < SEGMENTS; i++) {
      int sent = 90 + 12 * i;
      int late = 40 + Math.min(queueMillis, 8 * i);
      script.append("a: client %dms data %d\n".formatted(sent, SEGMENT_BYTES));
      script.append(
          "a: server %dms ACK %d\n".formatted(sent + late, headBytes + (i + 1) * SEGMENT_BYTES));
    }
    return script
        + """
        a: server %2$dms http-response 200 20
        b: client 900ms http-request GET /item/1
        b: server %1$dms http-response 200 20
        b: client %1$d.1ms ACK
        """
            .formatted(answerMillis, 90 + 12 * SEGMENTS + 40 + queueMillis);
  }

  @Test
  void aCallThatStoodBehindAnUploadIsNoSlowServer() {
    assertThat(findingsOf(uploadAndCall(400, 1345)))
        .singleElement()
        .asString()
        .startsWith("major bufferbloat 38")
        .contains(" ms by network");
  }

  @Test
  void aServerThatThinksLongerThanTheQueueIsLongIsSlow() {
    assertThat(findingsOf(uploadAndCall(400, 1945)))
        .anySatisfy(
            finding ->
                assertThat(finding)
                    .startsWith("major slow-server-response 62")
                    .contains(" ms by server-application"));
  }

  @Test
  void anUploadThatFillsNoQueueExcusesNobody() {
    assertThat(findingsOf(uploadAndCall(0, 1345)))
        .singleElement()
        .asString()
        .startsWith("major slow-server-response 405 ms by server-application");
  }
}
