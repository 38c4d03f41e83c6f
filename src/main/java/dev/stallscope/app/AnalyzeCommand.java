package dev.stallscope.app;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.Analyzer;
import dev.stallscope.analysis.KeySource;
import dev.stallscope.capture.CaptureFile;
import dev.stallscope.capture.CaptureReader;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.report.JsonReport;
import dev.stallscope.report.Labels;
import dev.stallscope.report.TextReport;
import dev.stallscope.tls.KeyLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Analyses captures and writes what was found. */
@Command(
    name = "analyze",
    mixinStandardHelpOptions = true,
    description = "Reads captures (pcap, pcapng, also gzip or zstd) and says what cost time.",
    footer = {
      "",
      "Several files are merged by time. Cookies, tokens and passwords are masked unless --reveal.",
      "Colours follow the terminal; NO_COLOR switches them off.",
      "Ctrl+C stops the reading and prints what was read until then; a second one ends at once."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:fine",
      "1:findings at or above --fail-on",
      "2:the command was not understood",
      "3:an input could not be read, or the output not be written",
      "130:Ctrl+C stopped the reading before the end (not with --follow)"
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
      names = "--follow",
      description =
          "read on while the capture is being written, until Ctrl+C, then print; the log of --keys"
              + " may grow, too")
  private boolean isFollowing;

  @Option(
      names = "--follow-idle",
      paramLabel = "SECONDS",
      description = "with --follow: end when nothing was written for so long")
  private @Nullable Integer idleSeconds;

  @Option(names = "--format", paramLabel = "FORMAT", description = "text or json (default: text)")
  private Format format = Format.TEXT;

  @Mixin private Destination destination = new Destination();

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description = "exit with 1 if a finding is at least info, minor, major or critical")
  private @Nullable Severity failOn;

  @Mixin private ReadingOptions reading = new ReadingOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<KeySource> keyLogs = keyLogs();
    Analysis analysis;
    boolean isCutShort;
    try (TerminalProgress progress = TerminalProgress.start(reading.isQuiet(), isFollowing);
        CaptureReader reader = open(progress)) {
      analysis = Analyzer.analyze(files, reader, keyLogs, progress);
      isCutShort = progress.isCancelled();
    }
    if (isFollowing && !keyLogs.isEmpty()) {
      analysis = withGrownKeys(analysis, keyLogs);
    }
    write(analysis, reading.labels());
    return isCutShort ? ExitCode.INTERRUPTED : exitCode(analysis);
  }

  /** A log that is to grow may not have been begun when the capture is. */
  private List<KeySource> keyLogs() throws IOException {
    Optional<Path> awaited = reading.keyLog().filter(file -> isFollowing && Files.notExists(file));
    return awaited.isPresent()
        ? List.of(new KeySource(awaited.get().toString(), KeyLog.read(Stream.empty())))
        : reading.keyLogs();
  }

  /**
   * Reads the key log again, and the capture too where there are more keys: a program may write a
   * key after the packets that need it were read.
   */
  private Analysis withGrownKeys(Analysis analysis, List<KeySource> before) throws IOException {
    List<KeySource> now = keyLogs();
    if (now.getFirst().log().secrets() == before.getFirst().log().secrets()
        || !files.stream().allMatch(Files::isRegularFile)) {
      return analysis;
    }
    try (TerminalProgress progress = TerminalProgress.start(reading.isQuiet(), false);
        CaptureReader reader = CaptureFile.open(files)) {
      return Analyzer.analyze(files, reader, now, progress);
    }
  }

  private CaptureReader open(TerminalProgress progress) throws IOException {
    Integer seconds = idleSeconds;
    if (seconds != null && (!isFollowing || seconds < 1) && spec != null) {
      throw new ParameterException(
          spec.commandLine(), "--follow-idle wants --follow and at least 1 second.");
    }
    if (!isFollowing) {
      return CaptureFile.open(files);
    }
    long idleNanos = seconds == null ? Long.MAX_VALUE : TimeUnit.SECONDS.toNanos(seconds);
    return CaptureFile.follow(files, progress::isInterrupted, idleNanos);
  }

  private int exitCode(Analysis analysis) {
    return Optional.ofNullable(failOn)
        .filter(
            limit ->
                analysis.findings().stream()
                    .anyMatch(finding -> finding.severity().compareTo(limit) >= 0))
        .map(_ -> ExitCode.FINDINGS)
        .orElse(ExitCode.FINE);
  }

  private void write(Analysis analysis, Labels labels) throws IOException {
    destination.write(
        (out, ink) -> {
          switch (format) {
            case JSON -> JsonReport.write(analysis, labels, out);
            case TEXT ->
                Destination.text(out, text -> TextReport.write(analysis, labels, ink, text));
          }
        });
  }
}
