package dev.stallscope.report;

import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.HttpChoice;
import dev.stallscope.probe.ProbeResult;
import dev.stallscope.probe.ProbeRun;
import dev.stallscope.probe.RunKind;
import dev.stallscope.time.DurationText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/** The medians of a probe's runs by version and kind, with the shortest and longest total. */
final class ProbeMedians {
  private static final List<Phase> COLUMNS =
      List.of(Phase.DNS, Phase.CONNECT, Phase.TLS, Phase.WAIT, Phase.RECEIVE);

  /** Which runs are comparable. */
  private record Group(HttpChoice version, RunKind kind) {
    String text() {
      return version.text() + " " + kind.name().toLowerCase(Locale.ROOT);
    }
  }

  private ProbeMedians() {}

  /** Nothing is written where there is nothing to compare. */
  static void write(ProbeResult result, Page page) throws IOException {
    Map<Group, List<ProbeRun>> groups = groups(result);
    if (result.runs().size() < 2 || groups.isEmpty()) {
      return;
    }
    StringBuilder header = new StringBuilder("%-18s%5s".formatted("Medians", "runs"));
    for (Phase phase : COLUMNS) {
      header.append("%10s".formatted(phase.id()));
    }
    page.line(page.ink().bold(header + "%10s  %s".formatted("total", "shortest to longest")));
    for (Map.Entry<Group, List<ProbeRun>> group : groups.entrySet()) {
      page.line(row(group.getKey().text(), group.getValue()));
    }
    page.line("");
  }

  private static Map<Group, List<ProbeRun>> groups(ProbeResult result) {
    Map<Group, List<ProbeRun>> groups = new LinkedHashMap<>();
    for (ProbeRun run : result.runs()) {
      if (run.failure().isEmpty()) {
        groups
            .computeIfAbsent(
                new Group(run.plan().version(), run.plan().kind()), _ -> new ArrayList<>())
            .add(run);
      }
    }
    return groups;
  }

  private static String row(String name, List<ProbeRun> runs) {
    StringBuilder row = new StringBuilder("%-18s%5d".formatted(name, runs.size()));
    for (Phase phase : COLUMNS) {
      long nanos = median(runs, run -> nanos(run, phase));
      row.append("%10s".formatted(nanos == 0 ? "-" : DurationText.of(nanos)));
    }
    long[] totals = sorted(runs, ProbeRun::durationNanos);
    return row
        + "%10s  %s to %s"
            .formatted(
                DurationText.of(median(totals)),
                DurationText.of(totals[0]),
                DurationText.of(totals[totals.length - 1]));
  }

  /** A phase's time over all requests of the run. */
  private static long nanos(ProbeRun run, Phase phase) {
    return run.hops().stream().mapToLong(hop -> hop.phases().durationNanos(phase)).sum();
  }

  private static long median(List<ProbeRun> runs, ToLongFunction<ProbeRun> value) {
    return median(sorted(runs, value));
  }

  private static long[] sorted(List<ProbeRun> runs, ToLongFunction<ProbeRun> value) {
    return runs.stream().mapToLong(value).sorted().toArray();
  }

  /** Of an even number the mean of the middle two. */
  private static long median(long[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
