package dev.stallscope.ui.overview;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.measure.Layer;
import dev.stallscope.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Whether verdicts on a capture can be trusted.
 *
 * @param sentence in a few words
 * @param limits what limits it, a sentence each
 */
record Trust(Level level, String sentence, List<String> limits) {
  Trust {
    limits = List.copyOf(limits);
  }

  /** How far. */
  enum Level {
    /** Nothing is missing. */
    COMPLETE,
    /** Something is missing that does not touch verdicts on time. */
    LIMITED,
    /** What is missing may hide or feign trouble. */
    DOUBTFUL
  }

  static Trust of(Analysis analysis) {
    List<Finding> findings =
        analysis.findings().stream()
            .filter(finding -> finding.rule().layer() == Layer.CAPTURE)
            .toList();
    List<String> limits =
        Stream.concat(
                findings.stream().map(Finding::title),
                analysis.measurements().capture().warnings().stream()
                    .map(warning -> warning.text()))
            .toList();
    boolean isDoubtful =
        findings.stream().anyMatch(finding -> finding.severity() != Severity.INFO)
            || !analysis.measurements().capture().warnings().isEmpty();
    Level level = isDoubtful ? Level.DOUBTFUL : limits.isEmpty() ? Level.COMPLETE : Level.LIMITED;
    return new Trust(level, Texts.of("trust." + level.name().toLowerCase(Locale.ROOT)), limits);
  }
}
