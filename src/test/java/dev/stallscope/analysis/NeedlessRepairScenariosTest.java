package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What was sent again though it had come: no packet was lost (RFC 2883). */
class NeedlessRepairScenariosTest {
  /** The server asks its timer three times before anything of the client comes. */
  private static String silentClient(String answers) {
    return """
        client  0ms      handshake rtt 40ms
        client  41ms     http-request GET /
        server  82ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 506\\r\\n\\r\\n" + 206 lost
        server  400ms    data 0..245 again lost
        server  1000ms   data 0..245 again lost
        server  2200ms   data 0..245 again
        """
        + answers
        + """
        server  3041ms   data 300
        client  3041.1ms ACK
        """;
  }

  @Test
  void aClientThatTellsOfEachCopyHadThemAll() {
    assertThat(
            findingsOf(
                silentClient(
                    """
                    client  3000ms   ACK 245 sack 0..245
                    client  3000.1ms ACK 245 sack 0..245
                    client  3000.2ms ACK 245 sack 0..245
                    """)))
        .noneMatch(line -> line.contains("path-outage") || line.contains("retransmission-timeout"))
        .anyMatch(line -> line.contains("spurious-retransmission"));
  }

  @Test
  void aClientThatTellsOfOneCopyHadTwo() {
    assertThat(findingsOf(silentClient("client  2201ms   ACK 245 sack 0..245\n")))
        .anyMatch(line -> line.contains("path-outage"));
  }
}
