package dev.stallscope.ui.window;

import dev.stallscope.chart.Tone;
import dev.stallscope.report.picture.PngPicture;
import dev.stallscope.ui.control.Action;
import dev.stallscope.ui.workspace.Appearance;
import dev.stallscope.ui.workspace.Workspace;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.transform.Scale;

/** A picture of a single pane as it is on screen, with as many pixels as are wanted. */
final class PaneExport {
  private static final List<Integer> SCALES = List.of(1, 2, 3);

  private final Workspace workspace;
  private final FileExport files;

  PaneExport(Workspace workspace, FileExport files) {
    this.workspace = workspace;
    this.files = files;
  }

  /**
   * Saving and copying a pane.
   *
   * @param id of the pane, which begins the file's name
   * @param isShown whether it is on screen
   */
  List<Action> actions(String id, Node pane, ObservableBooleanValue isShown) {
    List<Action> actions = new ArrayList<>();
    for (int scale : SCALES) {
      actions.add(
          Action.of(
              "picture.%dx".formatted(scale),
              "",
              () -> take(pane, scale, image -> save(id, image)),
              isShown));
    }
    actions.add(Action.of("picture.copy", "", () -> take(pane, 1, files::copy), isShown));
    return List.copyOf(actions);
  }

  /** With the next pulse, when charts have been drawn again with more pixels. */
  private void take(Node pane, int scale, Consumer<WritableImage> taken) {
    Appearance appearance = workspace.appearance();
    SnapshotParameters parameters = new SnapshotParameters();
    parameters.setTransform(new Scale(scale, scale));
    parameters.setFill(Color.web(appearance.paletteProperty().get().hex(Tone.PANEL)));
    appearance.chartPixels(scale);
    pane.snapshot(
        result -> {
          appearance.chartPixels(1);
          taken.accept(result.getImage());
          return null;
        },
        parameters,
        null);
  }

  private void save(String id, WritableImage image) {
    files.save(id, List.of("png"), file -> write(image, file));
  }

  private static void write(WritableImage image, Path file) throws IOException {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] pixels = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    try (OutputStream out = new BufferedOutputStream(new FileOutputStream(file.toFile()))) {
      PngPicture.write(pixels, width, height, out);
    } catch (IOException e) {
      throw new IOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }
}
