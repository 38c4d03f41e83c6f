package dev.stallscope.ui.window;

import dev.stallscope.ui.control.Action;
import dev.stallscope.ui.text.Texts;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** All keys on a card over the window. */
final class KeyMap {
  private static final double WIDTH = 1180;
  private static final int COLUMNS = 3;
  private static final double COLUMN_GAP = 36;
  private static final double GROUP_GAP = 14;
  private static final double KEY_GAP = 10;

  private final WindowCard card = new WindowCard("keys", WIDTH);

  KeyMap(Map<String, List<Action>> groups) {
    List<VBox> columns = Stream.generate(KeyMap::column).limit(COLUMNS).toList();
    long all = groups.values().stream().mapToLong(KeyMap::lines).sum();
    long lines = 0;
    for (Map.Entry<String, List<Action>> group : groups.entrySet()) {
      long middle = lines + lines(group.getValue()) / 2;
      VBox column = columns.get((int) Math.min(COLUMNS - 1, COLUMNS * middle / Math.max(1, all)));
      column.getChildren().add(group(group.getKey(), group.getValue()));
      lines += lines(group.getValue());
    }
    HBox row = new HBox(COLUMN_GAP);
    row.getChildren().setAll(columns);
    card.fill(Texts.of("keys.title"), List.of(row));
  }

  private static VBox column() {
    VBox column = new VBox(GROUP_GAP);
    column.setMinWidth(0);
    column.setPrefWidth(WIDTH / COLUMNS);
    HBox.setHgrow(column, Priority.ALWAYS);
    return column;
  }

  /** How many lines a group takes, its heading and the gap below it included. */
  private static long lines(List<Action> actions) {
    long keys = actions.stream().filter(action -> action.keyText().isPresent()).count();
    return keys == 0 ? 0 : keys + 2;
  }

  Node node() {
    return card.node();
  }

  void toggle() {
    card.toggle();
  }

  private static Node group(String name, List<Action> actions) {
    GridPane grid = new GridPane();
    grid.setHgap(KEY_GAP);
    ColumnConstraints words = new ColumnConstraints();
    words.setMinWidth(0);
    words.setHgrow(Priority.ALWAYS);
    ColumnConstraints keys = new ColumnConstraints();
    keys.setMinWidth(Region.USE_PREF_SIZE);
    keys.setHalignment(HPos.RIGHT);
    grid.getColumnConstraints().addAll(words, keys);
    for (Action action : actions) {
      action
          .keyText()
          .ifPresent(
              key -> {
                Label text = new Label(key);
                text.getStyleClass().add("key");
                text.setMinWidth(Region.USE_PREF_SIZE);
                Label title = new Label(action.title());
                title.setWrapText(true);
                grid.addRow(grid.getRowCount(), title, text);
              });
    }
    Label heading = new Label(name);
    heading.getStyleClass().add("section-heading");
    VBox box = new VBox(heading, grid);
    box.setVisible(grid.getRowCount() > 0);
    box.setManaged(box.isVisible());
    return box;
  }
}
