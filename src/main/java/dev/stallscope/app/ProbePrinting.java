package dev.stallscope.app;

import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.Analyzer;
import dev.stallscope.measure.Measurements;
import dev.stallscope.probe.ProbeResult;
import dev.stallscope.probe.RecordingOutcome;
import dev.stallscope.probe.compare.ComparedSubject;
import dev.stallscope.probe.compare.RecordedTraffic;
import dev.stallscope.probe.compare.Traffic;
import dev.stallscope.probe.proof.ProbeProof;
import dev.stallscope.report.ComparisonJson;
import dev.stallscope.report.ComparisonMarkdown;
import dev.stallscope.report.ComparisonText;
import dev.stallscope.report.Ink;
import dev.stallscope.report.Labels;
import dev.stallscope.report.ProbeHar;
import dev.stallscope.report.ProbeJson;
import dev.stallscope.report.ProbeMarkdown;
import dev.stallscope.report.ProbeText;
import dev.stallscope.report.export.ProgramBuild;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What probes measured in the forms that there are.
 *
 * @param results one, unless they are compared
 * @param proof what the packets say of it, where they were recorded
 * @param compared the same side by side; null where each run is told by itself
 */
record ProbePrinting(
    List<ProbeResult> results,
    ProbeProof proof,
    @Nullable ComparedSubject compared,
    Labels labels) {
  /** The forms of the result. */
  enum Format {
    TEXT,
    JSON,
    HAR,
    MD
  }

  /**
   * Reads what was recorded, too.
   *
   * @throws IOException if the recording cannot be read
   */
  static ProbePrinting of(
      List<ProbeResult> results,
      Optional<RecordingOutcome> recording,
      boolean isComparing,
      Labels labels)
      throws IOException {
    ProbeProof proof = ProbeProof.NONE;
    List<Traffic> traffic = List.of();
    if (recording.isPresent() && recording.get() instanceof RecordingOutcome.Recorded recorded) {
      Measurements measured =
          Analyzer.analyze(List.of(recorded.file()), AnalysisProgress.NONE).measurements();
      if (isComparing) {
        traffic = RecordedTraffic.of(results.stream().map(ProbeResult::plan).toList(), measured);
      } else {
        proof = ProbeProof.of(results.getFirst(), measured);
      }
    }
    return new ProbePrinting(
        results, proof, isComparing ? ComparedSubject.of(results, traffic) : null, labels);
  }

  /** Where nothing else was asked for, the form follows the file's name. */
  static Format form(Destination destination) {
    for (Format format : Format.values()) {
      if (destination.endsIn("." + format.name().toLowerCase(Locale.ROOT))) {
        return format;
      }
    }
    return Format.TEXT;
  }

  void print(Format form, OutputStream out, Ink ink) throws IOException {
    ComparedSubject side = compared;
    ProbeResult first = results.getFirst();
    switch (form) {
      case HAR -> ProbeHar.write(first, labels, ProgramBuild.read().version(), out);
      case JSON -> {
        if (side == null) {
          ProbeJson.write(first, proof, labels, out);
        } else {
          ComparisonJson.write(List.of(side), "", labels, out);
        }
      }
      case MD ->
          Destination.text(
              out,
              text ->
                  text.append(
                      side == null ? ProbeMarkdown.of(first) : ComparisonMarkdown.of(side)));
      case TEXT ->
          Destination.text(
              out,
              text -> {
                if (side == null) {
                  ProbeText.write(first, proof, labels, ink, text);
                } else {
                  ComparisonText.write(side, labels, ink, text);
                }
              });
    }
  }
}
