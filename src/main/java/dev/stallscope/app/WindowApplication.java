package dev.stallscope.app;

import dev.stallscope.ui.theme.Stylesheets;
import dev.stallscope.ui.window.MainWindow;
import dev.stallscope.ui.window.SystemOpenDialog;
import dev.stallscope.ui.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The JavaFX application: one window on one workspace. */
public final class WindowApplication extends Application {
  private @Nullable Workspace workspace;

  @Override
  public void start(Stage stage) {
    Workspace opened = new Workspace(SettingsFile.ofUser(), Platform::runLater, System::nanoTime);
    workspace = opened;
    Stylesheets.followSystem(opened.appearance());
    MainWindow.show(stage, opened, SampleCaptures.bundled(), new SystemOpenDialog());
    List<Path> files = getParameters().getRaw().stream().map(Path::of).toList();
    opened.open(files);
  }

  @Override
  public void stop() {
    Workspace opened = workspace;
    if (opened != null) {
      opened.close();
    }
  }
}
