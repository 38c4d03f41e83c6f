package dev.stallscope.probe.compare;

import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.ProbeHop;
import dev.stallscope.probe.ProbeRun;
import dev.stallscope.probe.RunKind;
import dev.stallscope.probe.UnmetRuns;
import dev.stallscope.protocol.http.HttpVersion;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run that got its whole answer, as it is compared.
 *
 * @param version that was spoken, whatever was asked for
 * @param phaseNanos the time in each phase over all its requests
 * @param totalNanos from its start to the last byte of the last answer
 * @param sentBytes on the wire above TCP or QUIC; of a capture's requests inside their encryption
 * @param receivedBytes likewise
 * @param steps its requests, in order
 */
public record MeasuredRun(
    HttpVersion version,
    RunKind kind,
    int number,
    Map<Phase, Long> phaseNanos,
    long totalNanos,
    long sentBytes,
    long receivedBytes,
    RoundTrips roundTrips,
    List<RunStep> steps) {
  public MeasuredRun {
    phaseNanos = Collections.unmodifiableMap(new EnumMap<>(phaseNanos));
    steps = List.copyOf(steps);
  }

  /**
   * A run of a probe; empty where it got no whole answer, or took over nothing though it should.
   */
  public static Optional<MeasuredRun> of(ProbeRun run) {
    if (run.failure().isPresent() || !UnmetRuns.isMet(run.plan().kind(), run.hops())) {
      return Optional.empty();
    }
    Map<Phase, Long> phases = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      phases.put(
          phase, run.hops().stream().mapToLong(hop -> hop.phases().durationNanos(phase)).sum());
    }
    return run.last()
        .response()
        .map(
            response ->
                new MeasuredRun(
                    response.version(),
                    run.plan().kind(),
                    run.plan().number(),
                    phases,
                    run.durationNanos(),
                    run.hops().stream().mapToLong(ProbeHop::sentBytes).sum(),
                    run.hops().stream().mapToLong(ProbeHop::receivedBytes).sum(),
                    RoundTrips.of(run),
                    steps(run)));
  }

  private static List<RunStep> steps(ProbeRun run) {
    long zero = run.hops().getFirst().span().startNanos();
    return run.hops().stream().map(hop -> RunStep.of(hop, zero)).toList();
  }

  /** Time in a phase; 0 where it did not happen. */
  public long nanos(Phase phase) {
    return phaseNanos.getOrDefault(phase, 0L);
  }
}
