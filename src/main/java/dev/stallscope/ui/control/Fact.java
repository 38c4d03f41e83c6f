package dev.stallscope.ui.control;

import dev.stallscope.ui.text.Texts;

/**
 * Something that is known of what is selected.
 *
 * @param name in words
 * @param isLost whether it tells of lost time
 */
public record Fact(String name, String value, boolean isLost) {
  /** A fact whose name is {@code fact.<id>} in the bundle. */
  public static Fact of(String id, String value) {
    return new Fact(Texts.of("fact." + id), value, false);
  }

  /** One that tells of lost time. */
  public static Fact lost(String id, String value) {
    return new Fact(Texts.of("fact." + id), value, true);
  }
}
