package dev.stallscope.report;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.measure.CaptureFacts;
import java.io.IOException;

/**
 * The text form of an analysis, for a person in a terminal of 100 columns: what was captured, what
 * cost most with its proof and remedy, then a waterfall.
 */
public final class TextReport {
  private TextReport() {}

  /**
   * Writes the analysis.
   *
   * @throws IOException if the target fails
   */
  public static void write(Analysis analysis, Labels labels, Ink ink, Appendable out)
      throws IOException {
    Page page = new Page(labels, ink, out);
    CaptureFacts facts = analysis.measurements().capture();
    CaptureText.write(analysis, page);
    if (facts.packets() == 0) {
      return;
    }
    page.line("");
    boolean isJudged =
        !analysis.measurements().exchanges().isEmpty()
            || analysis.measurements().connectionCount() > 0;
    if (!isJudged && analysis.findings().isEmpty()) {
      page.paragraph(
          "",
          "",
          "There is nothing to judge: no TCP connection, DNS lookup or request was captured.");
      return;
    }
    FindingsText.write(analysis.findings(), page);
    page.line("");
    WaterfallText.write(analysis, page);
    RulesText.write(analysis.rules(), page);
  }
}
