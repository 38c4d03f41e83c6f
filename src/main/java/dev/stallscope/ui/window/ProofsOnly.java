package dev.stallscope.ui.window;

import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;

/**
 * The proofs over the whole height of their column, while the user wants that: what stands above
 * them takes no room then.
 */
final class ProofsOnly {
  private final BooleanProperty isOn = new SimpleBooleanProperty();

  BooleanProperty isOnProperty() {
    return isOn;
  }

  /** Folds what stands over everything. */
  void fold(Node over) {
    over.visibleProperty().bind(isOn.not());
    over.managedProperty().bind(isOn.not());
  }

  /** Folds the first part of a column, which has two. */
  void fold(SplitPane column) {
    List<Node> both = List.copyOf(column.getItems());
    isOn.addListener((_, _, on) -> column.getItems().setAll(on ? both.subList(1, 2) : both));
  }
}
