package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * A request that is sent again while its answer is waited for: whether the server's host told of
 * the copies parts a slow program from a path that lost the answer (STALLS 2.3, G7).
 */
class UnheardCopiesScenariosTest {
  private static final String FIRST =
      """
      client  0ms      handshake rtt 40ms
      client  41ms     data "GET /a HTTP/1.1\\r\\nHost: a.test\\r\\n\\r\\n"
      server  82ms     http-response 200 20
      client  82.1ms   ACK
      client  1000ms   data "GET /b HTTP/1.1\\r\\nHost: a.test\\r\\n\\r\\n"
      """;

  /** The request had arrived; what the server sent then was lost until the path was back. */
  @Test
  void aServerThatTellsOfNoCopyCannotBeHeard() {
    assertThat(
            findingsOf(
                FIRST
                    + """
                    client  1250ms   data 33..66 again
                    client  1500ms   data 33..66 again
                    client  2000ms   data 33..66 again
                    server  2600ms   http-response 200 20
                    client  2600.1ms ACK
                    server  2610ms   ACK sack 33..66
                    """))
        .anyMatch(finding -> finding.contains("path-outage"))
        .noneMatch(finding -> finding.contains("slow-server-response"));
  }

  /** The copies were lost as the answers were; the last one came through just before an answer. */
  @Test
  void copiesThatWereLostThemselvesWereNotHeardEither() {
    assertThat(
            findingsOf(
                FIRST
                    + """
                    client  1250ms   data 33..66 again lost
                    client  1500ms   data 33..66 again lost
                    client  2000ms   data 33..66 again
                    server  2040ms   ACK sack 33..66
                    server  2050ms   http-response 200 20
                    client  2050.1ms ACK
                    """))
        .anyMatch(finding -> finding.contains("path-outage"))
        .noneMatch(finding -> finding.contains("slow-server-response"));
  }

  @Test
  void aServerThatTellsOfEachCopyIsSlow() {
    assertThat(
            findingsOf(
                FIRST
                    + """
                    client  1250ms   data 33..66 again
                    server  1290ms   ACK sack 33..66
                    client  1290.1ms ACK
                    server  2600ms   http-response 200 20
                    client  2600.1ms ACK
                    """))
        .anyMatch(finding -> finding.contains("slow-server-response"))
        .noneMatch(finding -> finding.contains("path-outage"));
  }

  private static String answeredAgain(String told) {
    return "set capture in middle\n"
        + FIRST
        + """
        client  1260ms   data 33..66 again
        server  1290ms   http-response 200 20
        """
        + told
        + "client  1310ms   ACK\n";
  }

  @Test
  void anAnswerThatComesBeforeAnyAcknowledgmentWasSentTwice() {
    assertThat(findingsOf(answeredAgain("server 1295ms ACK sack 33..66\n")))
        .anyMatch(finding -> finding.contains("tail-loss"))
        .noneMatch(finding -> finding.contains("slow-server-response"));
  }

  /** The copy, too, was long under way: nothing was lost. */
  @Test
  void aCopyThatIsToldOfLateIsNoProofOfALoss() {
    assertThat(findingsOf(answeredAgain("server 1500ms ACK sack 33..66\n")))
        .noneMatch(finding -> finding.contains("tail-loss"));
  }
}
