package dev.stallscope.ui.window;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.chart.Theme;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.report.Labels;
import dev.stallscope.report.export.ReportFile;
import dev.stallscope.report.page.Story;
import dev.stallscope.report.picture.PictureSize;
import dev.stallscope.report.picture.PngPicture;
import dev.stallscope.ui.control.Action;
import dev.stallscope.ui.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/** Hands the selected finding, or the costliest, to others: as file or on the clipboard. */
final class ReportExport {
  private final Workspace workspace;
  private final FileExport files;

  ReportExport(Workspace workspace, FileExport files) {
    this.workspace = workspace;
    this.files = files;
  }

  List<Action> actions() {
    ObservableBooleanValue isOpen = workspace.captureProperty().isNotNull();
    return List.of(
        Action.of("export-report", "Shortcut+E", () -> told(this::save), isOpen),
        Action.of("copy-picture", "Shortcut+Shift+E", () -> told(this::copy), isOpen));
  }

  private void told(BiConsumer<Story, Theme> export) {
    OpenCapture capture = workspace.capture();
    if (capture != null) {
      export.accept(story(capture), workspace.appearance().theme());
    }
  }

  private Story story(OpenCapture capture) {
    Finding selected = workspace.selection().selected().finding();
    return selected == null
        ? Story.costliest(capture, Labels.REDACTED)
        : new Story(capture, Optional.of(selected), Labels.REDACTED);
  }

  private void save(Story story, Theme theme) {
    files.save("report", List.of("png", "html", "har"), file -> write(file, story, theme));
  }

  private static void write(Path path, Story story, Theme theme) throws IOException {
    ReportFile file = new ReportFile(path, story.capture(), story.labels());
    switch (ReportFile.Kind.of(path).orElseThrow()) {
      case PNG -> file.writePictures(story.finding().stream().toList(), theme, PictureSize.FULL_HD);
      case HTML -> file.writePage();
      case HAR -> file.writeArchive();
    }
  }

  private void copy(Story story, Theme theme) {
    workspace
        .tasks()
        .lane()
        .submit(
            () -> PngPicture.pixels(story, theme, PictureSize.FULL_HD),
            pixels -> files.copy(image(pixels)),
            workspace::say);
  }

  private static WritableImage image(int[] pixels) {
    int width = PictureSize.FULL_HD.width();
    int height = PictureSize.FULL_HD.height();
    WritableImage image = new WritableImage(width, height);
    image
        .getPixelWriter()
        .setPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    return image;
  }
}
