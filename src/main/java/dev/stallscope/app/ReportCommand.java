package dev.stallscope.app;

import dev.stallscope.analysis.CaptureOpening;
import dev.stallscope.analysis.KeySource;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.chart.Theme;
import dev.stallscope.report.export.ReportFile;
import dev.stallscope.report.picture.PictureSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a report for other people, without a display. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Writes a report on captures: a picture for a slide, a web page, or an archive.",
    footer = {
      "",
      "The output's ending decides: .png is a picture of the costliest finding for a slide, .html"
          + " a page with all findings that needs no other file, .har an HTTP archive 1.2.",
      "Cookies, tokens and passwords are masked unless --reveal. No display is needed.",
      "",
      "Try: stallscope report"
          + " ${sys:stallscope.samples:-sample-captures}/slow-reader/capture.pcapng"
          + " -o slow-reader.png"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:fine",
      "2:the command was not understood",
      "3:an input could not be read, or the output not be written",
      "130:Ctrl+C stopped the reading before the end; what was read is in the report"
    })
final class ReportCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "capture files, merged by time")
  private List<Path> files = List.of();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "what to write: .png, .html or .har")
  private Path output = Path.of("");

  @Option(
      names = "--theme",
      converter = ThemeConverter.class,
      paramLabel = "THEME",
      description = "light, dark or high-contrast, for pictures (default: light)")
  private Theme theme = Theme.LIGHT;

  @Option(
      names = "--size",
      converter = SizeConverter.class,
      paramLabel = "WIDTHxHEIGHT",
      description = "of a picture in pixels (default: 1920x1080)")
  private PictureSize size = PictureSize.FULL_HD;

  @Option(
      names = "--finding",
      paramLabel = "ID",
      description = "tell of this finding instead of the costliest; its id as in analyze")
  private @Nullable String finding;

  @Option(
      names = "--top",
      paramLabel = "N",
      description =
          "a picture of each of the N costliest findings: report-1.png, report-2.png, ...")
  private @Nullable Integer top;

  @Mixin private ReadingOptions reading = new ReadingOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ReportFile.Kind kind =
        ReportFile.Kind.of(output)
            .orElseThrow(() -> usage(output + " ends neither in .png nor in .html nor in .har."));
    check(kind);
    List<KeySource> keyLogs = reading.keyLogs();
    boolean isCutShort;
    try (TerminalProgress progress = TerminalProgress.start(reading.isQuiet(), false);
        OpenCapture capture = CaptureOpening.openWhole(files, keyLogs, progress)) {
      ReportFile file = new ReportFile(output, capture, reading.labels());
      switch (kind) {
        case PNG -> file.writePictures(chosen(capture).findings(), theme, size);
        case HTML -> file.writePage();
        case HAR -> file.writeArchive();
      }
      isCutShort = progress.isCancelled();
    }
    return isCutShort ? ExitCode.INTERRUPTED : ExitCode.FINE;
  }

  private void check(ReportFile.Kind kind) {
    Integer count = top;
    boolean isPicture = kind == ReportFile.Kind.PNG;
    if (!isPicture && (finding != null || count != null)) {
      throw usage("--finding and --top choose what a picture tells; a web page has all findings.");
    }
    if (finding != null && count != null) {
      throw usage("--finding and --top exclude each other.");
    }
    if (count != null && count < 1) {
      throw usage("--top wants a number of at least 1.");
    }
  }

  private FindingChoice chosen(OpenCapture capture) {
    String id = finding;
    Integer count = top;
    if (id == null) {
      return FindingChoice.costliest(capture.analysis(), count == null ? 1 : count);
    }
    Optional<FindingChoice> named = FindingChoice.named(capture.analysis(), id);
    return named.orElseThrow(
        () ->
            usage(
                "There is no finding %s here; found: %s."
                    .formatted(id, FindingChoice.ids(capture.analysis()))));
  }

  private ParameterException usage(String sentence) {
    if (spec == null) {
      throw new IllegalStateException("not run by a command line");
    }
    return new ParameterException(spec.commandLine(), sentence);
  }
}
