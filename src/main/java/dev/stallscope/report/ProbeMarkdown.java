package dev.stallscope.report;

import dev.stallscope.probe.HttpChoice;
import dev.stallscope.probe.ProbeFailure;
import dev.stallscope.probe.ProbeHop;
import dev.stallscope.probe.ProbeResult;
import dev.stallscope.probe.ProbeRun;
import dev.stallscope.probe.ProbeTarget;
import dev.stallscope.probe.UnmetRuns;
import dev.stallscope.probe.compare.Comparison;
import dev.stallscope.probe.compare.RunGroup;
import java.util.List;
import java.util.Optional;

/** What a probe measured, for an issue or a chat. Secrets are masked. */
public final class ProbeMarkdown {
  private final StringBuilder text = new StringBuilder();

  private ProbeMarkdown() {}

  /** The result as Markdown: medians, what was learnt of the last request, what failed. */
  public static String of(ProbeResult result) {
    ProbeMarkdown markdown = new ProbeMarkdown();
    markdown.result(result);
    return markdown.text.toString();
  }

  private void result(ProbeResult result) {
    line("## " + wire(ProbeTarget.title(result.plan())));
    List<RunGroup> groups = RunGroup.of(result.runs());
    if (!groups.isEmpty()) {
      line("");
      line(MediansMarkdown.of(groups));
      Comparison comparison = Comparison.of(List.of(result));
      comparison.verdicts().forEach(verdict -> line("- " + VerdictText.of(verdict)));
    }
    for (ProbeRun run : result.runs()) {
      Optional<ProbeFailure> failure = run.failure();
      failure.ifPresent(
          why -> line("- **" + ProbeText.name(run.plan()) + ":** " + wire(why.sentence())));
    }
    UnmetRuns.of(result).forEach(one -> line("- " + VerdictText.of(one)));
    if (!result.runs().isEmpty()) {
      ProbeRun first = result.runs().getFirst();
      first.hops().forEach(hop -> hop(first.plan().version(), hop));
    }
  }

  private void hop(HttpChoice version, ProbeHop hop) {
    line("");
    line("### " + wire(hop.url()));
    line("");
    for (ProbeFact fact : ProbeFact.of(version, hop, Labels.REDACTED)) {
      String name = fact.name().isEmpty() ? "" : fact.name() + ": ";
      line("- " + name + wire(fact.text()));
    }
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String wire(String wire) {
    return Printable.of(Labels.REDACTED.text(wire));
  }
}
