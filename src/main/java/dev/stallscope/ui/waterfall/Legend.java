package dev.stallscope.ui.waterfall;

import dev.stallscope.chart.StallDrawing;
import dev.stallscope.ui.control.ChartCanvas;
import dev.stallscope.ui.control.PhaseLegend;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Appearance;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** Which colour is which phase, and how lost time is drawn. */
final class Legend {
  private static final double STALL_SIZE = 11;

  private Legend() {}

  static Node of(Appearance appearance) {
    HBox legend = PhaseLegend.of();
    ChartCanvas hatch =
        new ChartCanvas(
            appearance, (width, height, _) -> StallDrawing.interval(0, 0, width, height));
    hatch.setMinSize(STALL_SIZE, STALL_SIZE);
    hatch.setMaxSize(STALL_SIZE, STALL_SIZE);
    Label lost = PhaseLegend.item(hatch, Texts.of("waterfall.lost"));
    lost.getStyleClass().add("lost");
    legend.getChildren().add(lost);
    return legend;
  }
}
