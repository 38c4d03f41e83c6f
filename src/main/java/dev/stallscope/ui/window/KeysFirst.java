package dev.stallscope.ui.window;

import dev.stallscope.ui.control.Action;
import java.util.Collection;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyEvent;

/**
 * Lets keys of actions work where a list or table has the focus, which would take those for itself
 * that move, such as {@code Ctrl+Shift+Up}. Where text is typed they stay with the text.
 */
final class KeysFirst {
  private final Scene scene;
  private final List<Action> actions;

  private KeysFirst(Scene scene, Collection<Action> actions) {
    this.scene = scene;
    this.actions =
        actions.stream()
            .filter(
                action ->
                    action.key() instanceof KeyCodeCombination key
                        && key.getCode().isNavigationKey())
            .toList();
  }

  static void keep(Scene scene, Collection<Action> actions) {
    KeysFirst keys = new KeysFirst(scene, actions);
    scene.addEventFilter(KeyEvent.KEY_PRESSED, keys::press);
  }

  private void press(KeyEvent event) {
    if (scene.getFocusOwner() instanceof TextInputControl) {
      return;
    }
    for (Action action : actions) {
      if (action.key() instanceof KeyCodeCombination key
          && key.match(event)
          && action.isPossible().get()) {
        action.run().run();
        event.consume();
      }
    }
  }
}
