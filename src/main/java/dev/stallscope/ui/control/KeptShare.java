package dev.stallscope.ui.control;

import dev.stallscope.ui.workspace.Settings;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.value.ObservableDoubleValue;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.input.MouseEvent;

/**
 * How two parts share a splitter's place: as the user left it the last time, else as the first one
 * needs.
 *
 * @param key under which the share is remembered
 * @param least of the whole for the first part where it needs less
 * @param most of the whole for the first part, however much it needs
 */
public record KeptShare(Settings settings, String key, double least, double most) {
  /**
   * Resizing the window leaves the share as it is. Until the user changes it, a part that needs
   * less leaves the rest to the other.
   *
   * @param needed height of the first part in which all of it can be seen, 0 while not known
   */
  public void keep(SplitPane split, ObservableDoubleValue needed) {
    DoubleProperty share = new SimpleDoubleProperty(settings.number(key).orElse(0));
    InvalidationListener apply =
        _ -> {
          double wanted = share.get() > 0 ? share.get() : fitting(needed.get(), split.getHeight());
          split.setDividerPositions(Math.clamp(wanted, Math.min(0.1, least), 0.9));
        };
    InvalidationListener resized =
        changed -> {
          apply.invalidated(changed);
          // a splitter that becomes much smaller gives the first part the pixels that it had
          Platform.runLater(() -> apply.invalidated(changed));
        };
    split.widthProperty().addListener(resized);
    split.heightProperty().addListener(resized);
    split.getItems().addListener(resized);
    needed.addListener(apply);
    apply.invalidated(share);
    split.addEventFilter(
        MouseEvent.MOUSE_RELEASED,
        event -> {
          if (event.getTarget() instanceof Node target && isDivider(target, split)) {
            share.set(split.getDividerPositions()[0]);
            settings.put(key, share.get());
          }
        });
  }

  /** Whether the mouse was on the line between the parts, and on nothing in them. */
  private static boolean isDivider(Node target, SplitPane split) {
    Node node = target;
    while (node != null && !split.equals(node.getParent())) {
      node = node.getParent();
    }
    return node != null && node.getStyleClass().contains("split-pane-divider");
  }

  private double fitting(double needed, double height) {
    return needed <= 0 || height <= 0 ? most : Math.clamp(needed / height, least, most);
  }
}
