package dev.stallscope.report.page;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextMeter;
import java.io.IOException;
import java.util.List;

/**
 * The charts of one finding without the words around them: time account, waterfall, proof.
 *
 * @param width in logical pixels
 * @param height as high as the charts need
 */
public record ReportFigure(List<Mark> marks, double width, double height) {
  private static final double GAP = 18;
  private static final double WATERFALL = 200;
  private static final double PROOF = 260;

  public ReportFigure {
    marks = List.copyOf(marks);
  }

  /**
   * Draws the charts.
   *
   * @throws IOException if the capture cannot be read again for the proof
   */
  public static ReportFigure of(Story story, TextMeter meter, double width) throws IOException {
    PageParts parts = new PageParts(story, meter);
    double y = parts.account(0, 0, width);
    y = parts.waterfall(new Frame(0, y + GAP, width, WATERFALL));
    boolean hasProof = parts.proof(new Frame(0, y + GAP, width, PROOF));
    return new ReportFigure(parts.marks(), width, hasProof ? y + GAP + PROOF : y);
  }
}
