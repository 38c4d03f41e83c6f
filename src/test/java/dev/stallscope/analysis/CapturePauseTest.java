package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.analysisOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.measure.CaptureFacts.ClockStep;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.StallCause;
import dev.stallscope.testkit.CaptureScript;
import dev.stallscope.time.TimeSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A capture that paused, and networks that only look like it (STALLS Q2, X01). */
class CapturePauseTest {
  private static List<ClockStep> steps(String script) {
    return analysisOf(script).measurements().capture().clockSteps();
  }

  /** A request whose client and server each tick once a millisecond. */
  private static String request(String server, String answer, long serverTicks, long clientTicks) {
    return """
        client 0ms SYN ts 1000 0
        server 40ms SYN,ACK ts 9000 1000
        client 40.1ms ACK ts 1040 9000
        client 300ms http-request GET /slow ts 1300 9000
        server 340ms ACK ts 9300 1300
        server %s http-response 200 300 ts %d 1300
        client %s ACK ts %d %2$d
        """
        .formatted(server, serverTicks, answer, clientTicks);
  }

  @Test
  void clocksThatStoodStillMeanwhileShowAJump() {
    Analysis analysis = analysisOf(request("3400ms", "3400.1ms", 9360, 1360));

    assertThat(analysis.measurements().capture().clockSteps())
        .containsExactly(
            new ClockStep(
                ClockStep.Kind.JUMPED_AHEAD,
                new TimeSpan(CaptureScript.at("340ms"), CaptureScript.at("3400ms")),
                0,
                5));
    assertThat(analysis.findings())
        .extracting(finding -> finding.rule().id())
        .contains("capture-clock-step")
        .doesNotContain("slow-server-response");
    assertThat(causes(analysis)).contains(StallCause.CAPTURE_CLOCK_STEP);
  }

  private static List<StallCause> causes(Analysis analysis) {
    return analysis.measurements().accounts().stream()
        .flatMap(account -> account.intervals().stream())
        .map(CauseInterval::cause)
        .distinct()
        .toList();
  }

  @Test
  void clocksThatWentOnShowASlowServer() {
    Analysis analysis = analysisOf(request("3400ms", "3400.1ms", 12360, 4400));

    assertThat(analysis.measurements().capture().clockSteps()).isEmpty();
    assertThat(analysis.findings())
        .extracting(finding -> finding.rule().id())
        .contains("slow-server-response");
  }

  @Test
  void aJumpOfLessThanASecondIsNoSlowServerAndNoSpike() {
    Analysis analysis = analysisOf(request("1000ms", "1000.1ms", 9360, 1360));

    assertThat(analysis.measurements().capture().clockSteps())
        .containsExactly(
            new ClockStep(
                ClockStep.Kind.JUMPED_AHEAD,
                new TimeSpan(CaptureScript.at("340ms"), CaptureScript.at("1000ms")),
                0,
                5));
    assertThat(analysis.findings())
        .extracting(finding -> finding.rule().id())
        .containsExactly("capture-clock-step");
  }

  @Test
  void clocksThatWentOnForLessThanASecondShowASlowServer() {
    Analysis analysis = analysisOf(request("1000ms", "1000.1ms", 9960, 2000));

    assertThat(analysis.measurements().capture().clockSteps()).isEmpty();
    assertThat(analysis.findings())
        .extracting(finding -> finding.rule().id())
        .contains("slow-server-response");
  }

  @Test
  void aPathThatHeldPacketsForLessThanASecondIsNoJump() {
    assertThat(steps(request("1000ms", "1000.1ms", 9360, 2000))).isEmpty();
  }

  @Test
  void aJumpBesideAWaitIsFoundWhereOnlyItCanBe() {
    assertThat(
            steps(
                """
                client 0ms SYN ts 1000 0
                server 40ms SYN,ACK ts 9000 1000
                client 40.1ms ACK ts 1040 9000
                client 41ms http-request GET /slow ts 1041 9000
                server 81ms ACK ts 9041 1041
                server 241ms http-response 200 300 ts 9201 1041
                client 841ms ACK ts 1241 9201
                client 900ms http-request GET /next ts 1300 9201
                server 940ms http-response 200 300 ts 9300 1300
                client 940.1ms ACK ts 1340 9300
                """))
        .containsExactly(
            new ClockStep(
                ClockStep.Kind.JUMPED_AHEAD,
                new TimeSpan(CaptureScript.at("241ms"), CaptureScript.at("841ms")),
                0,
                6));
  }

