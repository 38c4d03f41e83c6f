package dev.stallscope.diagnosis.application;

import static dev.stallscope.analysis.ScriptedFindings.findingOf;
import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.Finding;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Requests that wait in their server for a worker, and servers that work on all at once. */
class WorkerPoolScenariosTest {
  private static final String AT_SERVER = "set capture near server\n";

  /** Connections with one call each, 1 ms apart; each is answered so long after the first came. */
  private static String calls(String path, int bytes, long... answerMillis) {
    return IntStream.range(0, answerMillis.length)
        .mapToObj(
            i ->
                """
                c%1$d: client  %1$dms  handshake rtt 20ms
                c%1$d: client  %2$dms  http-request GET %3$s
                c%1$d: server  %4$dms  http-response 200 %5$d split every 1ms
                c%1$d: client  %6$dms  ACK
                """
                    .formatted(
                        i,
                        40 + i,
                        path.replace("{n}", Character.toString('a' + i)),
                        40 + answerMillis[i],
                        bytes,
                        60 + answerMillis[i] + bytes / 1400))
        .collect(Collectors.joining());
  }

  @Test
  void oneWorkerAnswersOneAfterTheOther() {
    assertThat(findingsOf(AT_SERVER + calls("/item/7", 600, 300, 603, 905, 1204, 1509)))
        .anyMatch(line -> line.startsWith("critical queued-in-pool 3 s by server-application"))
        .anyMatch(line -> line.startsWith("critical slow-server-response 1.5"));
  }

  @Test
  void theStallIsPartedWhereTheWorkerBegan() {
    findingsOf(
        AT_SERVER
            + calls("/item/7", 600, 300, 603, 905, 1204, 1509)
            + """
            expect stall 44ms..1244ms queued-in-pool
            expect stall 1244ms..1549ms slow-server-response
            """);
  }

  @Test
  void itTellsHowManyAreInWorkAtOnce() {
    Finding finding =
        findingOf(
            "queued-in-pool",
            AT_SERVER + calls("/item/7", 600, 250, 256, 502, 509, 754, 760, 1005, 1012));

    assertThat(finding.title())
        .isEqualTo(
            "Requests waited in the server's queue: it worked on 2 calls at a time, one waited"
                + " 753 ms");
  }

  /** There the way is part of every answer's time, and of no distance between two. */
  @Test
  void theQueueIsSeenFromTheClient() {
    assertThat(findingsOf(calls("/item/7", 600, 320, 623, 925, 1224, 1529)))
        .anyMatch(line -> line.startsWith("critical queued-in-pool 3 s by server-application"));
  }

  @Test
  void anotherEndpointMayTakeLongerByItself() {
    assertThat(queues(calls("/{n}", 600, 300, 603, 905, 1204, 1509))).isEmpty();
  }

  @Test
  void callsThatTakeTheirOwnTimeAreWorkedOnAtOnce() {
    assertThat(queues(calls("/item/7", 600, 300, 420, 905, 1100, 1509))).isEmpty();
  }

  /** The first one, which found the server free, took as long as all that were there. */
  @Test
  void callsThatShareAProcessorEndTogether() {
    assertThat(queues(calls("/item/7", 600, 1490, 1500, 1510, 1520, 1530))).isEmpty();
  }

  @Test
  void fourAnswersInARowMayBeChance() {
    assertThat(queues(calls("/item/7", 600, 300, 603, 905, 1204))).isEmpty();
  }

  @Test
  void twoWavesMayBeQuickAndSlowCalls() {
    assertThat(queues(calls("/item/7", 600, 300, 301, 302, 303, 603, 604, 605, 606))).isEmpty();
  }

  @Test
  void shortWaitsAreNoTrouble() {
    assertThat(queues(calls("/item/7", 600, 20, 40, 60, 80, 100))).isEmpty();
  }

  /** A link that hands on a packet each millisecond spaces the answers itself. */
  @Test
  void answersThatFollowEachOtherOnTheLinkWaitedThere() {
    assertThat(queues(calls("/item/7", 280_000, 200, 400, 600, 800, 1000))).isEmpty();
  }

  private static List<String> queues(String calls) {
    return findingsOf(AT_SERVER + calls).stream()
        .filter(line -> line.contains("queued-in-pool"))
        .toList();
  }
}
