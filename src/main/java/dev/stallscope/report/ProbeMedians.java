package dev.stallscope.report;

import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.ProbeResult;
import dev.stallscope.probe.compare.RunGroup;
import dev.stallscope.probe.compare.Spread;
import dev.stallscope.time.DurationText;
import java.io.IOException;
import java.util.List;

/**
 * The medians of a probe's runs by the version spoken and kind, with the shortest and longest
 * total.
 */
final class ProbeMedians {
  private static final List<Phase> COLUMNS =
      List.of(Phase.DNS, Phase.CONNECT, Phase.TLS, Phase.WAIT, Phase.RECEIVE);

  /** Of {@code HTTP/1.1 resumed} with the gap behind it. */
  private static final int NAME_WIDTH = 18;

  private ProbeMedians() {}

  /** How wide the column of what is compared is: names of gRPC methods may need more. */
  static int nameWidth(List<RunGroup> groups) {
    return groups.stream()
        .mapToInt(group -> group.key().text().length() + 2)
        .reduce(NAME_WIDTH, Math::max);
  }

  /** Nothing is written where there is nothing to compare. */
  static void write(ProbeResult result, Page page) throws IOException {
    List<RunGroup> groups = RunGroup.of(result.runs());
    if (result.runs().size() > 1 && !groups.isEmpty()) {
      write(groups, page);
    }
  }

  static void write(List<RunGroup> groups, Page page) throws IOException {
    String name = "%-" + nameWidth(groups) + "s%5s";
    StringBuilder header = new StringBuilder(name.formatted("Medians", "runs"));
    for (Phase phase : COLUMNS) {
      header.append("%10s".formatted(phase.id()));
    }
    page.line(page.ink().bold(header + "%10s  %s".formatted("total", "shortest to longest")));
    for (RunGroup group : groups) {
      page.line(row(group, name));
    }
    page.line("");
  }

  private static String row(RunGroup group, String name) {
    StringBuilder row = new StringBuilder(name.formatted(group.key().text(), group.runs().size()));
    for (Phase phase : COLUMNS) {
      long nanos = group.phase(phase).medianNanos();
      row.append("%10s".formatted(nanos == 0 ? "-" : DurationText.of(nanos)));
    }
    Spread total = group.total();
    return row
        + "%10s  %s to %s"
            .formatted(
                DurationText.of(total.medianNanos()),
                DurationText.of(total.leastNanos()),
                DurationText.of(total.mostNanos()));
  }
}
