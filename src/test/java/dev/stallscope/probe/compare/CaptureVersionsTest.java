package dev.stallscope.probe.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.Analyzer;
import dev.stallscope.analysis.KeySource;
import dev.stallscope.capture.CaptureFile;
import dev.stallscope.capture.CaptureReader;
import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.ProbePlan;
import dev.stallscope.probe.RunKind;
import dev.stallscope.probe.compare.Verdict.Outcome;
import dev.stallscope.protocol.http.HttpVersion;
import dev.stallscope.testkit.CaptureScript;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.time.Nanos;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureVersionsTest {
  private static final String OLD = "GET /a?id=1 HTTP/1.0\r\nHost: shop.test\r\n\r\n";
  private static final String OLD_OTHER = "GET /b HTTP/1.0\r\nHost: shop.test\r\n\r\n";
  private static final String OLD_ANSWER = "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok";

  /** A handshake of 10 ms ends when the client has sent its own packet. */
  private static final long HANDSHAKE_NANOS = Nanos.ofMillis(10) + 20 * Nanos.PER_MICRO;

  @TempDir private Path folder;

  @Test
  void sixRequestsOverSixConnectionsAndOverOneAreTheSamePage() throws IOException {
    CaptureVersions found =
        CaptureVersions.of(
            Analyzer.analyze(
                List.of(
                    SampleCaptures.file("concurrent-calls"),
                    SampleCaptures.file("http2-concurrent-calls")),
                AnalysisProgress.NONE));
    assertThat(found.versions()).containsExactly(HttpVersion.HTTP_1_1, HttpVersion.HTTP_2);
    CaptureSubject page = found.subjects().getFirst();
    assertThat(page.text()).isEqualTo("workshop.test:8000");
    assertThat(page.resources()).isEqualTo(6);
    assertThat(page.requests()).isEqualTo(13);
    assertThat(page.traffic())
        .extracting(Traffic::version, Traffic::connections, Traffic::requests, Traffic::packets)
        .containsExactly(
            tuple(HttpVersion.HTTP_1_1, 6, 6, 72L), tuple(HttpVersion.HTTP_2, 1, 7, 37L));
    assertThat(found.subjects()).hasSize(7);
    assertThat(found.subjects().get(1).text()).isEqualTo("GET workshop.test:8000/call/stock");
  }

  @Test
  void callsToTheSameHostStandBesideItsPageWithTheirStatusesAndTimes() throws IOException {
    CaptureVersions found =
        CaptureVersions.of(
            Analyzer.analyze(
                List.of(
                    SampleCaptures.file("http1-page"),
                    SampleCaptures.file("http2-page"),
                    SampleCaptures.file("grpc-failing"),
                    SampleCaptures.file("grpc-slow")),
                AnalysisProgress.NONE));
    CaptureSubject page = found.subjects().getFirst();
    assertThat(page.isPage()).isTrue();
    assertThat(page.grpc())
        .extracting(GrpcCalls::method, GrpcCalls::statuses)
        .containsExactly(
            tuple("workshop.Benches/Reserve", Map.of("OK", 4)),
            tuple("workshop.Benches/Search", Map.of("OK", 1)),
            tuple("workshop.Benches/Repair", Map.of("UNAVAILABLE", 1)));
    assertThat(page.comparison().allGroups())
        .extracting(group -> group.key().text(), group -> group.runs().size())
        .contains(
            tuple("gRPC Reserve cold", 2),
            tuple("gRPC Reserve warm", 2),
            tuple("gRPC Repair warm", 1));
    RunGroup search = page.grpc().get(1).groups().getFirst();
    assertThat(search.total().medianNanos()).isGreaterThan(Nanos.ofMillis(700));
    assertThat(found.requests()).isEqualTo(page.requests());
  }

  @Test
  void whatWasRecordedOfAPageIsCountedWithoutTheCallsBesideIt() throws IOException {
    List<Traffic> traffic =
        RecordedTraffic.of(
            List.of(ProbePlan.of("https://workshop.test/").build()),
            Analyzer.analyze(
                    List.of(SampleCaptures.file("http2-page"), SampleCaptures.file("grpc-failing")),
                    AnalysisProgress.NONE)
                .measurements());
    assertThat(traffic)
        .extracting(Traffic::version, Traffic::connections)
        .containsExactly(tuple(HttpVersion.HTTP_2, 1));
  }

  @Test
  void callsAreASubjectOfTheirOwnAndWhatWasCancelledHasNoTime() throws IOException {
    CaptureVersions found =
        CaptureVersions.of(
            Analyzer.analyze(List.of(SampleCaptures.file("grpc-deadline")), AnalysisProgress.NONE));
    assertThat(found.subjects())
        .extracting(CaptureSubject::text)
        .containsExactly("gRPC calls to workshop.test");
    CaptureSubject calls = found.subjects().getFirst();
    assertThat(calls.requests()).isEqualTo(3);
    assertThat(calls.grpc())
        .extracting(GrpcCalls::method, GrpcCalls::statuses, one -> one.groups().size())
        .containsExactly(
            tuple("workshop.Benches/Reserve", Map.of("OK", 2), 2),
            tuple("workshop.Benches/Search", Map.of("CANCEL", 1), 0));
    assertThat(calls.traffic()).extracting(Traffic::connections).containsExactly(1);
    assertThat(calls.comparison().hasVersions()).isFalse();
  }

  @Test
  void aVersionThatAlwaysTakesLongerIsShownToDo() throws IOException {
    Comparison comparison = only(asked(8, 20, 8, 60)).comparison();
    assertThat(comparison.groups())
        .extracting(group -> group.key().text(), group -> group.runs().size())
        .containsExactly(tuple("HTTP/1.0 cold", 8), tuple("HTTP/1.1 cold", 8));
    RunGroup old = comparison.groups().getFirst();
    assertThat(old.phase(Phase.CONNECT).medianNanos()).isEqualTo(HANDSHAKE_NANOS);
    assertThat(old.phase(Phase.WAIT).medianNanos()).isEqualTo(Nanos.ofMillis(20));
    assertThat(old.dominant()).isEqualTo(Phase.WAIT);
    assertThat(old.roundTrips()).isEqualTo(new RoundTrips(1, 0, 1, 0));
    Verdict verdict = comparison.verdicts().getFirst();
    assertThat(verdict.outcome()).isEqualTo(Outcome.DIFFERENT);
    assertThat(verdict.faster()).isEqualTo(HttpVersion.HTTP_1_0);
    assertThat(verdict.slowerNanos()).isEqualTo(Nanos.ofMillis(40));
    assertThat(verdict.dominant()).isEqualTo(Phase.WAIT);
    assertThat(comparison.roundTripNanos()).isEqualTo(OptionalLong.of(HANDSHAKE_NANOS));
  }

  @Test
  void threeOfEachShowNothing() throws IOException {
    assertThat(only(asked(3, 20, 3, 60)).comparison().verdicts())
        .extracting(Verdict::outcome)
        .containsExactly(Outcome.TOO_FEW_RUNS);
  }

  @Test
  void whatIsSentAgainIsCounted() throws IOException {
    String script =
        asked(1, 20, 1, 20)
            + """
              again: set server 10.0.0.2:80
              again: client 9000ms handshake rtt 10ms
              again: client 9011ms data $old lost
              again: client 9300ms data 0..41 again
              again: server 9310ms data $old-answer
              """;
    CaptureSubject subject = only(script);
    assertThat(subject.traffic())
        .extracting(Traffic::connections, Traffic::sentAgain)
        .containsExactly(tuple(2, OptionalLong.of(1)), tuple(1, OptionalLong.of(0)));
  }

  @Test
  void aSecondRequestOfAConnectionIsWarm() throws IOException {
    CaptureSubject subject =
        only(
            asked(1, 20, 0, 0)
                + """
                  b: set server 10.0.0.2:80
                  b: client 5000ms handshake rtt 10ms
                  b: client 5011ms http-request GET /a?id=1 host shop.test
                  b: server 5031ms http-response 200 2
                  b: client 5041ms http-request GET /a?id=1 host shop.test
                  b: server 5071ms http-response 200 2
                  """);
    assertThat(subject.runs())
        .extracting(MeasuredRun::version, MeasuredRun::kind)
        .containsExactly(
            tuple(HttpVersion.HTTP_1_0, RunKind.COLD),
            tuple(HttpVersion.HTTP_1_1, RunKind.COLD),
            tuple(HttpVersion.HTTP_1_1, RunKind.WARM));
  }

  @Test
  void aPageTakesFromItsFirstRequestToItsLastAnswerAlongTheChainThatEndsLast() throws IOException {
    List<CaptureSubject> subjects =
        found(
                """
                set server 10.0.0.2:80
                a: client 0ms   handshake rtt 10ms
                a: client 11ms  data $old
                a: server 31ms  data $old-answer
                b: client 40ms  handshake rtt 10ms
                b: client 51ms  data $old-other
                b: server 81ms  data $old-answer
                c: client 3000ms handshake rtt 10ms
                c: client 3011ms http-request GET /a?id=1 host shop.test
                c: server 3031ms http-response 200 2
                d: client 3005ms handshake rtt 10ms
                d: client 3016ms http-request GET /b host shop.test
                d: server 3100ms http-response 200 2
                """)
            .subjects();
    CaptureSubject page = subjects.getFirst();
    assertThat(page.isPage()).isTrue();
    assertThat(page.runs())
        .extracting(MeasuredRun::version, MeasuredRun::totalNanos)
        .containsExactly(
            tuple(HttpVersion.HTTP_1_0, Nanos.ofMillis(81)),
            tuple(HttpVersion.HTTP_1_1, Nanos.ofMillis(100)));
    MeasuredRun sequential = page.runs().getFirst();
    assertThat(sequential.phaseNanos())
        .contains(
            entry(Phase.CONNECT, 2 * HANDSHAKE_NANOS),
            entry(Phase.WAIT, Nanos.ofMillis(50)),
            entry(Phase.BLOCKED, Nanos.ofMillis(31) - 2 * HANDSHAKE_NANOS));
    assertThat(sequential.roundTrips()).isEqualTo(new RoundTrips(2, 0, 2, 0));
    MeasuredRun together = page.runs().getLast();
    assertThat(together.nanos(Phase.BLOCKED)).isEqualTo(Nanos.ofMillis(16) - HANDSHAKE_NANOS);
    assertThat(together.roundTrips()).isEqualTo(new RoundTrips(1, 0, 1, 0));
    assertThat(together.phaseNanos().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(together.totalNanos());
  }

  @Test
  void otherAnswersThanWholeOnesOf2xxAreNoBasis() throws IOException {
    CaptureVersions found =
        found(
            asked(1, 20, 0, 0)
                + """
                  b: set server 10.0.0.2:80
                  b: client 5000ms handshake rtt 10ms
                  b: client 5011ms http-request GET /a?id=1 host shop.test
                  b: server 5031ms http-response 404 2
                  """);
    assertThat(found.subjects()).isEmpty();
    assertThat(found.versions()).containsExactly(HttpVersion.HTTP_1_0);
    assertThat(found.requests()).isEqualTo(1);
  }

  @Test
  void anotherPortIsAnotherResourceUnlessThatLeavesNothing() throws IOException {
    String other =
        """
        b: set server 10.0.0.2:8080
        b: client 5000ms handshake rtt 10ms
        b: client 5011ms http-request GET /a?id=1 host shop.test:8080
        b: server 5031ms http-response 200 2
        """;
    CaptureVersions across = found(asked(1, 20, 0, 0) + other);
    assertThat(across.isAcrossPorts()).isTrue();
    assertThat(across.subjects()).hasSize(1);
    CaptureVersions within = found(asked(1, 20, 1, 20) + other);
    assertThat(within.isAcrossPorts()).isFalse();
    assertThat(within.subjects().getFirst().requests()).isEqualTo(2);
  }

  @Test
  void nothingIsComparedWhereNothingWasAskedForTwice() throws IOException {
    CaptureVersions found =
        CaptureVersions.of(
            Analyzer.analyze(
                List.of(
                    SampleCaptures.file("slow-server"), SampleCaptures.file("http2-flow-control")),
                AnalysisProgress.NONE));
    assertThat(found.subjects()).isEmpty();
    assertThat(found.versions()).containsExactly(HttpVersion.HTTP_1_1, HttpVersion.HTTP_2);
  }

  @Test
  void quicIsReadWithItsKeys() throws IOException {
    Path made = SampleCaptures.sharedFolder().resolve("made");
    Path capture = made.resolve("q.pcap");
    try (CaptureReader reader = CaptureFile.open(List.of(capture))) {
      Analysis analysis =
          Analyzer.analyze(
              List.of(capture),
              reader,
              List.of(KeySource.read(made.resolve("q.keys"))),
              AnalysisProgress.NONE);
      assertThat(CaptureVersions.of(analysis).versions()).contains(HttpVersion.HTTP_3);
    }
  }

  /** HTTP/1.0 and 1.1 so often, answered after so many milliseconds, each over its connection. */
  private static String asked(int old, int oldMillis, int now, int millis) {
    StringBuilder script = new StringBuilder("set server 10.0.0.2:80\n");
    for (int i = 0; i < old; i++) {
      int at = i * 200;
      script.append(
          """
          o%1$d: client %2$dms handshake rtt 10ms
          o%1$d: client %3$dms data $old
          o%1$d: server %4$dms data $old-answer
          """
              .formatted(i, at, at + 11, at + 11 + oldMillis));
    }
    for (int i = 0; i < now; i++) {
      int at = 2000 + i * 200;
      script.append(
          """
          n%1$d: client %2$dms handshake rtt 10ms
          n%1$d: client %3$dms http-request GET /a?id=1 host shop.test
          n%1$d: server %4$dms http-response 200 2
          """
              .formatted(i, at, at + 11, at + 11 + millis));
    }
    return script.toString();
  }

  private CaptureSubject only(String script) throws IOException {
    List<CaptureSubject> subjects = found(script).subjects();
    assertThat(subjects).hasSize(1);
    return subjects.getFirst();
  }

  private CaptureVersions found(String script) throws IOException {
    Path file = folder.resolve("a.pcap");
    CaptureScript.parse(
            script,
            Map.of(
                "old", OLD.getBytes(StandardCharsets.US_ASCII),
                "old-other", OLD_OTHER.getBytes(StandardCharsets.US_ASCII),
                "old-answer", OLD_ANSWER.getBytes(StandardCharsets.US_ASCII)))
        .writeTo(file);
    return CaptureVersions.of(Analyzer.analyze(List.of(file), AnalysisProgress.NONE));
  }
}
