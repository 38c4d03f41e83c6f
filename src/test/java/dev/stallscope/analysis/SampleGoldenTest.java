package dev.stallscope.analysis;

import dev.stallscope.capture.CaptureFile;
import dev.stallscope.capture.CaptureReader;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.PhaseTimings.Timing;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.CaptureFacts;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.testkit.Golden;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.time.DurationText;
import dev.stallscope.tls.KeyLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What is found in every sample, as text that is meant to be read in a diff. A rule that fires
 * where it should not shows here; {@code -Dgolden=update} rewrites the files.
 */
class SampleGoldenTest {
  @TestFactory
  Stream<DynamicTest> samples() {
    return SampleCaptures.samples().stream()
        .map(
            capture ->
                DynamicTest.dynamicTest(
                    String.valueOf(capture.getParent().getFileName()), () -> compare(capture)));
  }

  private static void compare(Path capture) throws IOException {
    Analysis analysis = analyze(capture);
    Path expected = capture.resolveSibling("expected");
    Golden.assertMatches(expected.resolve("summary.txt"), summary(analysis));
    Golden.assertMatches(expected.resolve("connections.txt"), connections(analysis));
    Golden.assertMatches(expected.resolve("exchanges.txt"), exchanges(analysis));
    Golden.assertMatches(expected.resolve("findings.txt"), findings(analysis));
  }

  /** With the keys beside the capture, where there are some. */
  private static Analysis analyze(Path capture) throws IOException {
    Path keys = capture.resolveSibling("keys.log");
    List<KeySource> sources = new ArrayList<>();
    if (Files.exists(keys)) {
      sources.add(new KeySource("keys.log", KeyLog.read(Files.readString(keys).lines())));
    }
    try (CaptureReader reader = CaptureFile.open(List.of(capture))) {
      return Analyzer.analyze(List.of(capture), reader, sources, AnalysisProgress.NONE);
    }
  }

  private static String summary(Analysis analysis) {
    CaptureFacts facts = analysis.measurements().capture();
    return "packets %d%nbytes %d%nduration %s%nvantage %s%ntruncated %d%nduplicates %d%nwarnings %d%n"
        .formatted(
            facts.packets(),
            facts.wireBytes(),
            DurationText.of(facts.lastNanos() - facts.firstNanos()),
            facts.vantage().name().toLowerCase(Locale.ROOT),
            facts.truncatedPackets(),
            facts.duplicatePackets(),
            facts.warnings().size());
  }

  private static String connections(Analysis analysis) {
    StringBuilder text = new StringBuilder();
    for (TcpConnection connection : analysis.measurements().connections()) {
      text.append(
          "%d %s -> %s %s rtt %s %s%n  client %d packets %d bytes %s%n  server %d packets %d bytes %s%n"
              .formatted(
                  connection.id(),
                  connection.client(),
                  connection.server(),
                  connection.handshake().outcome().name().toLowerCase(Locale.ROOT),
                  DurationText.of(connection.roundTrip().minNanos()),
                  connection.quality().stream().sorted().toList(),
                  connection.fromClient().packets(),
                  connection.fromClient().payloadBytes(),
                  connection.fromClient().events(),
                  connection.fromServer().packets(),
                  connection.fromServer().payloadBytes(),
                  connection.fromServer().events()));
    }
    return text.toString();
  }

  private static String exchanges(Analysis analysis) {
    StringBuilder text = new StringBuilder();
    for (Exchange exchange : analysis.measurements().exchanges()) {
      text.append(
          "%d %s %s [%s] %s parent %d%n"
              .formatted(
                  exchange.id(),
                  exchange.kind().id(),
                  exchange.label(),
                  exchange.status().orElse("-"),
                  DurationText.of(exchange.durationNanos()),
                  exchange.parent()));
      text.append("  phases ")
          .append(
              exchange.phases().timings().stream()
                  .map(SampleGoldenTest::text)
                  .collect(Collectors.joining(", ")))
          .append("\n  time ")
          .append(
              analysis.measurements().account(exchange).intervals().stream()
                  .map(SampleGoldenTest::text)
                  .collect(Collectors.joining(", ")))
          .append('\n');
    }
    return text.toString();
  }

  private static String text(Timing timing) {
    return timing.phase().id() + " " + DurationText.of(timing.span().durationNanos());
  }

  private static String text(CauseInterval interval) {
    return interval.cause().id() + " " + DurationText.of(interval.durationNanos());
  }

  private static String findings(Analysis analysis) {
    StringBuilder text = new StringBuilder();
    for (Finding finding : analysis.findings()) {
      text.append(
          "%s %s %s%n  %s%n  exchanges %s packets %s%n"
              .formatted(
                  finding.severity().id(),
                  finding.rule().id(),
                  DurationText.of(finding.timeLostNanos()),
                  finding.title(),
                  finding.exchanges(),
                  finding.packets().stream().map(index -> index + 1).toList()));
    }
    return text.toString();
  }
}
