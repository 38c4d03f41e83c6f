package dev.stallscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.SampleNotes;
import dev.stallscope.time.Nanos;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds what is found in every sample against what the lab built into it. The golden files say what
 * is found; this says whether it is right.
 */
class SampleNotesTest {
  private static final Percentage TOLERANCE = Percentage.withPercentage(10);

  /** Findings that are to come; their samples are there already. */
  private static final Set<String> NOT_YET = Set.of();

  @TestFactory
  Stream<DynamicTest> samples() {
    return SampleCaptures.samples().stream()
        .map(
            capture ->
                DynamicTest.dynamicTest(
                    String.valueOf(capture.getParent().getFileName()), () -> compare(capture)));
  }

  @TestFactory
  Stream<DynamicTest> notesNameFindingsThatExist() {
    Set<String> known =
        RuleCatalogue.rules().stream().map(rule -> rule.info().id()).collect(Collectors.toSet());
    return SampleCaptures.samples().stream()
        .map(
            capture ->
                DynamicTest.dynamicTest(
                    String.valueOf(capture.getParent().getFileName()),
                    () -> assertThat(known).containsAll(named(SampleNotes.beside(capture)))));
  }

  private static Set<String> named(SampleNotes notes) {
    Set<String> ids = new TreeSet<>(notes.mustBeFound());
    ids.addAll(notes.mustNotBeFound());
    ids.addAll(notes.alsoTrue());
    ids.addAll(notes.costMillis().keySet());
    ids.removeAll(NOT_YET);
    return ids;
  }

  private static void compare(Path capture) throws IOException {
    SampleNotes notes = SampleNotes.beside(capture);
    List<Finding> findings = Analyzer.analyze(List.of(capture), AnalysisProgress.NONE).findings();
    Set<String> found = ids(findings, finding -> true);
    Set<String> grave = ids(findings, finding -> finding.severity() != Severity.INFO);
    Set<String> expected = new TreeSet<>(notes.mustBeFound());
    expected.removeAll(NOT_YET);
    Set<String> allowed = new TreeSet<>(notes.mustBeFound());
    allowed.addAll(notes.alsoTrue());

    SoftAssertions softly = new SoftAssertions();
    softly.assertThat(found).as("must be found").containsAll(expected);
    softly.assertThat(found).as("must not be found").noneMatch(notes.mustNotBeFound()::contains);
    softly.assertThat(allowed).as("found above info").containsAll(grave);
    softly.assertThat(grave).as("costs time").containsAll(notes.costMillis().keySet());
    for (Map.Entry<String, Double> cost : notes.costMillis().entrySet()) {
      softly
          .assertThat(lostMillis(findings, cost.getKey()))
          .as("time lost to " + cost.getKey())
          .isCloseTo(cost.getValue(), TOLERANCE);
    }
    softly.assertAll();
  }

  private static Set<String> ids(List<Finding> findings, Predicate<Finding> filter) {
    return findings.stream()
        .filter(filter)
        .map(finding -> finding.rule().id())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static double lostMillis(List<Finding> findings, String id) {
    return findings.stream()
            .filter(finding -> finding.rule().id().equals(id))
            .mapToLong(Finding::timeLostNanos)
            .sum()
        / (double) Nanos.PER_MILLI;
  }
}
