package dev.stallscope.report;

import static dev.stallscope.diagnosis.QuantityText.count;

import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.RuleResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was looked for and not found, and what could not be judged. */
final class RulesText {
  private RulesText() {}

  static void write(List<RuleResult> rules, Page page) throws IOException {
    long clear = rules.stream().filter(rule -> rule.outcome() instanceof RuleOutcome.Clear).count();
    page.line("");
    page.faintParagraph(
        "%s looked for and not found%s. 'stallscope explain' lists all, --format json says how each was judged."
            .formatted(count(clear, "more trouble"), unjudged(rules)));
    for (RuleResult rule : rules) {
      if (rule.outcome() instanceof RuleOutcome.Failed failed) {
        page.paragraph("! ", "  ", rule.rule().id() + " failed: " + failed.error());
      }
    }
  }

  private static String unjudged(List<RuleResult> rules) {
    Map<String, Long> layers =
        rules.stream()
            .filter(rule -> rule.outcome() instanceof RuleOutcome.NotApplicable)
            .collect(
                Collectors.groupingBy(
                    rule -> rule.rule().layer().id(), TreeMap::new, Collectors.counting()));
    if (layers.isEmpty()) {
      return "";
    }
    long all = layers.values().stream().mapToLong(Long::longValue).sum();
    return "; %,d could not be judged, since the capture holds nothing to judge them by (%s)"
        .formatted(
            all,
            layers.entrySet().stream()
                .map(layer -> layer.getValue() + " " + layer.getKey())
                .collect(Collectors.joining(", ")));
  }
}
