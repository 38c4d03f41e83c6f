package dev.stallscope.ui.waterfall;

import dev.stallscope.chart.StallDrawing;
import dev.stallscope.chart.Tone;
import dev.stallscope.exchange.Phase;
import dev.stallscope.ui.control.ChartCanvas;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Appearance;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** Which colour is which phase, in their order. */
final class Legend {
  private static final double STALL_SIZE = 11;

  private Legend() {}

  static Node of(Appearance appearance) {
    HBox legend = new HBox();
    legend.getStyleClass().add("legend");
    legend.setAlignment(Pos.CENTER_RIGHT);
    for (Phase phase : Phase.values()) {
      // drawn as thin as it mostly is, and named in the card
      if (phase != Phase.SEND) {
        legend.getChildren().add(item(swatch(Tone.of(phase)), Texts.of("phase." + phase.id())));
      }
    }
    ChartCanvas hatch =
        new ChartCanvas(
            appearance, (width, height, _) -> StallDrawing.interval(0, 0, width, height));
    hatch.setMinSize(STALL_SIZE, STALL_SIZE);
    hatch.setMaxSize(STALL_SIZE, STALL_SIZE);
    Label lost = item(hatch, Texts.of("waterfall.lost"));
    lost.getStyleClass().add("lost");
    legend.getChildren().add(lost);
    return legend;
  }

  /** A small piece of a tone. */
  static Region swatch(Tone tone) {
    Region swatch = new Region();
    swatch.getStyleClass().add("swatch");
    swatch.setStyle("-fx-background-color: " + tone.cssName());
    return swatch;
  }

  private static Label item(Node sign, String text) {
    Label item = new Label(text, sign);
    item.getStyleClass().addAll("dim", "secondary");
    item.setMinWidth(Region.USE_PREF_SIZE);
    return item;
  }
}
