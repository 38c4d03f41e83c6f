package dev.stallscope.ui.window;

import javafx.scene.Node;
import javafx.scene.layout.StackPane;

/**
 * A place whose content is in the window only while the place is visible. With each frame JavaFX
 * walks through all nodes of a window twice, also through those that nobody sees.
 */
final class OnlyWhenSeen {
  private OnlyWhenSeen() {}

  /** Puts content into an empty place, above each other, whenever the place is visible. */
  static void keep(StackPane place, Node... content) {
    place.visibleProperty().addListener((_, _, _) -> place(place, content));
    place(place, content);
  }

  private static void place(StackPane place, Node... content) {
    if (place.isVisible()) {
      place.getChildren().setAll(content);
    } else {
      place.getChildren().clear();
    }
  }
}
