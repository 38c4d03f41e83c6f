package dev.stallscope.diagnosis.application;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Requests that wait for news, from packets to findings, and slow answers that only look like it
 * (STALLS 8).
 */
class LongPollScenariosTest {
  @Test
  void anAnswerToALongPollComesWhenThereIsNews() {
    assertThat(
            findingsOf(
                """
                client  0ms    handshake rtt 40ms
                repeat 3 every 31s
                client  41ms   http-request GET /poll?timeout=30
                server  81ms   ACK
                server  30081ms http-response 204 0
                client  30082ms ACK
                end
                """))
        .isEmpty();
  }

  @Test
  void anAnswerToALongPollIsKnownByHowItIsAsked() {
    assertThat(
            findingsOf(
                """
                client  0ms    handshake rtt 40ms
                client  41ms   data "GET /updates HTTP/1.1\\r\\nHost: a\\r\\nPrefer: wait=30\\r\\n\\r\\n"
                server  81ms   ACK
                server  20081ms http-response 200 900
                client  20082ms ACK
                """))
        .isEmpty();
  }

  /** Asked again as soon as it is answered, each after some seconds. */
  private static String askedAtOnce(String target, long millis, int bytes) {
    return """
    client  0ms    handshake rtt 40ms
    repeat 4 every %dms
    client  41ms   http-request GET %s
    server  81ms   ACK
    server  %dms   http-response 200 %d
    client  %dms   ACK
    end
    """
        .formatted(millis + 100, target, millis + 81, bytes, millis + 82);
  }

  @Test
  void whatNamesItselfAPollAndIsAskedAgainAtOnceIsOne() {
    assertThat(findingsOf(askedAtOnce("/poll?ms=1500", 1500, 40))).isEmpty();
    assertThat(findingsOf(askedAtOnce("/chat?mode=long-polling", 6000, 900))).isEmpty();
  }

  @Test
  void whoAsksForNewsAndGetsAnEmptyListPolls() {
    assertThat(findingsOf(askedAtOnce("/events?since=81", 6000, 40))).isEmpty();
  }

  /** Each asks as soon as the one before is answered, and for something else. */
  private static String askedInTurn(List<String> targets, long millis, int bytes) {
    StringBuilder script = new StringBuilder("client  0ms    handshake rtt 40ms\n");
    long start = 41;
    for (String target : targets) {
      script.append(
          """
          client  %dms   http-request GET %s
          server  %dms   ACK
          server  %dms   http-response 200 %d
          client  %dms   ACK
          """
              .formatted(start, target, start + 40, start + millis, bytes, start + millis + 1));
      start += millis + 20;
    }
    return script.toString();
  }

  @Test
  void aPollThatNamesTheLastNewsEachTimeIsAskedAgain() {
    assertThat(
            findingsOf(
                askedInTurn(
                    List.of("/poll?since=4711", "/poll?since=83", "/poll?since=120"), 1_500, 300)))
        .isEmpty();
    assertThat(
            findingsOf(
                askedInTurn(
                    List.of("/news?cursor=a8&k=1", "/news?cursor=b7&k=1", "/news?cursor=c0&k=1"),
                    6_000,
                    40)))
        .isEmpty();
  }

  @Test
  void aPageOfAListThatTakesLongIsNoPoll() {
    assertThat(
            findingsOf(
                askedInTurn(
                    List.of("/rows?offset=0", "/rows?offset=100", "/rows?offset=200"), 6_000, 900)))
        .anyMatch(line -> line.contains("slow-server-response"));
    assertThat(
            findingsOf(
                askedInTurn(
                    List.of("/news?cursor=a8&k=1", "/news?cursor=b7&k=2", "/news?cursor=c0&k=3"),
                    6_000,
                    40)))
        .anyMatch(line -> line.contains("slow-server-response"));
  }

  @Test
  void aSlowServerIsNoPollForItsNameOrItsQueryAlone() {
    for (String script :
        List.of(
            askedAtOnce("/polls/7", 1500, 40),
            askedAtOnce("/poll", 600, 40),
            askedAtOnce("/events?since=81", 6000, 900),
            askedAtOnce("/events?since=81", 3000, 40),
            askedAtOnce("/health", 6000, 2))) {
      assertThat(findingsOf(script)).anyMatch(line -> line.contains("slow-server-response"));
    }
  }

  @Test
  void aReportThatTakesLongEachTimeIsNoLongPoll() {
    assertThat(
            findingsOf(
                """
                client  0ms    handshake rtt 40ms
                repeat 3 every 7s
                client  41ms   http-request GET /report
                server  81ms   ACK
                server  6081ms http-response 200 900
                client  6082ms ACK
                end
                """))
        .singleElement()
        .asString()
        .startsWith("critical slow-server-response 18 s");
  }
}
