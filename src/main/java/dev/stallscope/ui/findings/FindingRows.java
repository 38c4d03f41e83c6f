package dev.stallscope.ui.findings;

import dev.stallscope.chart.TextFlow;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.ui.control.FxTextMeter;
import dev.stallscope.ui.workspace.Appearance;
import java.util.List;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.DoubleBinding;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.value.ObservableValue;

/** How high rows of findings are: as their titles need, up to three lines. */
final class FindingRows {
  private static final double ROW = 46;
  private static final double LINE = 17;
  private static final int MOST_LINES = 3;

  /** What the icon and the gaps beside a title take. */
  private static final double ICON = 14;

  private static final double PADDING = 46;

  private final Appearance appearance;
  private final ReadOnlyDoubleProperty width;

  /**
   * Rows of a list.
   *
   * @param width of the list
   */
  FindingRows(Appearance appearance, ReadOnlyDoubleProperty width) {
    this.appearance = appearance;
    this.width = width;
  }

  /** The height of the row of whatever finding it shows. */
  DoubleBinding height(ObservableValue<Finding> shown, FindingsViewModel model) {
    return Bindings.createDoubleBinding(
        () -> shown.getValue() == null ? ROW : height(shown.getValue(), model),
        shown,
        width,
        appearance.scaleProperty());
  }

  /** The height of the first of many rows together. */
  DoubleBinding height(List<Finding> shown, int most, FindingsViewModel model) {
    return Bindings.createDoubleBinding(
        () -> shown.stream().limit(most).mapToDouble(finding -> height(finding, model)).sum(),
        (Observable) width,
        appearance.scaleProperty());
  }

  private double height(Finding finding, FindingsViewModel model) {
    double scale = appearance.scaleProperty().get();
    FxTextMeter meter = new FxTextMeter(scale);
    double beside = meter.width(FindingCell.lost(finding), TextStyle.BODY_STRONG);
    double room = width.get() - PADDING - ICON * scale - beside;
    int lines =
        new TextFlow(meter)
            .lines(model.text(finding.title()), TextStyle.BODY_STRONG, room, MOST_LINES)
            .size();
    return scale * (ROW + (Math.max(1, lines) - 1) * LINE);
  }
}
