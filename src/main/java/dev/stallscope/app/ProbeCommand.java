package dev.stallscope.app;

import dev.stallscope.diagnosis.QuantityText;
import dev.stallscope.probe.ProbeFailure;
import dev.stallscope.probe.ProbePlan;
import dev.stallscope.probe.ProbeResult;
import dev.stallscope.probe.ProbeRun;
import dev.stallscope.probe.ProbeSeries;
import dev.stallscope.probe.RecordingOutcome;
import dev.stallscope.probe.WantedRecording;
import dev.stallscope.probe.WarmUp;
import dev.stallscope.report.Labels;
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
import picocli.CommandLine.Spec;

/** Asks a URL and measures every step. */
@Command(
    name = "probe",
    mixinStandardHelpOptions = true,
    description = {
      "Asks a URL and measures every step: name lookup, connect, TLS handshake, request, first byte,"
          + " body, and the same for each redirect."
    },
    footer = {
      "",
      "A second or more passes before the first request: Java loads and compiles what it takes,"
          + " against a server in this process, so that only the server asked is measured.",
      "Cookies, tokens and passwords are masked unless --reveal.",
      "Ctrl+C stops the probe and prints what was measured until then; a second one ends at once."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every run got a whole answer, whatever its status",
      "2:the command was not understood",
      "3:an input could not be read, or the output not be written",
      "4:a run got no whole answer; the output says why",
      "130:Ctrl+C stopped the probe before its end"
    })
final class ProbeCommand implements Callable<Integer> {
  @Mixin private ProbeOptions options = new ProbeOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "text, json, har, or md for Markdown (default: text, or what --output ends in). With"
              + " --compare json holds the medians and verdicts, else each run")
  private ProbePrinting.@Nullable Format format;

  @Mixin private Destination destination = new Destination();

  @Option(
      names = "--record",
      paramLabel = "FILE.pcapng",
      description =
          "record the packets there, with the keys to read them, and show beside each phase the"
              + " packets that prove it: stallscope analyze FILE.pcapng shows the same requests. Where this user may not capture it is said how to get the"
              + " right, and the probe goes on")
  private @Nullable Path record;

  @Option(names = "--reveal", description = "show cookies, tokens and passwords as they are")
  private boolean reveals;

  @Option(names = "--no-progress", description = "say nothing on stderr while probing")
  private boolean isQuiet;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<ProbePlan> plans = options.plans();
    List<ProbeResult> results;
    Optional<RecordingOutcome> recording = Optional.empty();
    ProbeProgress progress = new ProbeProgress(!isQuiet && Terminal.isError());
    ProbeSeries probes = new ProbeSeries(plans, progress);
    try (progress;
        Interruption _ =
            Interruption.listen(
                "Stopping; what was measured is printed. Ctrl+C again ends at once.",
                probes::cancel)) {
      progress.warmUpBegan();
      Path file = record;
      if (file == null) {
        results = run(plans, probes);
      } else {
        try (WantedRecording wanted = WantedRecording.start(plans, file, typed())) {
          results = run(plans, probes);
          recording = Optional.of(wanted.finish());
        }
      }
    }
    write(results, recording);
    recording.map(ProbeCommand::sentence).ifPresent(this::say);
    if (results.stream().flatMap(one -> one.runs().stream()).anyMatch(ProbeCommand::isOfStranger)) {
      say("--cacert FILE names authorities to trust; --insecure takes any certificate.");
    }
    if (results.stream().anyMatch(ProbeResult::isCutShort)) {
      say("Stopped before the end; this covers what was measured until then.");
      return ExitCode.INTERRUPTED;
    }
    return results.stream().allMatch(ProbeResult::isComplete) ? ExitCode.FINE : ExitCode.UNANSWERED;
  }

  private List<String> typed() {
    return spec == null ? List.of("probe") : TypedCommand.words(spec.commandLine(), reveals);
  }

  private static List<ProbeResult> run(List<ProbePlan> plans, ProbeSeries probes)
      throws IOException {
    WarmUp.run(plans.getFirst().versions());
    return probes.run();
  }

  private static String sentence(RecordingOutcome outcome) {
    return switch (outcome) {
      case RecordingOutcome.Recorded(Path file, long packets) ->
          "%s recorded with their keys in %s."
              .formatted(QuantityText.count(packets, "packet"), file);
      case RecordingOutcome.Unrecorded(String why) -> "The packets were not recorded. " + why;
    };
  }

  private static boolean isOfStranger(ProbeRun run) {
    return run.failure()
        .filter(failure -> failure.kind() == ProbeFailure.Kind.CERTIFICATE_UNKNOWN)
        .isPresent();
  }

  private void say(String sentence) {
    if (spec != null) {
      spec.commandLine().getErr().println("stallscope: " + sentence);
      spec.commandLine().getErr().flush();
    }
  }

  private void write(List<ProbeResult> results, Optional<RecordingOutcome> recording)
      throws IOException {
    Labels labels = reveals ? Labels.REVEALED : Labels.REDACTED;
    ProbePrinting printing = ProbePrinting.of(results, recording, options.isComparing(), labels);
    ProbePrinting.Format form = format == null ? ProbePrinting.form(destination) : format;
    destination.write((out, ink) -> printing.print(form, out, ink));
  }
}
