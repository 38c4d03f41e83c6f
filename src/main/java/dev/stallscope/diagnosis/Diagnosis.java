package dev.stallscope.diagnosis;

import java.util.List;

/**
 * What the rules found.
 *
 * @param findings by time lost, the greatest first, then by severity
 * @param rules what each rule had to say, in the order of the catalogue; its findings are charged
 */
public record Diagnosis(List<Finding> findings, List<RuleResult> rules) {
  public Diagnosis {
    findings = List.copyOf(findings);
    rules = List.copyOf(rules);
  }
}
