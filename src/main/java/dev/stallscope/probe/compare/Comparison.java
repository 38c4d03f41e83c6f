package dev.stallscope.probe.compare;

import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.GrpcMethod;
import dev.stallscope.probe.Http3Offer;
import dev.stallscope.probe.HttpChoice;
import dev.stallscope.probe.ProbeFailure;
import dev.stallscope.probe.ProbeResult;
import dev.stallscope.probe.ProbeTarget;
import dev.stallscope.probe.RunKind;
import dev.stallscope.probe.UnmetRuns;
import dev.stallscope.protocol.http.HttpVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Versions of HTTP side by side, for one URL or for several as a page.
 *
 * @param groups comparable runs, by version and kind
 * @param verdicts on each pair of versions that began equally cold
 * @param missing what was asked for and did not come about
 * @param roundTripNanos of the path, the shortest that a connection took; empty where none was made
 * @param traffic of each version, where there are packets to count
 * @param grpc calls that were made beside requests of HTTP
 * @param unmet what was asked for as warm or resumed and is not compared as that
 * @param unannounced URLs that were answered in HTTP/3, while no answer over TCP told of it
 */
public record Comparison(
    List<RunGroup> groups,
    List<Verdict> verdicts,
    List<Missing> missing,
    OptionalLong roundTripNanos,
    List<Traffic> traffic,
    List<GrpcCalls> grpc,
    List<UnmetRuns> unmet,
    List<String> unannounced) {
  /** A difference is shown where chance would give it in less than one of twenty comparisons. */
  private static final double SIGNIFICANCE = 0.05;

  public Comparison {
    groups = List.copyOf(groups);
    verdicts = List.copyOf(verdicts);
    missing = List.copyOf(missing);
    traffic = List.copyOf(traffic);
    grpc = List.copyOf(grpc);
    unmet = List.copyOf(unmet);
    unannounced = List.copyOf(unannounced);
  }

  /**
   * A version that was asked for and not spoken.
   *
   * @param runs how many of its runs got no whole answer
   * @param sentence why, of the first of them; it may quote the wire
   */
  public record Missing(HttpChoice version, String url, int runs, String sentence) {}

  /** Compares the runs of one probe, or of those that asked for the parts of one page. */
  public static Comparison of(List<ProbeResult> results) {
    List<ProbeResult> pages =
        results.stream().filter(result -> GrpcMethod.of(result.plan()).isEmpty()).toList();
    Comparison compared = ofRuns(measured(pages), missing(results), roundTrip(results));
    return new Comparison(
        compared.groups,
        compared.verdicts,
        compared.missing,
        compared.roundTripNanos,
        compared.traffic,
        GrpcCalls.of(results),
        results.stream().flatMap(result -> UnmetRuns.of(result).stream()).toList(),
        Http3Offer.unannounced(pages));
  }

  /** Compares runs, wherever they were measured. */
  public static Comparison ofRuns(
      List<MeasuredRun> runs, List<Missing> missing, OptionalLong roundTripNanos) {
    List<RunGroup> groups = RunGroup.grouped(runs);
    return new Comparison(
        groups,
        verdicts(groups),
        missing,
        roundTripNanos,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** The same with what was counted in packets. */
  public Comparison withTraffic(List<Traffic> counted) {
    return new Comparison(
        groups, verdicts, missing, roundTripNanos, counted, grpc, unmet, unannounced);
  }

  /** The same beside gRPC calls. */
  Comparison withGrpc(List<GrpcCalls> calls) {
    return new Comparison(
        groups, verdicts, missing, roundTripNanos, traffic, calls, unmet, unannounced);
  }

  /** What the connections of a version put on the wire, where there are packets to count. */
  public Optional<Traffic> traffic(HttpVersion version) {
    return traffic.stream().filter(one -> one.version() == version).findFirst();
  }

  /** Each request of one URL, or each load of a page. */
  private static List<MeasuredRun> measured(List<ProbeResult> results) {
    return results.size() > 1
        ? ProbedPage.loads(results)
        : results.stream()
            .flatMap(result -> result.runs().stream())
            .flatMap(run -> MeasuredRun.of(run).stream())
            .toList();
  }

  private static List<Verdict> verdicts(List<RunGroup> groups) {
    List<Verdict> verdicts = new ArrayList<>();
    for (RunKind kind : RunKind.values()) {
      List<RunGroup> alike = groups.stream().filter(group -> group.key().kind() == kind).toList();
      verdicts.addAll(pairs(alike));
    }
    return verdicts;
  }

  /** Each with each; the more are tried, the clearer each must be (Holm 1979). */
  private static List<Verdict> pairs(List<RunGroup> groups) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      for (int j = i + 1; j < groups.size(); j++) {
        pairs.add(
            new Pair(
                groups.get(i),
                groups.get(j),
                Difference.between(groups.get(i).total(), groups.get(j).total())));
      }
    }
    List<Pair> clearest =
        pairs.stream()
            .sorted(Comparator.comparingDouble(it -> it.difference().probability()))
            .toList();
    Map<Pair, Verdict.Outcome> outcomes = new HashMap<>();
    boolean isShown = true;
    for (int i = 0; i < clearest.size(); i++) {
      double needed = SIGNIFICANCE / (clearest.size() - i);
      Difference difference = clearest.get(i).difference();
      isShown &= difference.probability() < needed;
      outcomes.put(clearest.get(i), outcome(isShown, difference, clearest.size()));
    }
    return pairs.stream()
        .map(pair -> pair.verdict(outcomes.getOrDefault(pair, Verdict.Outcome.WITHIN_NOISE)))
        .toList();
  }

  private static Verdict.Outcome outcome(boolean isShown, Difference difference, int pairs) {
    if (isShown) {
      return Verdict.Outcome.DIFFERENT;
    }
    return difference.leastProbability() >= SIGNIFICANCE / pairs
        ? Verdict.Outcome.TOO_FEW_RUNS
        : Verdict.Outcome.WITHIN_NOISE;
  }

  /** Two groups of the same kind. */
  private record Pair(RunGroup first, RunGroup second, Difference difference) {
    Verdict verdict(Verdict.Outcome outcome) {
      boolean isFirstFaster = difference.nanos() >= 0;
      RunGroup fast = isFirstFaster ? first : second;
      RunGroup slow = isFirstFaster ? second : first;
      Phase dominant = Phase.WAIT;
      long most = Long.MIN_VALUE;
      for (Phase phase : Phase.values()) {
        long more = slow.phase(phase).medianNanos() - fast.phase(phase).medianNanos();
        if (more > most) {
          most = more;
          dominant = phase;
        }
      }
      long low = isFirstFaster ? difference.lowNanos() : -difference.highNanos();
      long high = isFirstFaster ? difference.highNanos() : -difference.lowNanos();
      long nanos = Math.abs(difference.nanos());
      double share = (double) nanos / Math.max(1, slow.total().medianNanos());
      return new Verdict(
          first.key().kind(),
          fast.key().version(),
          slow.key().version(),
          nanos,
          low,
          high,
          share,
          dominant,
          most,
          outcome);
    }
  }

  private static List<Missing> missing(List<ProbeResult> results) {
    List<Missing> missing = new ArrayList<>();
    for (ProbeResult result : results) {
      for (HttpChoice version : result.plan().versions()) {
        List<ProbeFailure> failures =
            result.runs().stream()
                .filter(run -> run.plan().version() == version)
                .flatMap(run -> run.failure().stream())
                .toList();
        failures.stream()
            .findFirst()
            .map(
                why ->
                    new Missing(
                        version, ProbeTarget.text(result.plan()), failures.size(), why.sentence()))
            .ifPresent(missing::add);
      }
    }
    return missing;
  }

  /** A proxy's connections tell of the way to the proxy only. */
  private static OptionalLong roundTrip(List<ProbeResult> results) {
    return results.stream()
        .filter(result -> result.plan().proxy().isEmpty())
        .flatMap(result -> result.runs().stream())
        .flatMap(run -> run.hops().stream())
        .flatMapToLong(RoundTrips::connects)
        .min();
  }

  /** The group of a version and kind. */
  public Optional<RunGroup> group(RunGroup.Key key) {
    return groups.stream().filter(group -> group.key().equals(key)).findFirst();
  }

  /** The groups, and behind them those of gRPC calls. */
  public List<RunGroup> allGroups() {
    return Stream.concat(groups.stream(), grpc.stream().flatMap(calls -> calls.groups().stream()))
        .toList();
  }

  /** Whether there is more than one version to compare. */
  public boolean hasVersions() {
    return groups.stream().map(group -> group.key().version()).distinct().count() > 1;
  }
}
