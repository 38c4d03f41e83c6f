package dev.stallscope.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.Analyzer;
import dev.stallscope.capture.live.CaptureOrder;
import dev.stallscope.capture.live.LiveRights;
import dev.stallscope.capture.live.Recording;
import dev.stallscope.diagnosis.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each trouble of the demo server, captured live, gives its finding, and its twin does not. */
class DemoTroublesTest {
  @TempDir Path folder;
  private static DemoServer server;

  @BeforeAll
  static void start() throws IOException {
    LiveRights.assume();
    server = DemoServer.start(DemoPorts.FREE);
  }

  @AfterAll
  static void close() {
    if (server != null) {
      server.close();
    }
  }

  static Stream<DemoTrouble> troubles() {
    return DemoCatalogue.troubles(DemoPorts.FREE).stream();
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void givesItsFindingAndItsTwinLosesLittle(DemoTrouble trouble) throws Exception {
    Analysis analysis = captured(() -> new DemoVisit(server).meet(trouble.id()));
    assertThat(analysis.findings())
        .extracting(finding -> finding.rule().id())
        .contains(trouble.finding());
    // a busy machine may delay the twin a little, too
    Analysis twin = captured(() -> new DemoVisit(server).meetTwin(trouble.id()));
    assertThat(twin.measurements().capture().packets()).isPositive();
    assertThat(lostNanos(twin, trouble)).isLessThan(lostNanos(analysis, trouble) / 4 + 1);
  }

  private interface Visit {
    void run() throws IOException;
  }

  private Analysis captured(Visit visit) throws Exception {
    Path file = folder.resolve("a.pcapng");
    DemoPorts ports = server.ports();
    String filter =
        "port (%d or %d or %d or %d)"
            .formatted(ports.http(), ports.https(), ports.slowTls(), ports.dns());
    Recording recording = Recording.begin(CaptureOrder.of("lo", filter, file), _ -> {});
    CompletableFuture<Void> running =
        CompletableFuture.runAsync(
            () -> {
              try {
                recording.run();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    visit.run();
    recording.stop();
    running.get();
    return Analyzer.analyze(List.of(file), AnalysisProgress.NONE);
  }

  private static long lostNanos(Analysis analysis, DemoTrouble trouble) {
    return analysis.findings().stream()
        .filter(finding -> finding.rule().id().equals(trouble.finding()))
        .mapToLong(Finding::timeLostNanos)
        .sum();
  }
}
