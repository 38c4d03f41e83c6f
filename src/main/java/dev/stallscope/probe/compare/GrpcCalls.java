package dev.stallscope.probe.compare;

import dev.stallscope.probe.GrpcAnswer;
import dev.stallscope.probe.GrpcMethod;
import dev.stallscope.probe.ProbeResult;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * Unary gRPC calls beside requests of HTTP.
 *
 * @param method service and method; empty where any was asked for that servers offer to anyone, and
 *     none was there
 * @param groups by how cold they began; calls that failed are in them, too
 * @param statuses how many calls ended with each
 * @param isOffered whether the server has the method; else the times are those of its refusal. A
 *     method that a client of its own called is taken to be there
 */
public record GrpcCalls(
    String method, List<RunGroup> groups, Map<String, Integer> statuses, boolean isOffered) {
  public GrpcCalls {
    groups = List.copyOf(groups);
    statuses = Collections.unmodifiableMap(new LinkedHashMap<>(statuses));
  }

  /** How many there were, whatever became of them. */
  public int count() {
    return statuses.values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * The calls of probes; of those that made none, or got no answer, there are none. Where several
   * methods were called, their groups name them.
   */
  static List<GrpcCalls> of(List<ProbeResult> results) {
    List<GrpcCalls> calls = results.stream().flatMap(result -> of(result).stream()).toList();
    return calls.size() < 2 ? calls : calls.stream().map(GrpcCalls::named).toList();
  }

  private GrpcCalls named() {
    return new GrpcCalls(
        method, groups.stream().map(group -> group.ofGrpc(method)).toList(), statuses, isOffered);
  }

  private static Optional<GrpcCalls> of(ProbeResult result) {
    Map<String, Integer> statuses = new LinkedHashMap<>();
    List<GrpcAnswer> answers =
        result.runs().stream().flatMap(run -> GrpcAnswer.of(run).stream()).toList();
    answers.forEach(answer -> statuses.merge(answer.status(), 1, Integer::sum));
    boolean isOffered = answers.stream().anyMatch(GrpcAnswer::isOffered);
    return GrpcMethod.of(result.plan())
        .filter(_ -> !answers.isEmpty())
        .map(
            method ->
                new GrpcCalls(
                    method.equals(GrpcMethod.ANY) && isOffered ? called(result) : method.text(),
                    RunGroup.of(result.runs()).stream().map(group -> group.ofGrpc("")).toList(),
                    statuses,
                    isOffered));
  }

  /** What the probe found to be offered. */
  private static String called(ProbeResult result) {
    return HttpUrl.get(result.runs().getFirst().last().url()).encodedPath().substring(1);
  }
}
