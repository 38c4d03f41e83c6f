package dev.stallscope.ui.window;

import dev.stallscope.ui.workspace.Settings;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** The size of the window, kept from run to run; it never exceeds the screen. */
final class WindowPlace {
  private static final double WIDTH = 1280;
  private static final double HEIGHT = 800;
  private static final double MIN_WIDTH = 900;
  private static final double MIN_HEIGHT = 600;

  private final Stage stage;
  private final Settings settings;

  WindowPlace(Stage stage, Settings settings) {
    this.stage = stage;
    this.settings = settings;
  }

  void keep() {
    Rectangle2D screen = Screen.getPrimary().getVisualBounds();
    stage.setMinWidth(Math.min(MIN_WIDTH, screen.getWidth()));
    stage.setMinHeight(Math.min(MIN_HEIGHT, screen.getHeight()));
    stage.setWidth(Math.min(settings.number("window.width").orElse(WIDTH), screen.getWidth()));
    stage.setHeight(Math.min(settings.number("window.height").orElse(HEIGHT), screen.getHeight()));
    stage.setMaximized(settings.text("window.maximized").filter("true"::equals).isPresent());
    stage.setOnHidden(_ -> save());
  }

  private void save() {
    settings.put("window.maximized", Boolean.toString(stage.isMaximized()));
    if (!stage.isMaximized()) {
      settings.put("window.width", stage.getWidth());
      settings.put("window.height", stage.getHeight());
    }
  }
}
