package dev.stallscope.ui.waterfall;

import dev.stallscope.ui.text.Texts;
import java.util.Locale;

/** What rows are put under. */
public enum Grouping {
  /** Nothing: one list. */
  TIME,
  /** The connection they ran on, with its set-up. */
  CONNECTION,
  /** The server's name. */
  HOST,
  /** The exchange that waited for them. */
  PARENT;

  /** Whether set-up has rows of its own beside the bars of those who waited for it. */
  boolean showsSetUp() {
    return switch (this) {
      case CONNECTION, PARENT -> true;
      case TIME, HOST -> false;
    };
  }

  String title() {
    return Texts.of("waterfall.group." + name().toLowerCase(Locale.ROOT));
  }
}
