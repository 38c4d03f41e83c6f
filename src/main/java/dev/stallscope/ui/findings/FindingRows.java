package dev.stallscope.ui.findings;

import dev.stallscope.chart.TextFlow;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.ui.control.RememberedWidths;
import dev.stallscope.ui.workspace.Appearance;
import java.util.Comparator;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.DoubleBinding;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.collections.ObservableList;

/** How high rows of findings are: as the longest title needs, up to three lines. */
final class FindingRows {
  /** The space around and between the lines, which does not grow with them. */
  private static final double SPACE = 16;

  /** The first line of the title, and that of who acts. */
  private static final double LEAST = 31;

  private static final double LINE = 17;
  private static final int MOST_LINES = 3;

  /** Titles that are measured: a shorter one hardly needs more lines than so many longer ones. */
  private static final int MEASURED = 64;

  /** What the icon and the gaps beside a title take. */
  private static final double ICON = 14;

  private static final double PADDING = 46;

  private final Appearance appearance;
  private final ReadOnlyDoubleProperty width;
  private RememberedWidths widths = RememberedWidths.ofScale(1);

  /**
   * Rows of a list.
   *
   * @param width of the list
   */
  FindingRows(Appearance appearance, ReadOnlyDoubleProperty width) {
    this.appearance = appearance;
    this.width = width;
  }

  /**
   * One height for all rows, that of the highest: a list of rows of different heights keeps in mind
   * how high they were, and shows a scroll bar after they have become lower.
   */
  DoubleBinding height(ObservableList<Finding> shown, FindingsViewModel model) {
    return Bindings.createDoubleBinding(
        () -> {
          double scale = appearance.scaleProperty().get();
          return SPACE + scale * (LEAST + (mostLines(shown, model, scale) - 1) * LINE);
        },
        shown,
        width,
        appearance.scaleProperty());
  }

  /**
   * Looks at the longest titles, and no further than to the first that needs all lines: each takes
   * time to measure, on the thread that draws.
   */
  private int mostLines(List<Finding> shown, FindingsViewModel model, double scale) {
    widths = widths.at(scale);
    List<Finding> longest =
        shown.stream()
            .sorted(Comparator.comparingInt(FindingRows::letters).reversed())
            .limit(MEASURED)
            .toList();
    int most = 1;
    for (int at = 0; at < longest.size() && most < MOST_LINES; at++) {
      most = Math.max(most, lines(longest.get(at), model, widths));
    }
    return most;
  }

  private static int letters(Finding finding) {
    return finding.title().length() + FindingCell.lost(finding).length();
  }

  private int lines(Finding finding, FindingsViewModel model, TextMeter meter) {
    double beside = meter.width(FindingCell.lost(finding), TextStyle.BODY_STRONG);
    double room = width.get() - PADDING - ICON * meter.scale() - beside;
    return new TextFlow(meter)
        .lines(model.text(finding.title()), TextStyle.BODY_STRONG, room, MOST_LINES)
        .size();
  }
}
