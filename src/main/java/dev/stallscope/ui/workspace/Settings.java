package dev.stallscope.ui.workspace;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;

/** What is remembered from run to run: sizes, splitters, theme, recent files. */
public final class Settings {
  private final SettingsStore store;
  private final Map<String, String> values;

  public Settings(SettingsStore store) {
    this.store = store;
    values = new TreeMap<>(store.load());
  }

  public Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** A finite number, if that is what was kept. */
  public OptionalDouble number(String key) {
    try {
      double number = Double.parseDouble(values.getOrDefault(key, ""));
      return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    } catch (NumberFormatException _) {
      return OptionalDouble.empty();
    }
  }

  /** Remembers a text; an empty one is forgotten. */
  public void put(String key, String value) {
    String old = value.isEmpty() ? values.remove(key) : values.put(key, value);
    if (!value.equals(old == null ? "" : old)) {
      store.save(Map.copyOf(values));
    }
  }

  /** What is on or off, and is remembered whenever it changes. */
  public BooleanProperty flag(String key, boolean usual) {
    BooleanProperty flag = new SimpleBooleanProperty(text(key).map("true"::equals).orElse(usual));
    flag.addListener((_, _, next) -> put(key, next.toString()));
    return flag;
  }

  public void put(String key, double value) {
    put(key, Double.toString(value));
  }
}
