package dev.stallscope.report;

import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.HttpChoice;
import dev.stallscope.probe.ProbeFailure;
import dev.stallscope.probe.ProbeHop;
import dev.stallscope.probe.ProbeResult;
import dev.stallscope.probe.ProbeRun;
import dev.stallscope.probe.compare.Comparison;
import dev.stallscope.probe.compare.RunGroup;
import dev.stallscope.time.DurationText;
import java.util.ArrayList;
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
    line("## " + result.plan().method() + " " + wire(result.plan().url()));
    List<RunGroup> groups = RunGroup.of(result.runs());
    if (!groups.isEmpty()) {
      medians(groups);
      Comparison comparison = Comparison.of(List.of(result));
      comparison.verdicts().forEach(verdict -> line("- " + VerdictText.of(verdict)));
    }
    for (ProbeRun run : result.runs()) {
      Optional<ProbeFailure> failure = run.failure();
      failure.ifPresent(
          why -> line("- **" + ProbeText.name(run.plan()) + ":** " + wire(why.sentence())));
    }
    if (!result.runs().isEmpty()) {
      ProbeRun first = result.runs().getFirst();
      first.hops().forEach(hop -> hop(first.plan().version(), hop));
    }
  }

  private void medians(List<RunGroup> groups) {
    List<Phase> phases =
        List.of(Phase.values()).stream()
            .filter(phase -> groups.stream().anyMatch(group -> median(group, phase) > 0))
            .toList();
    List<String> heads = new ArrayList<>(List.of("median", "runs"));
    phases.forEach(phase -> heads.add(phase.id()));
    heads.addAll(List.of("total", "shortest", "longest"));
    line("");
    row(heads);
    row(heads.stream().map(head -> head.equals("median") ? "---" : "---:").toList());
    for (RunGroup group : groups) {
      List<String> cells = new ArrayList<>();
      cells.add(group.key().text());
      cells.add(Integer.toString(group.runs().size()));
      phases.forEach(phase -> cells.add(DurationText.of(median(group, phase))));
      cells.add("**" + DurationText.of(group.total().medianNanos()) + "**");
      cells.add(DurationText.of(group.total().leastNanos()));
      cells.add(DurationText.of(group.total().mostNanos()));
      row(cells);
    }
    line("");
  }

  private static long median(RunGroup group, Phase phase) {
    return group.phase(phase).medianNanos();
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

  private void row(List<String> cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String wire(String wire) {
    return Printable.of(Labels.REDACTED.text(wire));
  }
}
