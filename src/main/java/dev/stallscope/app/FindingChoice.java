package dev.stallscope.app;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The findings that pictures tell of.
 *
 * @param findings in their order; empty where nothing costs time, which is told too
 */
record FindingChoice(List<Finding> findings) {
  /** At most {@code count} findings that cost something, the costliest first. */
  static FindingChoice costliest(Analysis analysis, int count) {
    return new FindingChoice(
        analysis.findings().stream()
            .filter(finding -> finding.severity() != Severity.INFO)
            .limit(count)
            .toList());
  }

  /** The costliest finding of a rule; empty if it has found nothing. */
  static Optional<FindingChoice> named(Analysis analysis, String rule) {
    return analysis.findings().stream()
        .filter(finding -> finding.rule().id().equals(rule))
        .findFirst()
        .map(finding -> new FindingChoice(List.of(finding)));
  }

  /** The ids that can be named. */
  static String ids(Analysis analysis) {
    String ids =
        analysis.findings().stream()
            .map(finding -> finding.rule().id())
            .distinct()
            .collect(Collectors.joining(", "));
    return ids.isEmpty() ? "nothing" : ids;
  }
}
