package dev.stallscope.report;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.capture.CaptureInterface;
import dev.stallscope.capture.CaptureWarning;
import dev.stallscope.capture.LinkType;
import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.RuleResult;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.measure.CaptureFacts;
import dev.stallscope.time.DurationText;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The text form of an analysis, for a person in a terminal of 100 columns: what was captured, what
 * cost most with its proof and remedy, then a waterfall.
 */
public final class TextReport {
  static final int WIDTH = 100;

  /** Findings shown in full; the rest is listed in a line each. */
  private static final int MAX_FULL_FINDINGS = 5;

  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Analysis analysis;
  private final Labels labels;
  private final Ink ink;
  private final Appendable out;

  private TextReport(Analysis analysis, Labels labels, Ink ink, Appendable out) {
    this.analysis = analysis;
    this.labels = labels;
    this.ink = ink;
    this.out = out;
  }

  /**
   * Writes the analysis.
   *
   * @throws IOException if the target fails
   */
  public static void write(Analysis analysis, Labels labels, Ink ink, Appendable out)
      throws IOException {
    TextReport report = new TextReport(analysis, labels, ink, out);
    report.capture();
    report.findings();
    report.line("");
    WaterfallText.write(analysis, labels, ink, out);
    report.rules();
  }

  private void capture() throws IOException {
    CaptureFacts facts = analysis.measurements().capture();
    line(ink.bold(String.join(", ", facts.files())));
    if (facts.packets() == 0) {
      line("  The capture is empty: it is valid but holds no packets.");
    } else {
      long duration = facts.lastNanos() - facts.firstNanos();
      line(
          "  %,d packets, %s on the wire, %s from %s UTC"
              .formatted(
                  facts.packets(),
                  SizeText.of(facts.wireBytes()),
                  DurationText.of(duration),
                  DAY_AND_TIME.format(
                      Instant.ofEpochSecond(Math.floorDiv(facts.firstNanos(), 1_000_000_000L)))));
      line(
          "  %,d connections, %,d exchanges; %s; captured %s"
              .formatted(
                  analysis.measurements().connections().size(),
                  analysis.measurements().exchanges().size(),
                  linkTypes(facts),
                  vantage(facts)));
    }
    for (CaptureWarning warning : facts.warnings()) {
      paragraph("  ! ", "    ", warning.text());
    }
  }

  private static String linkTypes(CaptureFacts facts) {
    return facts.interfaces().stream()
        .map(CaptureInterface::linkType)
        .distinct()
        .map(LinkType::title)
        .collect(Collectors.joining(", "));
  }

  private static String vantage(CaptureFacts facts) {
    return switch (facts.vantage()) {
      case NEAR_CLIENT -> "near the client";
      case NEAR_SERVER -> "near the server";
      case MID_PATH -> "between client and server";
      case LOCAL -> "on one host";
      case UNKNOWN -> "at an unknown place of the path";
    };
  }

  private void findings() throws IOException {
    List<Finding> costly =
        analysis.findings().stream().filter(f -> f.severity() != Severity.INFO).toList();
    line("");
    if (costly.isEmpty()) {
      line(ink.bold("Nothing here costs noticeable time."));
    } else {
      line(ink.bold("What costs time"));
    }
    for (Finding finding : costly.subList(0, Math.min(MAX_FULL_FINDINGS, costly.size()))) {
      line("");
      finding(finding);
    }
    if (costly.size() > MAX_FULL_FINDINGS) {
      line("");
      line("Also:");
      for (Finding finding : costly.subList(MAX_FULL_FINDINGS, costly.size())) {
        line("  " + headline(finding));
      }
    }
    List<Finding> notes =
        analysis.findings().stream().filter(f -> f.severity() == Severity.INFO).toList();
    if (!notes.isEmpty()) {
      line("");
      line(ink.faint("For your information:"));
      for (Finding finding : notes) {
        line(ink.faint("  " + Wrap.cut(labels.text(finding.title()), WIDTH - 2)));
      }
    }
  }

  private String headline(Finding finding) {
    String severity = "%-8s".formatted(finding.severity().id());
    String lost = finding.timeLostNanos() > 0 ? DurationText.of(finding.timeLostNanos()) : "";
    return ink.of(finding.severity(), severity)
        + " %9s  ".formatted(lost)
        + Wrap.cut(labels.text(finding.title()), WIDTH - 24);
  }

  private void finding(Finding finding) throws IOException {
    line(headline(finding));
    paragraph("    ", "    ", labels.text(finding.explanation()));
    line("    Who acts: " + finding.party().title() + ". " + confidence(finding));
    for (Evidence evidence : finding.evidence()) {
      paragraph(
          "    · ",
          "      ",
          evidence.name() + ": " + labels.text(evidence.value()) + packets(evidence.packets()));
    }
    if (finding.evidence().stream().allMatch(evidence -> evidence.packets().isEmpty())
        && !finding.packets().isEmpty()) {
      line("    · proof:" + packets(finding.packets()));
    }
    for (String advice : finding.advice()) {
      paragraph("    → ", "      ", advice);
    }
    line(ink.faint("    More: stallscope explain " + finding.rule().id()));
  }

  private static String confidence(Finding finding) {
    return finding.confidence() >= 0.85
        ? "Certain."
        : finding.confidence() >= 0.6 ? "Likely." : "Possible; read the proof before acting.";
  }

  private static String packets(List<Integer> indexes) {
    if (indexes.isEmpty()) {
      return "";
    }
    String numbers =
        indexes.stream()
            .limit(6)
            .map(i -> Integer.toString(i + 1))
            .collect(Collectors.joining(", "));
    return " (packet%s %s%s)"
        .formatted(indexes.size() == 1 ? "" : "s", numbers, indexes.size() > 6 ? ", …" : "");
  }

  private void rules() throws IOException {
    List<String> unjudged =
        analysis.rules().stream()
            .filter(result -> result.outcome() instanceof RuleOutcome.NotApplicable)
            .map(result -> result.rule().id())
            .toList();
    long clear =
        analysis.rules().stream()
            .filter(result -> result.outcome() instanceof RuleOutcome.Clear)
            .count();
    line("");
    line(ink.faint("%d troubles looked for and not found.".formatted(clear)));
    if (!unjudged.isEmpty()) {
      for (String line :
          Wrap.lines("Could not be judged here: " + String.join(", ", unjudged) + ".", WIDTH)) {
        line(ink.faint(line));
      }
    }
    for (RuleResult result : analysis.rules()) {
      if (result.outcome() instanceof RuleOutcome.Failed failed) {
        line("! " + result.rule().id() + " failed: " + failed.error());
      }
    }
  }

  private void paragraph(String first, String indent, String text) throws IOException {
    String lead = first;
    for (String line : Wrap.lines(text, WIDTH - first.length())) {
      line(lead + line);
      lead = indent;
    }
  }

  private void line(String text) throws IOException {
    out.append(text).append('\n');
  }
}
