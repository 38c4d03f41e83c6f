package dev.stallscope.ui.control;

import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.Window;
import javafx.util.Duration;

/**
 * Does something again and again while a window is open. A clock that went on would keep whatever
 * it calls, and all that the closed window showed.
 */
public final class Ticks {
  private Ticks() {}

  /** While the node's window is open, whether the node itself can be seen or not. */
  public static void whileOpen(Node node, Duration every, Runnable tick) {
    during(isOpen(node), every, tick);
  }

  /** While the node is visible in an open window. */
  public static void whileVisible(Node node, Duration every, Runnable tick) {
    during(
        isOpen(node).flatMap(open -> open ? node.visibleProperty() : null).orElse(false),
        every,
        tick);
  }

  private static ObservableValue<Boolean> isOpen(Node node) {
    return node.sceneProperty()
        .flatMap(Scene::windowProperty)
        .flatMap(Window::showingProperty)
        .orElse(false);
  }

  private static void during(ObservableValue<Boolean> time, Duration every, Runnable tick) {
    Timeline ticks = new Timeline(new KeyFrame(every, _ -> tick.run()));
    ticks.setCycleCount(Animation.INDEFINITE);
    time.addListener(
        (_, _, isNow) -> {
          if (isNow) {
            ticks.play();
          } else {
            ticks.stop();
          }
        });
  }
}
