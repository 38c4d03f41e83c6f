package dev.stallscope.ui.window;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Scene;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;

/** Files that are dropped anywhere on a window. */
final class FileDrop {
  private FileDrop() {}

  static void onto(Scene scene, Consumer<List<Path>> taker) {
    scene.setOnDragOver(FileDrop::accept);
    scene.setOnDragDropped(event -> take(event, taker));
  }

  private static void accept(DragEvent event) {
    if (event.getDragboard().hasFiles()) {
      event.acceptTransferModes(TransferMode.COPY);
      event.consume();
    }
  }

  private static void take(DragEvent event, Consumer<List<Path>> taker) {
    List<Path> files = event.getDragboard().getFiles().stream().map(File::toPath).toList();
    taker.accept(files);
    event.setDropCompleted(!files.isEmpty());
    event.consume();
  }
}
