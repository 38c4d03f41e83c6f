package dev.stallscope.report;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.time.DurationText;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What cost time: the costliest findings with their proof and remedy, the others in a line each.
 */
final class FindingsText {
  /** Findings shown in full. */
  private static final int MAX_FULL = 5;

  /** Findings listed in a line each, of what costs time and of what does not. */
  private static final int MAX_LISTED = 10;

  private static final int MAX_PACKETS = 6;

  /** Columns before a headline's text: severity, time lost, and the spaces between. */
  private static final int HEAD_COLUMNS = 20;

  private final Page page;
  private final Ink ink;

  private FindingsText(Page page) {
    this.page = page;
    ink = page.ink();
  }

  static void write(List<Finding> findings, Page page) throws IOException {
    FindingsText text = new FindingsText(page);
    text.costly(findings.stream().filter(f -> f.severity() != Severity.INFO).toList());
    text.notes(findings.stream().filter(f -> f.severity() == Severity.INFO).toList());
  }

  private void costly(List<Finding> findings) throws IOException {
    page.line(
        ink.bold(findings.isEmpty() ? "Nothing here costs noticeable time." : "What costs time"));
    for (Finding finding : findings.subList(0, Math.min(MAX_FULL, findings.size()))) {
      page.line("");
      finding(finding);
    }
    if (findings.size() > MAX_FULL) {
      page.line("");
      page.line("Also:");
      List<Finding> others = findings.subList(MAX_FULL, findings.size());
      for (Finding finding : others.subList(0, Math.min(MAX_LISTED, others.size()))) {
        page.line("  " + headline(finding, 2));
      }
      more(others.size());
    }
  }

  private void notes(List<Finding> notes) throws IOException {
    if (notes.isEmpty()) {
      return;
    }
    page.line("");
    page.line(ink.faint("For your information:"));
    for (Finding finding : notes.subList(0, Math.min(MAX_LISTED, notes.size()))) {
      page.line(ink.faint("  " + page.cut(finding.title(), Page.WIDTH - 2)));
    }
    more(notes.size());
  }

  private void more(int size) throws IOException {
    if (size > MAX_LISTED) {
      page.line(ink.faint("  … and %,d more; --format json has all".formatted(size - MAX_LISTED)));
    }
  }

  private String headline(Finding finding, int indent) {
    String lost = finding.timeLostNanos() > 0 ? DurationText.of(finding.timeLostNanos()) : "";
    return ink.of(finding.severity(), "%-8s".formatted(finding.severity().id()))
        + " %9s  ".formatted(lost)
        + page.cut(finding.title(), Page.WIDTH - HEAD_COLUMNS - indent);
  }

  private void finding(Finding finding) throws IOException {
    page.line(headline(finding, 0));
    page.paragraph("    ", "    ", finding.explanation());
    page.line("    Who acts: " + finding.party().title() + ". " + ConfidenceText.of(finding) + ".");
    for (Evidence evidence : finding.evidence()) {
      page.paragraph(
          "    · ", "      ", evidence.name() + ": " + evidence.value() + packets(evidence));
    }
    if (finding.evidence().stream().allMatch(evidence -> evidence.packets().isEmpty())
        && !finding.packets().isEmpty()) {
      page.line("    · proof: " + packets(finding.packets()));
    }
    for (String advice : finding.advice()) {
      page.paragraph("    → ", "      ", advice);
    }
    page.line(ink.faint("    More: stallscope explain " + finding.rule().id()));
  }

  private static String packets(Evidence evidence) {
    return evidence.packets().isEmpty() ? "" : " (" + packets(evidence.packets()) + ")";
  }

  private static String packets(List<Integer> indexes) {
    String numbers =
        indexes.stream()
            .limit(MAX_PACKETS)
            .map(index -> Integer.toString(index + 1))
            .collect(Collectors.joining(", "));
    if (indexes.size() > MAX_PACKETS) {
      return "packets %s and %,d more".formatted(numbers, indexes.size() - MAX_PACKETS);
    }
    return (indexes.size() == 1 ? "packet " : "packets ") + numbers;
  }
}
