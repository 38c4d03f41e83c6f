package dev.stallscope.ui.window;

import dev.stallscope.probe.compare.ComparedSubject;
import dev.stallscope.report.ComparisonJson;
import dev.stallscope.report.ComparisonMarkdown;
import dev.stallscope.report.ComparisonText;
import dev.stallscope.report.Ink;
import dev.stallscope.report.Labels;
import dev.stallscope.ui.control.Action;
import dev.stallscope.ui.control.versions.VersionsViewModel;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.beans.value.ObservableBooleanValue;

/** Hands versions that were compared to others: as a file, or on the clipboard as text. */
final class ComparisonExport {
  private final VersionsViewModel versions;
  private final FileExport files;

  ComparisonExport(VersionsViewModel versions, FileExport files) {
    this.versions = versions;
    this.files = files;
  }

  List<Action> actions() {
    ObservableBooleanValue isThere = versions.isEmptyProperty().not();
    return List.of(
        Action.of("comparison.export", "", this::save, isThere),
        Action.of("comparison.copy-text", "", () -> files.copy(text(versions.subject())), isThere),
        Action.of(
            "comparison.copy-markdown",
            "",
            () -> files.copy(ComparisonMarkdown.of(versions.subject())),
            isThere));
  }

  private void save() {
    ComparedSubject subject = versions.subject();
    files.save("comparison", List.of("json", "md", "txt"), file -> write(file, subject));
  }

  private static void write(Path file, ComparedSubject subject) throws IOException {
    try (OutputStream out = new BufferedOutputStream(new FileOutputStream(file.toFile()))) {
      String name = file.toString().toLowerCase(Locale.ROOT);
      if (name.endsWith(".md")) {
        out.write(ComparisonMarkdown.of(subject).getBytes(StandardCharsets.UTF_8));
      } else if (name.endsWith(".txt")) {
        out.write(text(subject).getBytes(StandardCharsets.UTF_8));
      } else {
        ComparisonJson.write(List.of(subject), "", Labels.REDACTED, out);
      }
    } catch (IOException e) {
      throw new IOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static String text(ComparedSubject subject) {
    StringBuilder text = new StringBuilder();
    try {
      ComparisonText.write(subject, Labels.REDACTED, Ink.PLAIN, text);
    } catch (IOException e) {
      throw new UncheckedIOException("a string takes all that is written", e);
    }
    return text.toString();
  }
}
