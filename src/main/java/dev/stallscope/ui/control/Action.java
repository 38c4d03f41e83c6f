package dev.stallscope.ui.control;

import dev.stallscope.ui.text.Texts;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;

/**
 * Something the user can do, in a menu and perhaps by a key.
 *
 * @param id its text is {@code action.<id>} in the bundle
 * @param key as {@link KeyCombination#valueOf} reads it, or null
 * @param state what it turns on and off, or null
 */
public record Action(
    String id,
    @Nullable KeyCombination key,
    Runnable run,
    ObservableBooleanValue isPossible,
    @Nullable BooleanProperty state) {
  private static final ObservableBooleanValue ALWAYS = Bindings.createBooleanBinding(() -> true);

  /** An action that is always possible. */
  public static Action of(String id, String key, Runnable run) {
    return of(id, key, run, ALWAYS);
  }

  /** An action that is possible at times; an empty key means that it has none. */
  public static Action of(String id, String key, Runnable run, ObservableBooleanValue isPossible) {
    return new Action(id, parsed(key), run, isPossible, null);
  }

  /** An action that turns something on and off, and is ticked while it is on. */
  public static Action toggle(
      String id, String key, BooleanProperty state, ObservableBooleanValue isPossible) {
    return new Action(id, parsed(key), () -> state.set(!state.get()), isPossible, state);
  }

  private static @Nullable KeyCombination parsed(String key) {
    return key.isEmpty() ? null : combination(key);
  }

  /** A name that is no key would be taken for a character, which nobody can type. */
  private static KeyCombination combination(String key) {
    KeyCombination combination = KeyCombination.valueOf(key);
    if (combination instanceof KeyCodeCombination) {
      return combination;
    }
    throw new IllegalArgumentException(key + " names no key");
  }

  public String title() {
    return Texts.of("action." + id);
  }

  /** The key as it is written for the user. */
  public Optional<String> keyText() {
    return Optional.ofNullable(key).map(KeyCombination::getDisplayText);
  }

  /** An item for any other menu than that of the window, which makes the key work already. */
  public MenuItem buttonItem() {
    return item("item-");
  }

  private MenuItem item(String prefix) {
    MenuItem item;
    if (state == null) {
      item = new MenuItem(title());
      item.setOnAction(_ -> run.run());
    } else {
      CheckMenuItem ticked = new CheckMenuItem(title());
      ticked.selectedProperty().bindBidirectional(state);
      item = ticked;
    }
    item.setId(prefix + id);
    item.disableProperty().bind(Bindings.not(isPossible));
    return item;
  }

  /** A menu item, which also makes the key work. */
  public MenuItem menuItem() {
    MenuItem item = item("menu-");
    item.setAccelerator(key);
    return item;
  }
}
