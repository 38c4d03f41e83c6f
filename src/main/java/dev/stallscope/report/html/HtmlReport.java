package dev.stallscope.report.html;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.capture.CaptureWarning;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.RuleResult;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.report.ConfidenceText;
import dev.stallscope.report.Labels;
import dev.stallscope.report.page.PageText;
import dev.stallscope.report.page.ReportFigure;
import dev.stallscope.report.page.Story;
import dev.stallscope.time.DurationText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All findings as one web page that needs nothing else: charts are inline SVG, and there is neither
 * a script nor a reference to any other file. Light or dark as the reader's system is.
 */
public final class HtmlReport {
  /** A figure is large; who wants them all has the window. */
  private static final int MAX_FIGURES = 25;

  private static final double FIGURE_WIDTH = 1030;
  private static final int MAX_PACKETS = 12;

  private final OpenCapture capture;
  private final Labels labels;
  private final TextMeter meter;
  private final Appendable out;
  private int figures;

  private HtmlReport(OpenCapture capture, Labels labels, TextMeter meter, Appendable out) {
    this.capture = capture;
    this.labels = labels;
    this.meter = meter;
    this.out = out;
  }

  /**
   * Writes the page.
   *
   * @param labels whether secrets are shown
   * @throws IOException if the capture cannot be read again, or the target fails
   */
  public static void write(OpenCapture capture, Labels labels, TextMeter meter, Appendable out)
      throws IOException {
    new HtmlReport(capture, labels, meter, out).page();
  }

  private void page() throws IOException {
    Story story = Story.costliest(capture, labels);
    String headline = PageText.headline(story);
    raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
    raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
    element("title", "", headline + " · Stallscope");
    raw("<style>\n" + HtmlStyle.text() + "</style>\n</head>\n<body>\n");
    raw(SvgPainter.patterns());
    raw("<main>\n");
    element("h1", "", headline);
    element("p", "dim", PageText.facts(story));
    for (CaptureWarning warning : warnings()) {
      element("p", "major", story.text(warning.text()));
    }
    List<Finding> findings = capture.analysis().findings();
    if (story.finding().isEmpty()) {
      raw("<section>\n");
      figure(story);
      raw("</section>\n");
    }
    for (Finding finding : findings) {
      finding(new Story(capture, Optional.of(finding), labels), finding);
    }
    verdicts();
    raw("</main>\n</body>\n</html>\n");
  }

  private List<CaptureWarning> warnings() {
    return capture.analysis().measurements().capture().warnings();
  }

  private void finding(Story story, Finding finding) throws IOException {
    raw("<section>\n");
    String lost =
        finding.timeLostNanos() > 0
            ? " · "
                + DurationText.of(finding.timeLostNanos())
                + (finding.exchanges().size() > 1 ? " lost together" : " lost")
            : "";
    element("p", "tag " + finding.severity().id(), finding.severity().id() + lost);
    if (!isInHeadline(finding)) {
      element("h2", "", story.text(finding.title()));
    }
    element("p", "", story.text(finding.explanation()));
    if (finding.severity() != Severity.INFO) {
      figure(story);
    }
    if (finding.party() != Party.NOBODY) {
      element("h3", "", "Who has to act");
      element("p", "", PageText.sentence(finding.party().title()));
    }
    advice(finding);
    proof(story, finding);
    raw("</section>\n");
  }

  /** Or the page would begin with the same sentence twice. */
  private boolean isInHeadline(Finding finding) {
    return Story.costliest(capture, labels).finding().filter(finding::equals).isPresent();
  }

  private void figure(Story story) throws IOException {
    if (++figures <= MAX_FIGURES) {
      ReportFigure figure = ReportFigure.of(story, meter, FIGURE_WIDTH);
      if (!figure.marks().isEmpty()) {
        raw("<div class=\"figure\" tabindex=\"0\">\n");
        raw(
            new SvgPainter(meter)
                .drawing(
                    PageText.headline(story), figure.marks(), figure.width(), figure.height()));
        raw("</div>\n");
      }
    }
  }

  private void advice(Finding finding) throws IOException {
    if (!finding.advice().isEmpty()) {
      element("h3", "", "What to do");
      raw("<ul>\n");
      for (String advice : finding.advice()) {
        raw("<li>" + markdown(advice) + "</li>\n");
      }
      raw("</ul>\n");
    }
  }

  /** Code in backticks, all else is text. */
  private static String markdown(String text) {
    String[] parts = text.split("`", -1);
    StringBuilder html = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      String part = HtmlEscape.of(parts[i]);
      html.append(i % 2 == 1 && i < parts.length - 1 ? "<code>" + part + "</code>" : part);
    }
    return html.toString();
  }

  private void proof(Story story, Finding finding) throws IOException {
    element("h3", "", "Proof");
    raw("<table>\n");
    for (Evidence evidence : finding.evidence()) {
      String value = story.text(evidence.value()) + packets(evidence.packets());
      row(story.text(evidence.name()), value);
    }
    if (finding.evidence().stream().allMatch(evidence -> evidence.packets().isEmpty())) {
      row("shown by", numbers(finding.packets()));
    }
    row("how sure", ConfidenceText.of(finding));
    raw("</table>\n");
  }

  private void row(String name, String value) throws IOException {
    if (!value.isEmpty()) {
      raw("<tr>");
      element("td", "dim", name);
      element("td", "value", value);
      raw("</tr>\n");
    }
  }

  private static String packets(List<Integer> indexes) {
    return indexes.isEmpty() ? "" : " (" + numbers(indexes) + ")";
  }

  private static String numbers(List<Integer> indexes) {
    String numbers =
        indexes.stream()
            .limit(MAX_PACKETS)
            .map(index -> Integer.toString(index + 1))
            .collect(Collectors.joining(", "));
    String more = indexes.size() > MAX_PACKETS ? ", …" : "";
    return indexes.isEmpty() ? "" : (indexes.size() == 1 ? "packet " : "packets ") + numbers + more;
  }

  private void verdicts() throws IOException {
    List<String[]> well = new ArrayList<>();
    List<String[]> notJudged = new ArrayList<>();
    for (RuleResult rule : capture.analysis().rules()) {
      String trouble = rule.rule().trouble();
      switch (rule.outcome()) {
        case RuleOutcome.Clear clear -> well.add(new String[] {trouble, clear.measured()});
        case RuleOutcome.NotApplicable not -> notJudged.add(new String[] {trouble, not.reason()});
        case RuleOutcome.Failed failed -> notJudged.add(new String[] {trouble, failed.error()});
        case RuleOutcome.Found _ -> {
          // has a section of its own
        }
      }
    }
    verdicts("Checked and found well", well);
    verdicts("Could not be judged", notJudged);
  }

  private void verdicts(String title, List<String[]> verdicts) throws IOException {
    if (!verdicts.isEmpty()) {
      raw("<section><details>\n");
      element("summary", "", "%s (%d)".formatted(title, verdicts.size()));
      raw("<table>\n");
      for (String[] verdict : verdicts) {
        row(verdict[0], labels.text(verdict[1]));
      }
      raw("</table>\n</details></section>\n");
    }
  }

  private void element(String name, String classes, String text) throws IOException {
    String attribute = classes.isEmpty() ? "" : " class=\"" + classes + "\"";
    raw("<" + name + attribute + ">" + HtmlEscape.of(text) + "</" + name + ">\n");
  }

  private void raw(String html) throws IOException {
    out.append(html);
  }
}
