package dev.stallscope.ui.window;

import dev.stallscope.analysis.OpeningProgress;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Workspace;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** How far the reading is, with Cancel. Takes no room while nothing is read. */
final class ReadingBar {
  private final ProgressBar bar = new ProgressBar(0);
  private final Label words = new Label();
  private final HBox root;

  ReadingBar(Workspace workspace) {
    Button cancel = new Button(Texts.of("reading.cancel"));
    cancel.setId("reading-cancel");
    cancel.setOnAction(_ -> workspace.cancel());
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    root = new HBox(bar, words, space, cancel);
    root.getStyleClass().add("message-bar");
    root.setId("reading");
    workspace.readingProperty().addListener((_, _, reading) -> show(reading));
    show(workspace.readingProperty().get());
  }

  Node node() {
    return root;
  }

  private void show(@Nullable OpeningProgress reading) {
    root.setVisible(reading != null);
    root.setManaged(reading != null);
    if (reading != null) {
      bar.setProgress(reading.share().orElse(ProgressBar.INDETERMINATE_PROGRESS));
      words.setText(words(reading));
    }
  }

  /** What has been read and what is left, in words. */
  static String words(OpeningProgress reading) {
    double percent = Math.floor(reading.share().orElse(0) * 100);
    return switch (reading.stage()) {
      case ANALYZING -> Texts.of("reading.analyzing", reading.packets(), percent);
      case READING -> {
        String read = Texts.of("reading.so-far", reading.packets(), percent);
        yield reading.remainingNanos().isPresent()
            ? read + Texts.of("reading.left", DurationText.of(reading.remainingNanos().getAsLong()))
            : read;
      }
    };
  }
}
