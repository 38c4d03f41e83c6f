package dev.stallscope.diagnosis;

import java.util.List;

/** What a rule has to say of a capture. */
public sealed interface RuleOutcome {
  /** The trouble is there. */
  record Found(List<Finding> findings) implements RuleOutcome {}

  /**
   * Looked for and not there.
   *
   * @param measured what was measured, one sentence
   */
  record Clear(String measured) implements RuleOutcome {}

  /**
   * Cannot be judged on this capture.
   *
   * @param reason why, one sentence
   */
  record NotApplicable(String reason) implements RuleOutcome {}

  /** The rule itself failed: a defect of Stallscope. */
  record Failed(String error) implements RuleOutcome {}
}
