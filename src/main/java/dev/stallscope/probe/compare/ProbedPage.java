package dev.stallscope.probe.compare;

import dev.stallscope.net.Endpoint;
import dev.stallscope.probe.ProbeHop;
import dev.stallscope.probe.ProbeResult;
import dev.stallscope.probe.ProbeRun;
import dev.stallscope.probe.RunKind;
import dev.stallscope.probe.RunPlan;
import dev.stallscope.probe.TlsFacts;
import dev.stallscope.probe.UnmetRuns;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.protocol.http.HttpVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The loads of a page whose URLs a probe asked for over connections that they share. */
final class ProbedPage {
  private ProbedPage() {}

  /** Those in which every URL got its whole answer, in one version. */
  static List<MeasuredRun> loads(List<ProbeResult> results) {
    Map<RunPlan, List<ProbeRun>> loads = new LinkedHashMap<>();
    int requests = 0;
    for (ProbeResult result : results) {
      requests += result.plan().concurrent();
      for (ProbeRun run : result.runs()) {
        loads.computeIfAbsent(run.plan().withRequest(1), _ -> new ArrayList<>()).add(run);
      }
    }
    int all = requests;
    List<MeasuredRun> measured = new ArrayList<>();
    loads.forEach(
        (plan, runs) -> {
          Set<HttpVersion> versions =
              runs.stream()
                  .flatMap(run -> run.last().response().stream())
                  .map(HttpResponse::version)
                  .collect(Collectors.toSet());
          boolean isWhole =
              runs.size() == all && runs.stream().allMatch(run -> run.failure().isEmpty());
          boolean isAsAsked =
              UnmetRuns.isMet(
                  plan.kind(), runs.stream().flatMap(run -> run.hops().stream()).toList());
          if (isWhole && isAsAsked && versions.size() == 1) {
            HttpVersion version = versions.iterator().next();
            measured.add(load(runs, plan.kind()).run(version, plan.kind(), plan.number()));
          }
        });
    return measured;
  }

  private static PageLoad load(List<ProbeRun> runs, RunKind kind) {
    List<ProbeHop> hops =
        runs.stream()
            .flatMap(run -> run.hops().stream())
            .sorted(Comparator.comparingLong(hop -> hop.span().startNanos()))
            .toList();
    return new PageLoad(
        hops.stream().map(hop -> request(hop, hops, kind)).toList(),
        onTheWire(hops, ProbeHop::sentBytes),
        onTheWire(hops, ProbeHop::receivedBytes));
  }

  private static PageRequest request(ProbeHop hop, List<ProbeHop> all, RunKind kind) {
    boolean isResumed = hop.tls().filter(TlsFacts::isResumed).isPresent();
    return new PageRequest(
        RunStep.of(hop, 0).label(),
        hop.isReused() ? RunKind.WARM : isResumed ? RunKind.RESUMED : RunKind.COLD,
        hop.phases(),
        PageRequest.underWay(hop.phases(), hop.span()),
        RoundTrips.of(hop, receivedBefore(hop, all, kind)));
  }

  /** What its connection had brought, in a warm load by the load before it, too. */
  private static long receivedBefore(ProbeHop hop, List<ProbeHop> all, RunKind kind) {
    if (!hop.isReused()) {
      return 0;
    }
    List<ProbeHop> sharing = all.stream().filter(one -> isShared(one, hop)).toList();
    List<ProbeHop> before =
        sharing.stream().filter(one -> one.span().endNanos() <= hop.span().startNanos()).toList();
    return onTheWire(before, ProbeHop::receivedBytes)
        + (kind == RunKind.WARM ? onTheWire(sharing, ProbeHop::receivedBytes) : 0);
  }

  private static boolean isShared(ProbeHop one, ProbeHop other) {
    return one.client().isPresent() && one.client().equals(other.client());
  }

  /**
   * Bytes of requests, by start: those that share a connection at the same time have each counted
   * what all of them brought while they lasted, so only the most of them counts.
   */
  private static long onTheWire(List<ProbeHop> hops, ToLongFunction<ProbeHop> bytes) {
    Map<Optional<Endpoint>, Overlap> overlaps = new LinkedHashMap<>();
    long sum = 0;
    for (ProbeHop hop : hops) {
      long start = PageRequest.underWay(hop.phases(), hop.span()).startNanos();
      Overlap now =
          overlaps
              .getOrDefault(hop.client(), Overlap.NONE)
              .with(start, hop.span().endNanos(), bytes.applyAsLong(hop));
      sum += now.newBytes();
      overlaps.put(hop.client(), now);
    }
    return sum;
  }

  /**
   * Requests that went over a connection at the same time.
   *
   * @param newBytes what the newest counted beyond those before it
   */
  private record Overlap(long endNanos, long mostBytes, long newBytes) {
    static final Overlap NONE = new Overlap(Long.MIN_VALUE, 0, 0);

    /** The same with another request, or that alone where the others had ended. */
    Overlap with(long start, long end, long bytes) {
      return start >= endNanos
          ? new Overlap(end, bytes, bytes)
          : new Overlap(
              Math.max(end, endNanos), Math.max(bytes, mostBytes), Math.max(0, bytes - mostBytes));
    }
  }
}
