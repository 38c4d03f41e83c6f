package dev.stallscope.report;

import dev.stallscope.diagnosis.Finding;

/** How sure a finding is, in a word. */
public final class ConfidenceText {
  private static final double CERTAIN = 0.85;
  private static final double LIKELY = 0.6;

  private ConfidenceText() {}

  /** One sentence without its period. */
  public static String of(Finding finding) {
    return finding.confidence() >= CERTAIN
        ? "Certain"
        : finding.confidence() >= LIKELY ? "Likely" : "Possible; read the proof before acting";
  }
}
