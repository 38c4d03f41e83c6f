package dev.stallscope.ui.windowgraph;

import java.util.List;
import javafx.application.Platform;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * What stands above the graph: one line, or two where one would have no room for the whole address.
 */
final class GraphHeader {
  /** Of the facts, which may be cut: for them there is a tooltip. */
  private static final double LEAST_FACTS = 60;

  private final HBox way;
  private final HBox tools;
  private final List<Region> others;
  private final HBox first = new HBox();
  private final HBox second = new HBox();
  private final VBox root = new VBox(first);

  /**
   * A header of these parts.
   *
   * @param way which connection it is
   * @param tools what stands at the right
   */
  GraphHeader(HBox way, Label facts, HBox tools) {
    this.way = way;
    this.tools = tools;
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    others = List.of(facts, space, tools);
    List.of(way, tools).forEach(part -> part.getStyleClass().add("header-part"));
    List.of(first, second).forEach(line -> line.getStyleClass().add("pane-header"));
    way.setMinWidth(0);
    root.setMinWidth(0);
    first.getChildren().add(way);
    first.getChildren().addAll(others);
    // widths change while parents are laid out, which their children must not be exchanged in
    first.widthProperty().addListener((_, _, _) -> Platform.runLater(this::arrange));
    way.widthProperty().addListener((_, _, _) -> Platform.runLater(this::arrange));
  }

  VBox node() {
    return root;
  }

  private void arrange() {
    double needed = way.prefWidth(-1) + LEAST_FACTS + tools.prefWidth(-1);
    double gaps = first.getInsets().getLeft() + first.getInsets().getRight();
    boolean isOne = needed <= first.getWidth() - gaps - others.size() * first.getSpacing();
    // on one line it is the facts that give way
    way.setMinWidth(isOne ? Region.USE_PREF_SIZE : 0);
    if (isOne && root.getChildren().remove(second)) {
      first.getChildren().addAll(others);
    } else if (!isOne && first.getWidth() > 0 && !root.getChildren().contains(second)) {
      second.getChildren().addAll(others);
      root.getChildren().add(second);
    }
  }
}
