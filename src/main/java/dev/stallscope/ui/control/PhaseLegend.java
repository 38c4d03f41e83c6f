package dev.stallscope.ui.control;

import dev.stallscope.chart.Tone;
import dev.stallscope.exchange.Phase;
import dev.stallscope.ui.text.Texts;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** Which colour is which phase, in their order. */
public final class PhaseLegend {
  private PhaseLegend() {}

  /** The phases that are drawn thick enough to be told apart; more may be added. */
  public static HBox of() {
    HBox legend = new HBox();
    legend.getStyleClass().add("legend");
    legend.setAlignment(Pos.CENTER_RIGHT);
    for (Phase phase : Phase.values()) {
      // drawn as thin as it mostly is, and named in the card
      if (phase != Phase.SEND) {
        legend.getChildren().add(item(swatch(Tone.of(phase)), Texts.of("phase." + phase.id())));
      }
    }
    return legend;
  }

  /** A small piece of a tone. */
  public static Region swatch(Tone tone) {
    Region swatch = new Region();
    swatch.getStyleClass().add("swatch");
    swatch.setStyle("-fx-background-color: " + tone.cssName());
    return swatch;
  }

  /** A sign with its meaning. */
  public static Label item(Node sign, String text) {
    Label item = new Label(text, sign);
    item.getStyleClass().addAll("dim", "secondary");
    item.setMinWidth(Region.USE_PREF_SIZE);
    return item;
  }
}
