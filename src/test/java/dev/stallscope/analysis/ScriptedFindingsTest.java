package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingOf;
import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static dev.stallscope.analysis.ScriptedFindings.notesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScriptedFindingsTest {
  private static final String SLOW_ANSWER =
      """
      client  0ms    handshake rtt 40ms
      client  41ms   http-request GET /report
      server  81ms   ACK
      server  381ms  http-response 200 2000 split
      client  381ms  ACK
      """;

  @Test
  void namesWhatIsAboveInfoWithItsProof() {
    assertThat(findingsOf(SLOW_ANSWER))
        .containsExactly("critical slow-server-response 300 ms by server-application in 5 6");
  }

  @Test
  void keepsNotesApart() {
    assertThat(notesOf("set snaplen 90\n" + SLOW_ANSWER))
        .singleElement()
        .asString()
        .startsWith("info capture-truncated-packets 0 ns by who-captures");
  }

  @Test
  void givesOneFindingForItsWords() {
    assertThat(findingOf("slow-server-response", SLOW_ANSWER).title()).contains("GET /report");
  }

  @Test
  void checksTheStallsThatAScenarioExpects() {
    assertThat(findingsOf(SLOW_ANSWER + "expect stall 81ms..381ms slow-server-response"))
        .hasSize(1);
    assertThatThrownBy(
            () -> findingsOf(SLOW_ANSWER + "expect stall 81ms..281ms slow-server-response"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("stall 81ms..281ms slow-server-response");
  }
}
