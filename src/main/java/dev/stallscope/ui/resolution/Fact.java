package dev.stallscope.ui.resolution;

import dev.stallscope.ui.text.Texts;

/**
 * Something that is known of a step.
 *
 * @param name in words
 * @param isLost whether it tells of lost time
 */
record Fact(String name, String value, boolean isLost) {
  /** A fact whose name is {@code fact.<id>} in the bundle. */
  static Fact of(String id, String value) {
    return new Fact(Texts.of("fact." + id), value, false);
  }

  /** One that tells of lost time. */
  static Fact lost(String id, String value) {
    return new Fact(Texts.of("fact." + id), value, true);
  }
}
