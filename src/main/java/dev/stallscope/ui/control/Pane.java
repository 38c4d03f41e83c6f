package dev.stallscope.ui.control;

import dev.stallscope.measure.Layer;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableDoubleValue;
import javafx.scene.Node;

/** A part of the window that shows one view of the workspace. */
public interface Pane {
  Node node();

  /** Puts the keyboard where one works in this pane. */
  default void focus() {
    node().requestFocus();
  }

  /** What can be done in it; shown in its menu and in the map of keys. */
  default List<Action> actions() {
    return List.of();
  }

  /** What it puts into the toolbar, such as a filter. */
  default Optional<Node> tool() {
    return Optional.empty();
  }

  /**
   * Takes a word's first letter that was typed where nothing else takes it; false where it does
   * not.
   */
  default boolean type(String letter) {
    return false;
  }

  /** Whether it shows best what findings of a layer tell of. */
  default boolean proves(Layer layer) {
    return false;
  }

  /**
   * The height in which all of it can be seen, 0 while that is not known; empty for a pane that
   * makes use of any height.
   */
  default Optional<ObservableDoubleValue> neededHeight() {
    return Optional.empty();
  }
}
