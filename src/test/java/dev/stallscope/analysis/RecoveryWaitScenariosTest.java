package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A sender in the repair of a loss: when its silence is a pause of its own, and when it is not. */
class RecoveryWaitScenariosTest {
  /**
   * A repair, and a silence that {@code end} ends; seen beside the server on a path of 40 ms whose
   * ACKs come several at once.
   */
  private static List<String> repaired(String end) {
    return findingsOf(
        """
        set capture near server
        set client window 1000000
        client  0ms      handshake rtt 40ms
        client  40.1ms   http-request GET /
        server  42ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 26278\\r\\n\\r\\n" + 1418
        repeat 9 every 0.001ms
        server  42.1ms   data 1460
        end
        client  82ms     ACK 1460 sack 2920..4380
        server  82.1ms   data 2920 split
        server  92ms     data 1460..2920 again
        %s
        client  240ms    ACK 26317
        """
            .formatted(end));
  }

  @Test
  void aSilenceThatTheFirstWordOfTheRepairEndsIsNoPauseOfTheServer() {
    assertThat(
            repaired(
                """
                client  199ms    ACK 1460 sack 2920..7300 win 900000
                server  199.03ms data 1460
                client  199.04ms ACK 1460 sack 2920..17520 win 900000
                server  199.05ms data 7337 split
                """))
        .isNotEmpty()
        .noneMatch(finding -> finding.contains("sender-pause"));
  }

  @Test
  void aSilenceAfterTheFirstWordOfTheRepairIsAPauseOfTheServer() {
    assertThat(
            repaired(
                """
                client  122ms    ACK 1460 sack 2920..7300 win 900000
                server  199.03ms data 1460
                client  199.04ms ACK 1460 sack 2920..17520 win 900000
                server  199.05ms data 7337 split
                """))
        .anyMatch(finding -> finding.contains("sender-pause"));
  }
}
