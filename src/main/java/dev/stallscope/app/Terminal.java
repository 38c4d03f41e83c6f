package dev.stallscope.app;

import java.io.Console;

/** What the terminal can show. */
final class Terminal {
  private Terminal() {}

  /** Whether a person sits in front of it; a console may also be a file or a pipe. */
  static boolean isInteractive() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** Whether colours are wanted: see no-color.org. */
  static boolean showsColours() {
    String noColour = System.getenv("NO_COLOR");
    return (noColour == null || noColour.isEmpty())
        && isInteractive()
        && !"dumb".equals(System.getenv("TERM"));
  }
}
