package dev.stallscope.ui.window;

import dev.stallscope.ui.control.Action;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.collections.ObservableMap;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyCombination.ModifierValue;

/**
 * Other keys with the same sign: those of the number pad, and where {@code +} is the shifted {@code
 * =} that key, without which nobody with an American keyboard could type {@code Ctrl++}.
 */
final class KeyTwins {
  private KeyTwins() {}

  /** Adds them to what a scene does at keys; none takes a key that does something already. */
  static void add(
      Collection<Action> actions, ObservableMap<KeyCombination, Runnable> accelerators) {
    List<KeyCombination> taken =
        actions.stream().flatMap(action -> Optional.ofNullable(action.key()).stream()).toList();
    for (boolean isShifted : new boolean[] {false, true}) {
      for (Action action : actions) {
        if (action.key() instanceof KeyCodeCombination key) {
          (isShifted ? shifted(key) : plain(key))
              .filter(twin -> !taken.contains(twin))
              .forEach(twin -> accelerators.putIfAbsent(twin, () -> run(action)));
        }
      }
    }
  }

  private static void run(Action action) {
    if (action.isPossible().get()) {
      action.run().run();
    }
  }

  private static Stream<KeyCombination> plain(KeyCodeCombination key) {
    return switch (key.getCode()) {
      case PLUS -> Stream.of(with(key, KeyCode.ADD), with(key, KeyCode.EQUALS));
      case MINUS -> Stream.of(with(key, KeyCode.SUBTRACT));
      default -> Stream.empty();
    };
  }

  private static Stream<KeyCombination> shifted(KeyCodeCombination key) {
    return key.getCode() == KeyCode.PLUS && key.getShift() == ModifierValue.UP
        ? Stream.of(
            new KeyCodeCombination(
                KeyCode.EQUALS,
                ModifierValue.DOWN,
                key.getControl(),
                key.getAlt(),
                key.getMeta(),
                key.getShortcut()))
        : Stream.empty();
  }

  private static KeyCombination with(KeyCodeCombination key, KeyCode code) {
    return new KeyCodeCombination(
        code, key.getShift(), key.getControl(), key.getAlt(), key.getMeta(), key.getShortcut());
  }
}
