package dev.stallscope.app;

import dev.stallscope.ui.theme.Stylesheets;
import dev.stallscope.ui.window.MainWindow;
import dev.stallscope.ui.window.SystemOpenDialog;
import dev.stallscope.ui.window.SystemSaveDialog;
import dev.stallscope.ui.workspace.SettingsStore;
import dev.stallscope.ui.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import javafx.animation.PauseTransition;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import javafx.util.Duration;

/**
 * Shows the start page, then a capture, and ends. The user's settings are neither read nor kept.
 */
public final class WindowWarmUp extends Application {
  /** For some frames to be drawn. */
  private static final Duration LOOK = Duration.millis(400);

  @Override
  public void start(Stage stage) {
    Workspace workspace = new Workspace(SettingsStore.NONE, Platform::runLater, System::nanoTime);
    Stylesheets.followSystem(workspace.appearance());
    WindowApplication.addIcons(stage);
    MainWindow.show(
        stage, workspace, SampleCaptures.bundled(), new SystemOpenDialog(), new SystemSaveDialog());
    List<Path> files = getParameters().getRaw().stream().map(Path::of).toList();
    workspace
        .readingProperty()
        .addListener(
            (_, _, reading) -> {
              if (reading == null) {
                after(Platform::exit);
              }
            });
    after(() -> workspace.open(files));
  }

  private static void after(Runnable next) {
    PauseTransition pause = new PauseTransition(LOOK);
    pause.setOnFinished(_ -> next.run());
    pause.play();
  }
}
