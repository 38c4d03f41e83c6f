package dev.stallscope.app;

import dev.stallscope.ui.theme.Stylesheets;
import dev.stallscope.ui.window.MainWindow;
import dev.stallscope.ui.window.Sample;
import dev.stallscope.ui.window.SystemOpenDialog;
import dev.stallscope.ui.window.SystemSaveDialog;
import dev.stallscope.ui.workspace.Workspace;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.image.Image;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The JavaFX application: one window on one workspace. */
public final class WindowApplication extends Application {
  private static final int[] ICON_SIZES = {32, 64, 256};

  private @Nullable Workspace workspace;

  @Override
  public void start(Stage stage) {
    Workspace opened = new Workspace(SettingsFile.ofUser(), Platform::runLater, System::nanoTime);
    workspace = opened;
    Stylesheets.followSystem(opened.appearance());
    addIcons(stage);
    List<Sample> samples = SampleCaptures.bundled();
    MainWindow.show(stage, opened, samples, new SystemOpenDialog(), new SystemSaveDialog());
    List<Path> files = getParameters().getRaw().stream().map(Path::of).toList();
    if (files.isEmpty()) {
      opened.warmUp(samples.stream().map(Sample::capture).toList(), () -> {});
    } else {
      opened.take(files);
    }
  }

  /** The program's icon, for the system to choose the size from. */
  static void addIcons(Stage stage) {
    for (int size : ICON_SIZES) {
      URL icon = WindowApplication.class.getResource("icon-" + size + ".png");
      if (icon != null) {
        stage.getIcons().add(new Image(icon.toExternalForm()));
      }
    }
  }

  @Override
  public void stop() {
    Workspace opened = workspace;
    if (opened != null) {
      opened.close();
    }
  }
}
