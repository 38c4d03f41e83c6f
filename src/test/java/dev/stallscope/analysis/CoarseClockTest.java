package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.RuleResult;
import org.junit.jupiter.api.Test;

/** What a capture tells whose clock knows whole seconds, or tenths of them, only. */
class CoarseClockTest {
  private static final String CONNECTS =
      """
      set tick 1s
      a: client  0.98s   handshake rtt 40ms
      a: client  1.5s    http-request GET /
      a: server  1.55s   http-response 200 20
      a: client  1.56s   FIN
      b: client  2.97s   handshake rtt 50ms
      b: client  3.1s    http-request GET /
      b: server  3.15s   http-response 200 20
      b: client  3.2s    FIN
      c: client  3.99s   handshake rtt 20ms
      c: client  4.1s    http-request GET /
      c: server  4.15s   http-response 200 20
      c: client  4.2s    FIN
      """;

  @Test
  void doesNotTellHowLongConnectingTook() {
    assertThat(findingsOf(CONNECTS))
        .containsExactly("minor capture-clock-step 0 ns by who-captures in 1");
  }

  @Test
  void saysWhyItDoesNot() {
    assertThat(ScriptedFindings.analysisOf(CONNECTS).rules())
        .filteredOn(result -> result.rule().id().equals("slow-connect"))
        .extracting(RuleResult::outcome)
        .containsExactly(
            new RuleOutcome.NotApplicable(
                "The clock of the capture ticks once in 1 s, and waits shorter than 5 s have no"
                    + " known length."));
  }

  @Test
  void tellsOfWaitsOfManyTicks() {
    assertThat(
            findingsOf(
                """
                set tick 1s
                client  0ms     handshake rtt 40ms
                client  100ms   http-request GET /
                server  140ms   ACK
                server  8200ms  http-response 200 20
                client  8300ms  ACK
                """))
        .containsExactly(
            "critical slow-server-response 8 s by server-application in 5 6",
            "minor capture-clock-step 0 ns by who-captures in 1");
  }

  @Test
  void tellsOfAFailureWhateverTimeItTook() {
    assertThat(
            findingsOf(
                """
                set tick 1s
                client  0ms    SYN
                server  1.1s   RST,ACK
                """))
        .containsExactly(
            "minor capture-clock-step 0 ns by who-captures in 1",
            "minor connection-refused 0 ns by server-operations in 1 2");
  }

  @Test
  void tellsNoQueueFromRoundTripsOfATickOrNone() {
    assertThat(
            findingsOf(
                """
                set tick 100ms
                client  0ms    handshake rtt 40ms
                client  41ms   http-request GET /
                server  81ms   ACK
                server  90ms   http-response 200 400000 rtt 90ms
                """))
        .containsExactly("minor capture-clock-step 0 ns by who-captures in 1");
  }

  @Test
  void wholeMillisecondsAreFineEnoughForWhatAPersonFeels() {
    assertThat(
            findingsOf(
                """
                set tick 1ms
                client  0ms    handshake rtt 40ms
                client  41ms   http-request GET /
                server  81ms   ACK
                server  381ms  http-response 200 2000 split
                client  382ms  ACK
                """))
        .containsExactly("critical slow-server-response 300 ms by server-application in 5 6");
  }
}
