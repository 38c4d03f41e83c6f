package dev.stallscope.app;

import java.io.Console;

/** What the terminal can show. */
final class Terminal {
  private Terminal() {}

  /** Whether stdout is one. */
  static boolean isOutput() {
    return is("stallscope.terminal.out");
  }

  /** Whether stderr is one. */
  static boolean isError() {
    return is("stallscope.terminal.err");
  }

  /**
   * Java knows only whether stdin and stdout both are; the start script, which can ask for each,
   * says it in a property.
   */
  private static boolean is(String property) {
    String said = System.getProperty(property);
    if (said != null) {
      return Boolean.parseBoolean(said);
    }
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** Whether colours are wanted: see no-color.org. */
  static boolean showsColours() {
    String noColour = System.getenv("NO_COLOR");
    return (noColour == null || noColour.isEmpty())
        && isOutput()
        && !"dumb".equals(System.getenv("TERM"));
  }
}
