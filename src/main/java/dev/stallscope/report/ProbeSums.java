package dev.stallscope.report;

import dev.stallscope.diagnosis.QuantityText;
import dev.stallscope.probe.ConnectAttempt;
import dev.stallscope.probe.ProbeHop;
import dev.stallscope.probe.ProbeResult;
import dev.stallscope.probe.ProbeRun;
import dev.stallscope.probe.RunPlan;
import dev.stallscope.time.DurationText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What requests that were made at once came to together, a paragraph for each such run. */
public final class ProbeSums {
  private ProbeSums() {}

  /** Nothing is written where requests were made one after the other. */
  static void write(ProbeResult result, Page page) throws IOException {
    if (result.plan().concurrent() < 2) {
      return;
    }
    Map<RunPlan, List<ProbeRun>> groups = new LinkedHashMap<>();
    for (ProbeRun run : result.runs()) {
      groups.computeIfAbsent(run.plan().withRequest(1), _ -> new ArrayList<>()).add(run);
    }
    for (Map.Entry<RunPlan, List<ProbeRun>> group : groups.entrySet()) {
      page.paragraph(
          page.ink().bold(ProbeText.name(group.getKey())) + ": ", "  ", sentence(group.getValue()));
    }
    page.line("");
  }

  /** What requests of one run came to together. */
  public static String sentence(List<ProbeRun> runs) {
    List<ProbeHop> hops = runs.stream().flatMap(run -> run.hops().stream()).toList();
    long start = hops.stream().mapToLong(hop -> hop.span().startNanos()).min().orElse(0);
    long end = hops.stream().mapToLong(hop -> hop.span().endNanos()).max().orElse(0);
    long answered = runs.stream().filter(run -> run.failure().isEmpty()).count();
    long connections = hops.stream().filter(ProbeSums::hasConnected).count();
    long bodyBytes =
        hops.stream()
            .flatMap(hop -> hop.response().stream())
            .mapToLong(response -> response.body().wireBytes())
            .sum();
    long[] sorted = runs.stream().mapToLong(ProbeRun::durationNanos).sorted().toArray();
    return "%s at once, %,d answered, in %s together; each took %s to %s; %s opened; %s of bodies"
        .formatted(
            QuantityText.count(runs.size(), "request"),
            answered,
            DurationText.of(end - start),
            DurationText.of(sorted[0]),
            DurationText.of(sorted[sorted.length - 1]),
            QuantityText.count(connections, "connection"),
            SizeText.of(bodyBytes));
  }

  private static boolean hasConnected(ProbeHop hop) {
    return hop.attempts().stream()
        .anyMatch(attempt -> attempt.outcome() == ConnectAttempt.Outcome.CONNECTED);
  }
}
