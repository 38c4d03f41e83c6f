package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingOf;
import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queues and rate limits from packets to findings, seen from both ends (STALLS 8). */
class TcpQueueScenariosTest {
  private static final int ALL = Integer.MAX_VALUE;
  private static final long MBIT = 1_000_000;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDeepQueueBeforeANarrowLinkIsBufferbloat(boolean isNearClient) {
    String script = LinkScript.of(1000, 120, isNearClient, ALL, 3 * MBIT, 0);

    assertThat(findingsOf(script)).singleElement().asString().startsWith("minor bufferbloat 0 ns");
    assertThat(findingOf("bufferbloat", script).title()).contains("grade F");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aShortQueueIsNone(boolean isNearClient) {
    assertThat(findingsOf(LinkScript.of(1000, 20, isNearClient, ALL, 3 * MBIT, 0))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRateThatFallsAfterABurstIsShaping(boolean isNearClient) {
    String script = LinkScript.of(1700, 120, isNearClient, 500, 16 * MBIT, 3 * MBIT);

    assertThat(findingsOf(script))
        .singleElement()
        .asString()
        .startsWith("critical traffic-shaping 3")
        .contains(" s by network");
    assertThat(findingOf("traffic-shaping", script).title()).contains("down to 3 Mbit/s");
  }

  @Test
  void aRateThatFellBeforeTheMiddleIsShaping() {
    String script = LinkScript.behindLink(1700, 120, 500, 16 * MBIT, 3 * MBIT);
    assertThat(findingsOf(script))
        .singleElement()
        .asString()
        .startsWith("critical traffic-shaping 3")
        .contains(" s by network");
  }

  @Test
  void aSteadyRateBeforeTheMiddleIsNone() {
    String script = LinkScript.behindLink(1700, 120, ALL, 3 * MBIT, 0);
    assertThat(findingsOf(script).toString()).doesNotContain("traffic-shaping");
  }

  @Test
  void aQueueThatHoldsTheEndOfAnUploadIsNoSlowServer() {
    assertThat(
            findingsOf(
                """
                client  0ms     handshake rtt 20ms
                client  21ms    data "POST /up HTTP/1.1\\r\\nHost: a.test\\r\\nContent-Length: 29200\\r\\n\\r\\n" + 29200 split
                server  71ms   ACK 2920
                server  101ms   ACK 5840
                server  131ms   ACK 8760
                server  161ms   ACK 11680
                server  191ms   ACK 14600
                server  221ms   ACK 17520
                server  251ms   ACK 20440
                server  281ms   ACK 23360
                server  311ms   ACK 26280
                server  341ms   ACK
                server  343ms   http-response 200 20
                client  343.1ms ACK
                """))
        .isEmpty();
  }

  @Test
  void anUploadThatWasAcknowledgedWaitsForTheServer() {
    assertThat(
            findingsOf(
                """
                client  0ms     handshake rtt 20ms
                client  21ms    data "POST /up HTTP/1.1\\r\\nHost: a.test\\r\\nContent-Length: 29200\\r\\n\\r\\n" + 29200 split
                server  41ms    ACK
                server  343ms   http-response 200 20
                client  343.1ms ACK
                """))
        .singleElement()
        .asString()
        .startsWith("critical slow-server-response 302 ms by server-application");
  }

  /** A call between the same hosts while a download fills the queue between them. */
  private static String callBesideADownload(int answeredMillis) {
    return LinkScript.of(1000, 120, true, ALL, 3 * MBIT, 0)
            .replaceAll("(?m)^(client|server) (?!window)", "download: $1 ")
        + """

        call: client 1000ms SYN
        call: server 1300ms SYN,ACK
        call: client 1300.1ms ACK
        call: client 1301ms http-request GET /item
        call: server %1$dms http-response 200 50
        call: client %1$d.1ms ACK
        """
            .formatted(answeredMillis);
  }

  @Test
  void aCallThatStoodInTheQueueOfADownloadIsNoSlowServer() {
    assertThat(findingsOf(callBesideADownload(1801)))
        .singleElement()
        .asString()
        .startsWith("minor bufferbloat");
  }

  @Test
  void aServerThatThinksLongerThanTheQueueIsLongIsSlow() {
    assertThat(findingsOf(callBesideADownload(2501)))
        .anyMatch(finding -> finding.startsWith("critical slow-server-response 900 ms"));
  }

  @Test
  void theEmptyPathAfterTheLastByteDoesNotHideTheQueueBefore() {
    String script =
        LinkScript.of(600, 120, false, ALL, 3 * MBIT, 0)
            + """

            server 2436ms FIN ts 3436 3416
            client 2476ms ACK ts 3456 3436
            """;

    assertThat(findingsOf(script)).singleElement().asString().startsWith("minor bufferbloat");
  }

  /** So deep that the transfer is over after a few round trips, each twice as long as the last. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aQueueThatSlowStartAloneFillsIsBufferbloat(boolean isNearClient) {
    assertThat(findingsOf(LinkScript.of(1600, ALL, isNearClient, ALL, 6 * MBIT, 0)))
        .singleElement()
        .asString()
        .startsWith("minor bufferbloat 0 ns");
  }

  /** The acknowledgments of one flight are held for 700 ms on a path that also has a queue. */
  @Test
  void aSilenceLongerThanTheQueueIsADelaySpike() {
    assertThat(findingsOf(later(1000, 700, true)))
        .anySatisfy(finding -> assertThat(finding).startsWith("major delay-spike 6"))
        .noneSatisfy(finding -> assertThat(finding).startsWith("major bufferbloat"));
  }

  @Test
  void aSilenceOverWhichNoClockWentOnIsTheCaptures() {
    assertThat(findingsOf(later(1000, 700, false)))
        .anySatisfy(finding -> assertThat(finding).startsWith("minor capture-clock-step"))
        .noneSatisfy(finding -> assertThat(finding).contains("delay-spike"));
  }

  /**
   * A transfer whose packets come later from a time on.
   *
   * @param clocksGoOn whether what was sent after that time bears a later timestamp, too
   */
  private static String later(int fromMillis, int byMillis, boolean clocksGoOn) {
    StringBuilder script = new StringBuilder();
    for (String line : LinkScript.of(1000, 80, false, ALL, 6 * MBIT, 0).split("\n")) {
      Matcher time = Pattern.compile("^(\\w+) +([0-9.]+)ms(.*)$").matcher(line);
      if (!time.matches() || Double.parseDouble(time.group(2)) < fromMillis) {
        script.append(line);
      } else {
        double moved = Double.parseDouble(time.group(2)) + byMillis;
        String rest = time.group(3);
        script.append(
            "%s %.3fms%s"
                .formatted(
                    time.group(1),
                    moved,
                    clocksGoOn ? stampedLater(rest, fromMillis, byMillis) : rest));
      }
      script.append('\n');
    }
    return script.toString();
  }

  /** The clocks of both ends begin with 1000. */
  private static String stampedLater(String line, int fromMillis, int byMillis) {
    Matcher stamps = Pattern.compile("^(.* ts) (\\d+) (\\d+)$").matcher(line);
    return !stamps.matches()
        ? line
        : "%s %d %d"
            .formatted(
                stamps.group(1),
                stamp(stamps.group(2), fromMillis, byMillis),
                stamp(stamps.group(3), fromMillis, byMillis));
  }

  private static int stamp(String text, int fromMillis, int byMillis) {
    int value = Integer.parseInt(text);
    return value < 1000 + fromMillis ? value : value + byMillis;
  }
}
