package dev.stallscope.report;

import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.GrpcAnswer;
import dev.stallscope.probe.ProbeFailure;
import dev.stallscope.probe.ProbeHop;
import dev.stallscope.probe.ProbeResult;
import dev.stallscope.probe.ProbeRun;
import dev.stallscope.probe.RunPlan;
import dev.stallscope.probe.UnmetRuns;
import dev.stallscope.probe.proof.ProbeProof;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.time.DurationText;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a probe measured, for a person in a terminal: each run step by step, then the medians. */
public final class ProbeText {
  private static final int BAR_COLUMNS = 40;

  private final Page page;
  private final ProbeProof proof;

  private ProbeText(Page page, ProbeProof proof) {
    this.page = page;
    this.proof = proof;
  }

  /**
   * Writes the text.
   *
   * @param proof what the packets say, if they were recorded
   * @throws IOException if {@code out} fails
   */
  public static void write(
      ProbeResult result, ProbeProof proof, Labels labels, Ink ink, Appendable out)
      throws IOException {
    Page page = new Page(labels, ink, out);
    ProbeText text = new ProbeText(page, proof);
    for (ProbeRun run : result.runs()) {
      text.run(result.plan().concurrent() > 1, run);
    }
    ProbeSums.write(result, page);
    ProbeMedians.write(result, page);
    for (UnmetRuns unmet : UnmetRuns.of(result)) {
      page.paragraph("", "", VerdictText.of(unmet));
    }
    if (result.isCutShort()) {
      page.line("Stopped before the end; what was measured until then stands above.");
    }
  }

  /** What a run is called, as one of several requests at once if it is one. */
  public static String name(RunPlan run, boolean isOneOfMany) {
    return name(run) + (isOneOfMany ? ", request %d".formatted(run.request()) : "");
  }

  /** What a run is called: {@code HTTP/2, cold, run 2}. */
  public static String name(RunPlan run) {
    return "%s, %s, run %d"
        .formatted(run.version().text(), run.kind().name().toLowerCase(Locale.ROOT), run.number());
  }

  private void run(boolean isOneOfMany, ProbeRun run) throws IOException {
    page.line(page.ink().bold(name(run.plan(), isOneOfMany)) + ": " + outcome(run));
    for (ProbeHop hop : run.hops()) {
      page.paragraph("  ", "    ", method(hop) + hop.url());
      phases(hop);
      for (ProbeFact fact : ProbeFact.of(run.plan().version(), hop, page.labels())) {
        fact(fact);
      }
      packets(hop);
    }
    Optional<ProbeFailure> failure = run.failure();
    if (failure.isPresent()) {
      page.paragraph("  ✗ ", "    ", failure.get().sentence());
    }
    page.line("");
  }

  private void fact(ProbeFact fact) throws IOException {
    page.paragraph(
        "    %-8s".formatted(fact.isHeader() ? "" : fact.name()),
        "            ",
        fact.isHeader() ? fact.name() + ": " + fact.text() : fact.text());
  }

  private void packets(ProbeHop hop) throws IOException {
    String name = "packets";
    for (String line : ProofText.lines(proof.of(hop))) {
      page.line("    %-8s".formatted(name) + line);
      name = "";
    }
  }

  private static String method(ProbeHop hop) {
    return hop.request().map(HttpRequest::method).map(method -> method + " ").orElse("");
  }

  private String outcome(ProbeRun run) {
    String time = DurationText.of(run.durationNanos());
    if (run.failure().isPresent()) {
      return page.ink().stall("failed") + " after " + time;
    }
    return run.last()
        .response()
        .map(response -> "%s in %s".formatted(status(response), time))
        .orElse(time);
  }

  private String status(HttpResponse response) {
    String http = response.version().text() + " " + page.cut(response.label(), BAR_COLUMNS);
    return http + GrpcAnswer.of(response).map(answer -> ", gRPC " + answer.status()).orElse("");
  }

  /** A line for each phase, with its part of a common bar. */
  private void phases(ProbeHop hop) throws IOException {
    long start = hop.span().startNanos();
    double perColumn = Math.max(1, (double) hop.span().durationNanos() / BAR_COLUMNS);
    for (Phase phase : shown(hop)) {
      long nanos = hop.phases().durationNanos(phase);
      int from =
          hop.phases()
              .span(phase)
              .map(span -> (int) ((span.startNanos() - start) / perColumn))
              .orElse(0);
      int columns = Math.max(1, (int) Math.round(nanos / perColumn));
      int column = Math.min(from, BAR_COLUMNS - 1);
      String bar = "━".repeat(Math.min(columns, BAR_COLUMNS - column));
      page.line(
          "    %-8s%9s  ".formatted(phase.id(), DurationText.of(nanos))
              + " ".repeat(column)
              + page.ink().of(phase, bar));
    }
  }

  /** Blocked is what passed between the steps: the probe's own work. */
  private static List<Phase> shown(ProbeHop hop) {
    return List.of(Phase.values()).stream()
        .filter(phase -> hop.phases().durationNanos(phase) > 0)
        .toList();
  }
}
