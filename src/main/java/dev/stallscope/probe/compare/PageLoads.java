package dev.stallscope.probe.compare;

import dev.stallscope.exchange.Phase;
import dev.stallscope.exchange.PhaseTimings.Timing;
import dev.stallscope.probe.RunKind;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Several resources that were asked for one soon after the other, as a browser does for a page. Of
 * each load the time from its first request to the last byte of its last answer is divided along
 * the chain of requests that ends last, each begun after the one before it had ended: requests that
 * ran beside the chain did not make it longer. What the first request waited for before the chain
 * began is in it, too: a chain of multiplexed requests has not set up its connection itself.
 */
final class PageLoads {
  /** Who asks nothing for so long has the page, and asks for something else then. */
  private static final long PAUSE_NANOS = Nanos.PER_SECOND;

  /** More are not drawn. */
  private static final int MOST_STEPS = 60;

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
    CapturedRequest first = load.getFirst();
    List<CapturedRequest> chain = chain(load);
    Map<Phase, Long> phases = new EnumMap<>(Phase.class);
    RoundTrips trips = RoundTrips.NONE;
    boolean isSetUpElsewhere = chain.getFirst().kind() == RunKind.WARM;
    long busy = isSetUpElsewhere ? setUp(first, chain.getFirst(), phases) : 0;
    for (CapturedRequest request : chain) {
      request.phaseNanos().forEach((phase, nanos) -> phases.merge(phase, nanos, Long::sum));
      busy += request.exchange().durationNanos();
      trips = trips.plus(request.roundTrips());
    }
    if (isSetUpElsewhere && first.kind() != RunKind.WARM) {
      trips = trips.plus(first.roundTrips().ofSetUp());
    }
    long total = chain.getLast().endNanos() - first.startNanos();
    phases.merge(Phase.BLOCKED, total - busy, Long::sum);
    return new MeasuredRun(
        first.version(),
        kind(load),
        number,
        phases,
        total,
        load.stream().mapToLong(CapturedRequest::sentBytes).sum(),
        load.stream().mapToLong(CapturedRequest::receivedBytes).sum(),
        trips,
        load.stream().limit(MOST_STEPS).map(one -> one.step(first.startNanos())).toList());
  }

  /** Adds what a load's first request waited for until its chain began; how long that was. */
  private static long setUp(
      CapturedRequest first, CapturedRequest chained, Map<Phase, Long> phases) {
    long sum = 0;
    for (Timing timing : first.exchange().phases().timings()) {
      boolean isSetUp = timing.phase().compareTo(Phase.SEND) < 0;
      long end = Math.min(timing.span().endNanos(), chained.startNanos());
      long nanos = end - timing.span().startNanos();
      if (isSetUp && nanos > 0) {
        phases.merge(timing.phase(), nanos, Long::sum);
        sum += nanos;
      }
    }
    return sum;
  }

  /** From the request that ends last backwards to what ended last before each began. */
  private static List<CapturedRequest> chain(List<CapturedRequest> load) {
    List<CapturedRequest> byEnd =
        load.stream().sorted(Comparator.comparingLong(CapturedRequest::endNanos)).toList();
    List<CapturedRequest> chain = new ArrayList<>(List.of(byEnd.getLast()));
    for (CapturedRequest request : byEnd.subList(0, byEnd.size() - 1).reversed()) {
      if (request.endNanos() <= chain.getFirst().startNanos()) {
        chain.addFirst(request);
      }
    }
    return chain;
  }

  private static RunKind kind(List<CapturedRequest> load) {
    Set<RunKind> kinds = load.stream().map(CapturedRequest::kind).collect(Collectors.toSet());
    return kinds.contains(RunKind.COLD)
        ? RunKind.COLD
        : kinds.contains(RunKind.RESUMED) ? RunKind.RESUMED : RunKind.WARM;
  }
}
