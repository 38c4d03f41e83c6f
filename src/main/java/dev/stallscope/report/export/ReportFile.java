package dev.stallscope.report.export;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.chart.Theme;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.report.HarExport;
import dev.stallscope.report.Labels;
import dev.stallscope.report.html.HtmlReport;
import dev.stallscope.report.page.Story;
import dev.stallscope.report.picture.PictureMeter;
import dev.stallscope.report.picture.PictureSize;
import dev.stallscope.report.picture.PngPicture;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The file of a report.
 *
 * @param output where it goes
 * @param labels how what was on the wire is shown
 */
public record ReportFile(Path output, OpenCapture capture, Labels labels) {
  /** The forms of a report. */
  public enum Kind {
    PNG,
    HTML,
    HAR;

    /** By the file's ending; empty for any other. */
    public static Optional<Kind> of(Path file) {
      String name = file.toString().toLowerCase(Locale.ROOT);
      for (Kind kind : values()) {
        if (name.endsWith("." + kind.name().toLowerCase(Locale.ROOT))) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  @FunctionalInterface
  private interface Writing {
    void to(OutputStream out) throws IOException;
  }

  /**
   * A picture of each finding, or one of there being none; several are numbered.
   *
   * @throws IOException if the capture cannot be read again, or a file not be written; so do all
   */
  public void writePictures(List<Finding> findings, Theme theme, PictureSize size)
      throws IOException {
    if (findings.size() < 2) {
      Story story = new Story(capture, findings.stream().findFirst(), labels);
      write(output, out -> PngPicture.write(story, theme, size, out));
      return;
    }
    for (int i = 0; i < findings.size(); i++) {
      Story story = new Story(capture, Optional.of(findings.get(i)), labels);
      write(numbered(i + 1), out -> PngPicture.write(story, theme, size, out));
    }
  }

  private Path numbered(int number) {
    String name = String.valueOf(output.getFileName());
    int dot = name.lastIndexOf('.');
    return output.resolveSibling(name.substring(0, dot) + "-" + number + name.substring(dot));
  }

  /** All findings as a web page. */
  public void writePage() throws IOException {
    write(
        output,
        out -> {
          Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          HtmlReport.write(capture, labels, new PictureMeter(), text);
          text.flush();
        });
  }

  /** The HTTP exchanges as an archive. */
  public void writeArchive() throws IOException {
    String version = ProgramBuild.read().version();
    write(output, out -> HarExport.write(capture.analysis(), labels, version, out));
  }

  private static void write(Path file, Writing writing) throws IOException {
    try (OutputStream out = new BufferedOutputStream(new FileOutputStream(file.toFile()))) {
      writing.to(out);
    } catch (IOException e) {
      throw new IOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }
}
