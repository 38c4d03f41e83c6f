package dev.stallscope.app;

import dev.stallscope.diagnosis.QuantityText;
import dev.stallscope.probe.ProbeFailure;
import dev.stallscope.probe.ProbePlan;
import dev.stallscope.probe.ProbeResult;
import dev.stallscope.probe.ProbeRun;
import dev.stallscope.probe.RecordingOutcome;
import dev.stallscope.probe.UrlProbe;
import dev.stallscope.probe.WantedRecording;
import dev.stallscope.probe.WarmUp;
import dev.stallscope.probe.proof.ProbeProof;
import dev.stallscope.report.ComparisonText;
import dev.stallscope.report.Ink;
import dev.stallscope.report.Labels;
import dev.stallscope.report.ProbeHar;
import dev.stallscope.report.ProbeJson;
import dev.stallscope.report.ProbeText;
import dev.stallscope.report.export.ProgramBuild;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
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
  /** The forms of the result. */
  enum Format {
    TEXT,
    JSON,
    HAR
  }

  @Mixin private ProbeOptions options = new ProbeOptions();

  @Option(
      names = "--format",
      description = "text, json or har (default: text, or what --output ends in)")
  private @Nullable Format format;

  @Option(names = "--output", paramLabel = "FILE", description = "write there instead of printing")
  private @Nullable Path output;

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
    ProbePlan plan = options.plan();
    ProbeResult result;
    Optional<RecordingOutcome> recording;
    ProbeProgress progress = new ProbeProgress(!isQuiet && Terminal.isError());
    UrlProbe probe = new UrlProbe(plan, progress);
    try (progress;
        Interruption _ =
            Interruption.listen(
                "Stopping; what was measured is printed. Ctrl+C again ends at once.",
                probe::cancel)) {
      progress.warmUpBegan();
      Path file = record;
      if (file == null) {
        recording = Optional.empty();
        result = run(plan, probe);
      } else {
        try (WantedRecording wanted = WantedRecording.start(plan, file)) {
          result = run(plan, probe);
          recording = Optional.of(wanted.finish());
        }
      }
    }
    write(result, proof(result, recording), reveals ? Labels.REVEALED : Labels.REDACTED);
    recording.map(ProbeCommand::sentence).ifPresent(this::say);
    if (result.runs().stream().anyMatch(ProbeCommand::isOfStranger)) {
      say("--cacert FILE names authorities to trust; --insecure takes any certificate.");
    }
    if (result.isCutShort()) {
      return ExitCode.INTERRUPTED;
    }
    return result.isComplete() ? ExitCode.FINE : ExitCode.UNANSWERED;
  }

  private static ProbeResult run(ProbePlan plan, UrlProbe probe) throws IOException {
    WarmUp.run(plan.versions());
    return probe.run();
  }

  private static ProbeProof proof(ProbeResult result, Optional<RecordingOutcome> recording)
      throws IOException {
    return recording.isPresent() && recording.get() instanceof RecordingOutcome.Recorded recorded
        ? ProbeProof.read(recorded.file(), result)
        : ProbeProof.NONE;
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

  private void write(ProbeResult result, ProbeProof proof, Labels labels) throws IOException {
    Destination destination = new Destination(output);
    destination.write((out, ink) -> print(result, proof, labels, format(destination), out, ink));
  }

  private Format format(Destination destination) {
    if (format != null) {
      return format;
    }
    return destination.endsIn(".har")
        ? Format.HAR
        : destination.endsIn(".json") ? Format.JSON : Format.TEXT;
  }

  private void print(
      ProbeResult result, ProbeProof proof, Labels labels, Format form, OutputStream out, Ink ink)
      throws IOException {
    switch (form) {
      case JSON -> ProbeJson.write(result, proof, labels, out);
      case HAR -> ProbeHar.write(result, labels, ProgramBuild.read().version(), out);
      case TEXT ->
          Destination.text(
              out,
              text -> {
                if (options.isComparing()) {
                  ComparisonText.write(result, labels, ink, text);
                } else {
                  ProbeText.write(result, proof, labels, ink, text);
                }
              });
    }
  }
}
