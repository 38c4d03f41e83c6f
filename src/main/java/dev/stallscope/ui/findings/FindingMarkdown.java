package dev.stallscope.ui.findings;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.report.ConfidenceText;
import dev.stallscope.report.Labels;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.text.Texts;
import java.util.List;
import java.util.stream.Collectors;

/** A finding as Markdown, for an issue or a chat. Secrets are masked. */
final class FindingMarkdown {
  private static final int MAX_PACKETS = 8;

  private FindingMarkdown() {}

  static String of(Finding finding) {
    StringBuilder text = new StringBuilder();
    text.append("## ").append(wire(finding.title())).append("\n\n");
    text.append(wire(finding.explanation())).append("\n\n");
    if (finding.timeLostNanos() > 0) {
      item(text, "lost", DurationText.of(finding.timeLostNanos()));
    }
    item(text, "who", finding.party().title());
    item(text, "certainty", ConfidenceText.of(finding));
    for (Evidence evidence : finding.evidence()) {
      text.append("- ")
          .append(evidence.name())
          .append(": ")
          .append(wire(evidence.value()))
          .append(packets(evidence.packets()))
          .append('\n');
    }
    if (finding.evidence().stream().allMatch(evidence -> evidence.packets().isEmpty())) {
      text.append("- ")
          .append(Texts.of("finding.proof-item"))
          .append(packets(finding.packets()))
          .append('\n');
    }
    if (!finding.advice().isEmpty()) {
      text.append('\n').append(Texts.of("finding.advice-heading")).append("\n\n");
      finding.advice().forEach(advice -> text.append("- ").append(advice).append('\n'));
    }
    return text.toString();
  }

  private static void item(StringBuilder text, String key, String value) {
    text.append("- ").append(Texts.of("finding.markdown." + key, value)).append('\n');
  }

  private static String wire(String text) {
    return Labels.REDACTED.text(text);
  }

  private static String packets(List<Integer> indexes) {
    if (indexes.isEmpty()) {
      return "";
    }
    String numbers =
        indexes.stream()
            .limit(MAX_PACKETS)
            .map(index -> Integer.toString(index + 1))
            .collect(Collectors.joining(", "));
    return Texts.of(
        "finding.packets-in-brackets",
        indexes.size(),
        numbers + (indexes.size() > MAX_PACKETS ? ", …" : ""));
  }
}
