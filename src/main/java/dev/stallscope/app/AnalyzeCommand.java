package dev.stallscope.app;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.Analyzer;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.report.Ink;
import dev.stallscope.report.JsonReport;
import dev.stallscope.report.Labels;
import dev.stallscope.report.TextReport;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Analyses captures and writes what was found. */
@Command(
    name = "analyze",
    mixinStandardHelpOptions = true,
    description = "Reads captures (pcap, pcapng, also gzip or zstd) and says what cost time.",
    footer = {
      "",
      "Several files are merged by time. Cookies, tokens and passwords are masked unless --reveal.",
      "Colours follow the terminal; NO_COLOR switches them off."
    })
final class AnalyzeCommand implements Callable<Integer> {
  /** The forms of the result. */
  enum Format {
    TEXT,
    JSON
  }

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "capture files")
  private List<Path> files = List.of();

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description = "an NSS key log; its keys are counted, decrypting comes with a later version")
  private @Nullable Path keys;

  @Option(names = "--format", description = "text or json (default: text)")
  private Format format = Format.TEXT;

  @Option(names = "--output", paramLabel = "FILE", description = "write there instead of printing")
  private @Nullable Path output;

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description = "exit with 1 if a finding is at least info, minor, major or critical")
  private @Nullable Severity failOn;

  @Option(names = "--reveal", description = "show cookies, tokens and passwords as they are")
  private boolean reveals;

  @Option(names = "--no-progress", description = "say nothing on stderr while reading")
  private boolean isQuiet;

  @Override
  public Integer call() throws IOException {
    Path keyLog = keys;
    if (keyLog != null && !Files.isReadable(keyLog)) {
      throw new IOException(keyLog + " cannot be read; --keys wants an NSS key log file.");
    }
    Analysis analysis;
    try (TerminalProgress progress = TerminalProgress.start(isQuiet)) {
      analysis = Analyzer.analyze(files, progress);
    }
    Labels labels = reveals ? Labels.REVEALED : Labels.REDACTED;
    write(analysis, labels);
    return Optional.ofNullable(failOn)
        .filter(
            limit ->
                analysis.findings().stream()
                    .anyMatch(finding -> finding.severity().compareTo(limit) >= 0))
        .map(_ -> ExitCode.FINDINGS)
        .orElse(ExitCode.FINE);
  }

  private void write(Analysis analysis, Labels labels) throws IOException {
    Path file = output;
    if (file == null) {
      print(analysis, labels, System.out, Terminal.showsColours());
      System.out.flush();
      return;
    }
    try (OutputStream out = new BufferedOutputStream(new FileOutputStream(file.toFile()))) {
      print(analysis, labels, out, false);
    } catch (IOException e) {
      throw new IOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private void print(Analysis analysis, Labels labels, OutputStream out, boolean isColoured)
      throws IOException {
    switch (format) {
      case JSON -> JsonReport.write(analysis, labels, out);
      case TEXT -> {
        PrintStream text =
            new PrintStream(new BufferedOutputStream(out), false, StandardCharsets.UTF_8);
        TextReport.write(analysis, labels, isColoured ? Ink.COLOURED : Ink.PLAIN, text);
        text.flush();
      }
    }
  }
}
