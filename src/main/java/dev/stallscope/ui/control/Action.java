package dev.stallscope.ui.control;

import dev.stallscope.ui.text.Texts;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;

/**
 * Something the user can do, in a menu and perhaps by a key.
 *
 * @param id its text is {@code action.<id>} in the bundle
 * @param key as {@link KeyCombination#valueOf} reads it, or null
 */
public record Action(
    String id, @Nullable KeyCombination key, Runnable run, ObservableBooleanValue isPossible) {
  private static final ObservableBooleanValue ALWAYS = Bindings.createBooleanBinding(() -> true);

  /** An action that is always possible. */
  public static Action of(String id, String key, Runnable run) {
    return of(id, key, run, ALWAYS);
  }

  /** An action that is possible at times; an empty key means that it has none. */
  public static Action of(String id, String key, Runnable run, ObservableBooleanValue isPossible) {
    return new Action(id, key.isEmpty() ? null : combination(key), run, isPossible);
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

  /** An item for the menu of a button; the key works already. */
  public MenuItem buttonItem() {
    MenuItem item = new MenuItem(title());
    item.setId("item-" + id);
    fill(item);
    return item;
  }

  private void fill(MenuItem item) {
    item.setOnAction(_ -> run.run());
    item.disableProperty().bind(Bindings.not(isPossible));
  }

  /** A menu item, which also makes the key work. */
  public MenuItem menuItem() {
    MenuItem item = new MenuItem(title());
    item.setId("menu-" + id);
    item.setAccelerator(key);
    fill(item);
    return item;
  }
}
