package dev.stallscope.probe.compare;

import dev.stallscope.exchange.Phase;
import dev.stallscope.exchange.PhaseTimings.Timing;
import dev.stallscope.probe.RunKind;
import dev.stallscope.protocol.http.HttpVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Requests that were made for one page, the first first. The time from the first request to the
 * last byte of the last answer is divided along the chain of requests that ends last, each begun
 * after the one before it had ended: requests that ran beside the chain did not make it longer.
 * What the first request waited for before the chain began is in it, too: a chain of multiplexed
 * requests has not set up its connection itself.
 *
 * @param sentBytes of all requests
 * @param receivedBytes likewise
 */
record PageLoad(List<PageRequest> requests, long sentBytes, long receivedBytes) {
  /** More are not drawn. */
  private static final int MOST_STEPS = 60;

  PageLoad {
    requests = List.copyOf(requests);
  }

  /**
   * The load as a run.
   *
   * @param number from 1, of its version and kind
   */
  MeasuredRun run(HttpVersion version, RunKind kind, int number) {
    PageRequest first = requests.getFirst();
    List<PageRequest> chain = chain();
    Map<Phase, Long> phases = new EnumMap<>(Phase.class);
    RoundTrips trips = RoundTrips.NONE;
    boolean isSetUpElsewhere = chain.getFirst().kind() == RunKind.WARM;
    long busy = isSetUpElsewhere ? setUp(first, chain.getFirst(), phases) : 0;
    for (PageRequest request : chain) {
      request
          .timings()
          .forEach(
              timing -> phases.merge(timing.phase(), timing.span().durationNanos(), Long::sum));
      busy += request.span().durationNanos();
      trips = trips.plus(request.roundTrips());
    }
    if (isSetUpElsewhere && first.kind() != RunKind.WARM) {
      trips = trips.plus(first.roundTrips().ofSetUp());
    }
    long total = chain.getLast().span().endNanos() - first.wantedNanos();
    phases.merge(Phase.BLOCKED, total - busy, Long::sum);
    return new MeasuredRun(
        version,
        kind,
        number,
        phases,
        total,
        sentBytes,
        receivedBytes,
        trips,
        requests.stream()
            .limit(MOST_STEPS)
            .map(request -> request.step(first.wantedNanos()))
            .toList());
  }

  /** Adds what a load's first request waited for until its chain began; how long that was. */
  private static long setUp(PageRequest first, PageRequest chained, Map<Phase, Long> phases) {
    long sum = 0;
    for (Timing timing : first.timings()) {
      boolean isSetUp = timing.phase().compareTo(Phase.SEND) < 0;
      long end = Math.min(timing.span().endNanos(), chained.span().startNanos());
      long nanos = end - timing.span().startNanos();
      if (isSetUp && nanos > 0) {
        phases.merge(timing.phase(), nanos, Long::sum);
        sum += nanos;
      }
    }
    return sum;
  }

  /** From the request that ends last backwards to what ended last before each began. */
  private List<PageRequest> chain() {
    List<PageRequest> byEnd =
        requests.stream()
            .sorted(Comparator.comparingLong(request -> request.span().endNanos()))
            .toList();
    List<PageRequest> chain = new ArrayList<>(List.of(byEnd.getLast()));
    for (PageRequest request : byEnd.subList(0, byEnd.size() - 1).reversed()) {
      if (request.span().endNanos() <= chain.getFirst().span().startNanos()) {
        chain.addFirst(request);
      }
    }
    return chain;
  }
}
