package dev.stallscope.ui.control;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;

/** What is said in place of what is not there: why, and what to do next. */
public final class EmptyState {
  /** Times the size of the text. */
  private static final double MAX_WIDTH = 32;

  private static final double GAP = 8;

  private EmptyState() {}

  /** A sentence in the middle of its place. */
  public static Label of(String sentence) {
    Label label = new Label(sentence);
    label.setWrapText(true);
    label.maxWidthProperty().bind(label.fontProperty().map(font -> MAX_WIDTH * font.getSize()));
    label.setTextAlignment(TextAlignment.CENTER);
    label.setAlignment(Pos.CENTER);
    label.getStyleClass().addAll("dim", "empty-state");
    return label;
  }

  /**
   * A sentence with what can be done below it.
   *
   * @param note what that takes
   */
  public static VBox of(Label sentence, List<Action> ways, String note) {
    HBox buttons = new HBox(GAP);
    buttons.setAlignment(Pos.CENTER);
    for (Action way : ways) {
      Button button = new Button(way.title());
      button.setId("empty-" + way.id().replace('.', '-'));
      button.setOnAction(_ -> way.run().run());
      button.disableProperty().bind(Bindings.not(way.isPossible()));
      buttons.getChildren().add(button);
    }
    Label below = of(note);
    below.getStyleClass().add("secondary");
    sentence.getStyleClass().add("empty-part");
    below.getStyleClass().add("empty-part");
    VBox box = new VBox(GAP, sentence, buttons, below);
    box.setAlignment(Pos.CENTER);
    return box;
  }
}
