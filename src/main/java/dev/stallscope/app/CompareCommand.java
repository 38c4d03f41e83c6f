package dev.stallscope.app;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.Analyzer;
import dev.stallscope.analysis.KeySource;
import dev.stallscope.capture.CaptureFile;
import dev.stallscope.capture.CaptureReader;
import dev.stallscope.probe.compare.CaptureSubject;
import dev.stallscope.probe.compare.CaptureVersions;
import dev.stallscope.report.CaptureVersionsText;
import dev.stallscope.report.ComparisonJson;
import dev.stallscope.report.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares the versions of HTTP that captures hold. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Compares the versions of HTTP that captures hold: what was asked for in more than one, phase by"
          + " phase, and whether the difference is larger than the noise. Beside them stand gRPC calls"
          + " to the same host: how they ended, and how long they took."
    },
    footer = {
      "",
      "Several files are merged by time: one capture for each version may be given.",
      "To ask a URL in each version instead: stallscope probe --compare URL",
      "Cookies, tokens and passwords are masked unless --reveal."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:something could be compared",
      "2:the command was not understood",
      "3:an input could not be read, or the output not be written",
      "4:nothing could be compared; the output says why",
      "130:Ctrl+C stopped the reading before the end"
    })
final class CompareCommand implements Callable<Integer> {
  /** The forms of the result. */
  enum Format {
    TEXT,
    JSON
  }

  /** So many tell what a capture is about; the rest is for --all. */
  private static final int TOLD = 3;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "capture files")
  private List<Path> files = List.of();

  @Option(
      names = "--url",
      paramLabel = "TEXT",
      description = "only what has this in its host or path")
  private String url = "";

  @Option(names = "--all", description = "tell of all resources, not only the first few")
  private boolean tellsAll;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text or json, which tells of all (default: text, or what --output ends in)")
  private @Nullable Format format;

  @Mixin private Destination destination = new Destination();

  @Mixin private ReadingOptions reading = new ReadingOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<KeySource> keyLogs = reading.keyLogs();
    Analysis analysis;
    boolean isCutShort;
    try (TerminalProgress progress = TerminalProgress.start(reading.isQuiet(), false);
        CaptureReader reader = CaptureFile.open(files)) {
      analysis = Analyzer.analyze(files, reader, keyLogs, progress);
      isCutShort = progress.isCancelled();
    }
    CaptureVersions found = CaptureVersions.of(analysis);
    List<CaptureSubject> subjects =
        found.subjects().stream().filter(subject -> subject.text().contains(url)).toList();
    if (subjects.isEmpty() && !found.subjects().isEmpty()) {
      say("Nothing that can be compared has '%s' in its host or path.".formatted(url));
      return ExitCode.UNANSWERED;
    }
    write(found, subjects);
    return isCutShort
        ? ExitCode.INTERRUPTED
        : subjects.isEmpty() ? ExitCode.UNANSWERED : ExitCode.FINE;
  }

  private void say(String sentence) {
    if (spec != null) {
      spec.commandLine().getErr().println("stallscope: " + sentence);
    }
  }

  private void write(CaptureVersions found, List<CaptureSubject> subjects) throws IOException {
    Labels labels = reading.labels();
    Format form = format != null ? format : destination.endsIn(".json") ? Format.JSON : Format.TEXT;
    int most = tellsAll ? subjects.size() : TOLD;
    destination.write(
        (out, ink) -> {
          switch (form) {
            case JSON -> ComparisonJson.write(found, subjects, labels, out);
            case TEXT ->
                Destination.text(
                    out,
                    text -> CaptureVersionsText.write(found, subjects, most, labels, ink, text));
          }
        });
  }
}
