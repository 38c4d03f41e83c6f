package dev.stallscope.report;

import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.compare.RunGroup;
import dev.stallscope.time.DurationText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The medians of comparable runs in Markdown, phase by phase. */
final class MediansMarkdown {
  private MediansMarkdown() {}

  static String of(List<RunGroup> groups) {
    List<Phase> phases =
        Arrays.stream(Phase.values())
            .filter(phase -> groups.stream().anyMatch(group -> median(group, phase) > 0))
            .toList();
    List<String> heads = new ArrayList<>(List.of("median", "runs"));
    phases.forEach(phase -> heads.add(phase.id()));
    heads.addAll(List.of("total", "shortest", "longest"));
    MarkdownTable table = new MarkdownTable(heads);
    for (RunGroup group : groups) {
      List<String> cells = new ArrayList<>();
      cells.add(group.key().text());
      cells.add(Integer.toString(group.runs().size()));
      phases.forEach(phase -> cells.add(DurationText.of(median(group, phase))));
      cells.add("**" + DurationText.of(group.total().medianNanos()) + "**");
      cells.add(DurationText.of(group.total().leastNanos()));
      cells.add(DurationText.of(group.total().mostNanos()));
      table.row(cells);
    }
    return table.toString();
  }

  private static long median(RunGroup group, Phase phase) {
    return group.phase(phase).medianNanos();
  }
}
