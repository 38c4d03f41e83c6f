package dev.stallscope.report;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.Analyzer;
import dev.stallscope.capture.NoCaptureException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Analyses every file below a folder and writes both forms; prints {@code FILE MILLISECONDS} for
 * each and at last {@code peak KILOBYTES}, the most memory that the process has had.
 */
final class ReportEveryCapture {
  private ReportEveryCapture() {}

  public static void main(String[] arguments) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(Path.of(arguments[0]))) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      System.out.print(file + " ");
      System.out.flush();
      long startNanos = System.nanoTime();
      report(file);
      System.out.println((System.nanoTime() - startNanos) / 1_000_000);
    }
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        System.out.println("peak " + line.replaceAll("[^0-9]", ""));
      }
    }
  }

  private static void report(Path file) throws IOException {
    try {
      Analysis analysis = Analyzer.analyze(List.of(file), AnalysisProgress.NONE);
      TextReport.write(analysis, Labels.REDACTED, Ink.COLOURED, new StringBuilder());
      JsonReport.write(analysis, Labels.REDACTED, OutputStream.nullOutputStream());
    } catch (NoCaptureException e) {
      // Recordings of other kinds lie there too.
    }
  }
}
