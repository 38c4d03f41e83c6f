package dev.stallscope.ui.window;

import dev.stallscope.ui.control.Action;
import dev.stallscope.ui.text.Texts;
import java.util.List;
import java.util.Map;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** All keys on a card over the window. */
final class KeyMap {
  private final StackPane root = new StackPane();
  private final Button close = new Button(Texts.of("keys.close"));

  KeyMap(Map<String, List<Action>> groups) {
    VBox card = new VBox(heading(Texts.of("keys.title"), "card-title"));
    groups.forEach((title, actions) -> card.getChildren().add(group(title, actions)));
    close.setOnAction(_ -> toggle());
    close.setId("keys-close");
    card.getChildren().add(close);
    card.getStyleClass().add("key-card");
    ScrollPane scroll = new ScrollPane(card);
    scroll.setFitToWidth(true);
    scroll.setMaxSize(460, Region.USE_PREF_SIZE);
    scroll.getStyleClass().add("key-scroll");
    Region veil = new Region();
    veil.getStyleClass().add("veil");
    root.getChildren().addAll(veil, scroll);
    root.setId("keys");
    root.setVisible(false);
    root.setOnMouseClicked(_ -> toggle());
    root.setOnKeyPressed(
        event -> {
          if (event.getCode() == KeyCode.ESCAPE) {
            toggle();
            event.consume();
          }
        });
  }

  Node node() {
    return root;
  }

  void toggle() {
    root.setVisible(!root.isVisible());
    if (root.isVisible()) {
      close.requestFocus();
    }
  }

  private static Node group(String title, List<Action> actions) {
    GridPane grid = new GridPane();
    ColumnConstraints words = new ColumnConstraints();
    words.setPercentWidth(62);
    ColumnConstraints keys = new ColumnConstraints();
    keys.setPercentWidth(38);
    keys.setHalignment(HPos.RIGHT);
    grid.getColumnConstraints().addAll(words, keys);
    for (Action action : actions) {
      action
          .keyText()
          .ifPresent(
              key -> {
                Label text = new Label(key);
                text.getStyleClass().add("key");
                grid.addRow(grid.getRowCount(), new Label(action.title()), text);
              });
    }
    VBox box = new VBox(heading(title, "section-heading"), grid);
    box.setVisible(grid.getRowCount() > 0);
    box.setManaged(box.isVisible());
    return box;
  }

  private static Label heading(String text, String style) {
    Label heading = new Label(text);
    heading.getStyleClass().add(style);
    return heading;
  }
}
