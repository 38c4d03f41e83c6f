package dev.stallscope.ui.findings;

import dev.stallscope.chart.TextFlow;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.ui.control.RememberedWidths;
import dev.stallscope.ui.workspace.Appearance;
import javafx.beans.property.ReadOnlyDoubleProperty;

/** How high rows of findings are: each as its title needs, up to three lines. */
final class FindingRows {
  /** The space around and between the lines, which does not grow with them. */
  private static final double SPACE = 16;

  /** The first line of the title, and that of who acts. */
  private static final double LEAST = 31;

  private static final double LINE = 17;
  private static final int MOST_LINES = 3;

  /** What the icon and the gaps beside a title take. */
  private static final double ICON = 14;

  private static final double PADDING = 46;

  private final FindingsViewModel model;
  private final Appearance appearance;
  private final ReadOnlyDoubleProperty width;
  private RememberedWidths widths = RememberedWidths.ofScale(1);

  /**
   * Rows of a list.
   *
   * @param width of the list
   */
  FindingRows(FindingsViewModel model, Appearance appearance, ReadOnlyDoubleProperty width) {
    this.model = model;
    this.appearance = appearance;
    this.width = width;
  }

  /** Of a finding, in pixels. */
  double height(Finding finding) {
    double scale = appearance.scaleProperty().get();
    return SPACE + scale * (LEAST + (lines(finding, scale) - 1) * LINE);
  }

  /** Of the first so many rows, or of all where there are fewer, in pixels. */
  double heightOfFirst(int rows) {
    return model.shown().stream().limit(rows).mapToDouble(this::height).sum();
  }

  private int lines(Finding finding, double scale) {
    widths = widths.at(scale);
    double beside = widths.width(FindingCell.lost(finding), TextStyle.BODY_STRONG);
    double room = width.get() - PADDING - ICON * scale - beside;
    return new TextFlow(widths)
        .lines(model.headline(finding), TextStyle.BODY_STRONG, room, MOST_LINES)
        .size();
  }
}
