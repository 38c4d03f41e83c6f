package dev.stallscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.capture.NoCaptureException;
import dev.stallscope.diagnosis.RuleOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Every millisecond has one owner: in every capture there is, to the nanosecond. */
class TimePartitionOfCapturesTest {
  private static final Path SAMPLES = Path.of("sample-captures");
  private static final Path CAPTURES =
      Path.of(System.getProperty("captures", "../shared/captures"));

  @Test
  void holdsInEverySample() throws IOException {
    List<Path> samples = files(SAMPLES, file -> file.endsWith("capture.pcapng"));
    assertThat(samples).hasSizeGreaterThan(24);
    assertThat(violations(samples)).isEmpty();
  }

  @Test
  void holdsInOtherPeoplesCaptures() throws IOException {
    Assumptions.assumeTrue(Files.isDirectory(CAPTURES), "no captures at " + CAPTURES);
    List<Path> captures =
        files(
            CAPTURES.resolve("open"),
            file ->
                !file.getParent().endsWith("har")
                    && !file.getParent().endsWith("mitmproxy")
                    && !file.getParent().endsWith("keys"));
    assertThat(captures).hasSizeGreaterThan(1000);
    assertThat(violations(captures)).isEmpty();
  }

  private static List<Path> files(Path folder, Predicate<Path> wanted) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).filter(wanted).sorted().toList();
    }
  }

  private static List<String> violations(List<Path> captures) throws IOException {
    List<String> violations = new ArrayList<>();
    for (Path capture : captures) {
      try {
        check(capture, Analyzer.analyze(List.of(capture), AnalysisProgress.NONE), violations);
      } catch (NoCaptureException e) {
        assertThat(e.getMessage()).contains(capture.toString());
      } catch (RuntimeException e) {
        violations.add(capture + ": " + e + " at " + List.of(e.getStackTrace()).subList(0, 3));
      }
    }
    return violations;
  }

  private static void check(Path capture, Analysis analysis, List<String> violations) {
    TimePartition.violations(analysis).forEach(found -> violations.add(capture + " " + found));
    analysis.rules().stream()
        .filter(rule -> rule.outcome() instanceof RuleOutcome.Failed)
        .forEach(rule -> violations.add(capture + ": " + rule));
  }
}
