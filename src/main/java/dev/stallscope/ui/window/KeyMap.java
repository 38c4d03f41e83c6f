package dev.stallscope.ui.window;

import dev.stallscope.ui.control.Action;
import dev.stallscope.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/** All keys on a card over the window. */
final class KeyMap {
  private static final double WIDTH = 460;

  private final WindowCard card = new WindowCard("keys", WIDTH);

  KeyMap(Map<String, List<Action>> groups) {
    List<Node> nodes = new ArrayList<>();
    groups.forEach((title, actions) -> nodes.add(group(title, actions)));
    card.fill(Texts.of("keys.title"), nodes);
  }

  Node node() {
    return card.node();
  }

  void toggle() {
    card.toggle();
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
    Label heading = new Label(title);
    heading.getStyleClass().add("section-heading");
    VBox box = new VBox(heading, grid);
    box.setVisible(grid.getRowCount() > 0);
    box.setManaged(box.isVisible());
    return box;
  }
}
