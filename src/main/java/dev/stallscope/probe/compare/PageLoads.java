package dev.stallscope.probe.compare;

import dev.stallscope.probe.RunKind;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The loads of pages in a capture: resources that were asked for one soon after the other. */
final class PageLoads {
  /** Who asks nothing for so long has the page, and asks for something else then. */
  private static final long PAUSE_NANOS = Nanos.PER_SECOND;

  private PageLoads() {}

  /**
   * The loads of one version in which all of these resources were asked for, each once.
   *
   * @param requests by start, with what they ask for
   */
  static List<MeasuredRun> of(List<Asked> requests, Set<Resource> page) {
    List<MeasuredRun> loads = new ArrayList<>();
    List<Asked> load = new ArrayList<>();
    Set<Resource> seen = new HashSet<>();
    long end = Long.MIN_VALUE;
    for (Asked asked : requests) {
      CapturedRequest request = asked.request();
      boolean isLater = !load.isEmpty() && request.startNanos() - end > PAUSE_NANOS;
      if (isLater || !seen.add(asked.resource())) {
        close(load, seen, page, loads);
        load.clear();
        seen.clear();
        seen.add(asked.resource());
        end = Long.MIN_VALUE;
      }
      load.add(asked);
      end = Math.max(end, request.endNanos());
    }
    close(load, seen, page, loads);
    return loads;
  }

  /** A request and what it asks for. */
  record Asked(Resource resource, CapturedRequest request) {}

  private static void close(
      List<Asked> load, Set<Resource> seen, Set<Resource> page, List<MeasuredRun> loads) {
    if (seen.containsAll(page)) {
      loads.add(run(load.stream().map(Asked::request).toList(), loads.size() + 1));
    }
  }

  private static MeasuredRun run(List<CapturedRequest> load, int number) {
    return new PageLoad(
            load.stream().map(CapturedRequest::ofPage).toList(),
            load.stream().mapToLong(CapturedRequest::sentBytes).sum(),
            load.stream().mapToLong(CapturedRequest::receivedBytes).sum())
        .run(load.getFirst().version(), kind(load), number);
  }

  private static RunKind kind(List<CapturedRequest> load) {
    Set<RunKind> kinds = load.stream().map(CapturedRequest::kind).collect(Collectors.toSet());
    return kinds.contains(RunKind.COLD)
        ? RunKind.COLD
        : kinds.contains(RunKind.RESUMED) ? RunKind.RESUMED : RunKind.WARM;
  }
}