  @Test
  void anAnswerHeldUpOnThePathIsNoJumpWhileTheNearClockWentOn() {
    assertThat(steps(request("3400ms", "3400.1ms", 9360, 4400))).isEmpty();
  }

  @Test
  void aMachineThatSleptIsAJumpThoughThePeerWentOn() {
    assertThat(steps(request("3400ms", "3400.1ms", 12360, 1360)))
        .extracting(ClockStep::kind)
        .containsExactly(ClockStep.Kind.JUMPED_AHEAD);
  }

  private static final String DOWNLOAD =
      """
      client 0ms handshake rtt 40ms
      client 41ms http-request GET /big
      server 81ms data "HTTP/1.1 200 OK\\r\\nContent-Length: 400000\\r\\n\\r\\n" + 14600 every 0.1ms
      client 83ms ACK
      """;

  @Test
  void dataThatMovedUnseenShowAPause() {
    assertThat(
            steps(
                DOWNLOAD
                    + """
                    server 121ms data 14700..29200 every 0.1ms
                    client 500ms ACK unseen
                    server 600ms data 29200..204400 unseen
                    server 2200ms data 204400..219000 every 0.1ms
                    client 2203ms ACK 219000
                    """))
        .extracting(ClockStep::kind)
        .containsExactly(ClockStep.Kind.PAUSED);
  }

  @Test
  void aPacketThatTheCaptureDroppedBehindARestIsNoPause() {
    assertThat(
            steps(
                """
                client 0ms handshake rtt 40ms
                client 41ms http-request GET /
                server 81ms http-response 200 500
                client 5000ms ACK unseen
                client 5001ms data 30..60 unseen
                server 5041ms data 600..700
                client 5042ms ACK
                """))
        .isEmpty();
  }

  @Test
  void anOutageThatIsRepairedIsNoPause() {
    assertThat(
            steps(
                DOWNLOAD
                    + """
                    server 121ms data 14700..29300 unseen
                    server 1600ms data 29300..30760
                    client 1600.1ms ACK 14700 sack 29300..30760
                    server 1640ms data 14700..29300 every 0.1ms
                    client 1642ms ACK 30760
                    """))
        .isEmpty();
  }

  @Test
  void oneQuietConnectionAmongOthersIsNoPause() {
    assertThat(
            steps(
                request("3400ms", "3400.1ms", 9360, 1360)
                    + """
                    other: client 10ms handshake rtt 40ms
                    repeat 9 every 400ms
                    other: client 60ms http-request GET /poll
                    other: server 101ms http-response 200 20
                    other: client 101.1ms ACK
                    end
                    """))
        .isEmpty();
  }

  @Test
  void aCaptureInWhichNothingHappensIsIdle() {
    assertThat(
            steps(
                """
                repeat 3 every 5s
                dns: set server 10.0.0.53:53
                dns: client 0ms dns query 7 A example.com
                dns: server 20ms dns answer 7 A example.com 192.0.2.1
                end
                """))
        .isEmpty();
  }

  @Test
  void aLookupAcrossAPauseIsNotTheResolvers() {
    Analysis analysis =
        analysisOf(
            "dns: set server 10.0.0.53:53\n"
                + "dns: client 345ms dns query 7 A example.com\n"
                + "dns: server 3390ms dns answer 7 A example.com 192.0.2.1\n"
                + request("3400ms", "3400.1ms", 9365, 1365).replace("40ms ACK", "341ms ACK"));

    assertThat(analysis.measurements().capture().clockSteps()).hasSize(1);
    assertThat(analysis.findings())
        .extracting(finding -> finding.rule().id())
        .doesNotContain("dns-slow-answer");
  }
}
