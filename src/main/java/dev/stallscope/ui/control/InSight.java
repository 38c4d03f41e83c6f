package dev.stallscope.ui.control;

import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Parent;

/** Whether a pane is on screen, so that what is only looked at need not be worked out before. */
public final class InSight {
  private InSight() {}

  /** Follows a pane: the content of a tab stays in the scene, in a place that is hidden. */
  public static ObservableValue<Boolean> of(Node pane) {
    return pane.parentProperty().flatMap(Parent::visibleProperty).orElse(false);
  }
}
