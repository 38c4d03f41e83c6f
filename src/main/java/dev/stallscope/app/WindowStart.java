package dev.stallscope.app;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import javafx.application.Application;

/**
 * Opens the window, or says in one sentence why it cannot. Only this class and what it calls load
 * JavaFX, so that commands start fast and without a display.
 */
final class WindowStart {
  private static final String TEXT_LIBRARY = "libpangoft2-1.0.so.0";
  private static final List<String> LIBRARIES =
      List.of("libgtk-3.so.0", "libXtst.so.6", TEXT_LIBRARY);

  /** JavaFX's own platform that needs no display. */
  private static final String HEADLESS = "Headless";

  /**
   * JavaFX warns of being on the class path, where it works; as a module it could not be started
   * together with libraries that are none. The logger is held, or the filter would be lost.
   */
  private static final Logger JAVAFX_LOG = Logger.getLogger("javafx");

  private static final String CLASS_PATH_WARNING = "Unsupported JavaFX configuration";

  private WindowStart() {}

  /** Opens the window and returns when it is closed; otherwise returns why it could not. */
  static Optional<String> open(List<Path> files) {
    boolean isHeadless = HEADLESS.equals(System.getProperty("glass.platform"));
    if (isLinux() && !isHeadless) {
      Optional<String> obstacle = obstacle(System.getenv());
      if (obstacle.isPresent()) {
        return obstacle;
      }
    }
    try {
      launch(WindowApplication.class, files);
      return Optional.empty();
    } catch (UnsupportedOperationException e) {
      // JavaFX found the display named but could not reach it
      return Optional.of(noDisplay("the display cannot be opened (" + e.getMessage() + ")"));
    }
  }

  /** Whether JavaFX finds what it needs to draw without a display. */
  static boolean canDrawUnseen() {
    return !isLinux() || isThere(TEXT_LIBRARY);
  }

  /** Runs an application in memory only, drawn by the processor; returns when it has ended. */
  static void launchUnseen(Class<? extends Application> application, List<Path> files) {
    System.setProperty("glass.platform", HEADLESS);
    System.setProperty("prism.order", "sw");
    launch(application, files);
  }

  private static void launch(Class<? extends Application> application, List<Path> files) {
    JAVAFX_LOG.setFilter(record -> !record.getMessage().startsWith(CLASS_PATH_WARNING));
    Application.launch(application, files.stream().map(Path::toString).toArray(String[]::new));
  }

  /** What is missing on Linux, one sentence. */
  static Optional<String> obstacle(Map<String, String> environment) {
    if (environment.getOrDefault("DISPLAY", "").isEmpty()
        && environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty()) {
      return Optional.of(noDisplay("there is no display (DISPLAY is not set)"));
    }
    List<String> missing = LIBRARIES.stream().filter(library -> !isThere(library)).toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The window needs "
                + String.join(", ", missing)
                + "; on Debian: apt-get install libgtk-3-0 libxtst6 libpangoft2-1.0-0");
  }

  private static boolean isLinux() {
    return System.getProperty("os.name", "").startsWith("Linux");
  }

  private static String noDisplay(String reason) {
    return "The window cannot be shown: "
        + reason
        + "; 'stallscope analyze FILE' and 'stallscope report FILE' work without one.";
  }

  /** Loads what JavaFX is about to load anyway; a missing library would be a stack trace there. */
  @SuppressWarnings("restricted")
  private static boolean isThere(String library) {
    try {
      SymbolLookup.libraryLookup(library, Arena.global());
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
