package dev.stallscope.ui.window;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;

/**
 * Lets parts of a page come in with a frame each when the page is shown for the first time: to be
 * styled, laid out and drawn by code that has never run takes each of them so long that all
 * together would hold up the window.
 */
final class FirstFrames {
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean isBegun;

  /** A place into which a part comes with a frame after those of the parts before it. */
  Node later(Node part) {
    part.setManaged(false);
    waiting.add(() -> part.setManaged(true));
    return new StackPane(part);
  }

  /** Begins as soon as the page can be seen. */
  void begin(Node page) {
    page.sceneProperty().addListener((_, _, _) -> look(page));
    page.visibleProperty().addListener((_, _, _) -> look(page));
  }

  private void look(Node page) {
    Scene scene = page.getScene();
    if (scene != null && page.isVisible() && !isBegun) {
      isBegun = true;
      follow(scene);
    }
  }

  private void follow(Scene scene) {
    scene.addPostLayoutPulseListener(
        new Runnable() {
          @Override
          public void run() {
            Runnable next = waiting.poll();
            if (next == null) {
              scene.removePostLayoutPulseListener(this);
            } else {
              next.run();
            }
          }
        });
  }
}
