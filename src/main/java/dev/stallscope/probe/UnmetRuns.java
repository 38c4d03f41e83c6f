package dev.stallscope.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs that were asked for as warm or resumed and are cold ones: they took over nothing from those
 * before them, and are compared with nothing.
 *
 * @param url as it could be typed again
 * @param version that was asked for; empty where no version can
 * @param runs how many were made all the same; 0 in cleartext, where there is no session and no
 *     resumed run is made
 */
public record UnmetRuns(String url, Optional<HttpChoice> version, RunKind kind, int runs) {
  /** Those of a probe: none where all took over what they should, or got no whole answer. */
  public static List<UnmetRuns> of(ProbeResult result) {
    String url = ProbeTarget.text(result.plan());
    List<UnmetRuns> unmet = new ArrayList<>();
    for (HttpChoice version : result.plan().versions()) {
      for (RunKind kind : RunKind.values()) {
        long runs =
            result.runs().stream()
                .filter(run -> run.plan().version() == version && run.plan().kind() == kind)
                .filter(run -> run.failure().isEmpty() && !isMet(kind, run.hops()))
                .count();
        if (runs > 0) {
          unmet.add(new UnmetRuns(url, Optional.of(version), kind, (int) runs));
        }
      }
    }
    boolean hasResumed =
        result.runs().stream().anyMatch(run -> run.plan().kind() == RunKind.RESUMED);
    boolean isLeftOut = result.plan().isResumed() && !hasResumed && !result.runs().isEmpty();
    if (isLeftOut && isCleartext(result.runs())) {
      unmet.add(new UnmetRuns(url, Optional.empty(), RunKind.RESUMED, 0));
    }
    return unmet;
  }

  /** Whether none of it was encrypted, so that there is no TLS session to take up. */
  public static boolean isCleartext(List<ProbeRun> runs) {
    return runs.stream()
        .flatMap(run -> run.hops().stream())
        .allMatch(hop -> hop.url().startsWith("http:"));
  }

  /**
   * Whether requests took over what those of their kind do. One that neither connected nor shook
   * hands shares what another at the same time brought about.
   */
  public static boolean isMet(RunKind kind, List<ProbeHop> hops) {
    return switch (kind) {
      case COLD -> true;
      case WARM -> hops.stream().anyMatch(hop -> hop.isReused() || hop.attempts().isEmpty());
      case RESUMED -> {
        List<TlsFacts> handshakes = hops.stream().flatMap(hop -> hop.tls().stream()).toList();
        yield handshakes.isEmpty() || handshakes.stream().anyMatch(TlsFacts::isResumed);
      }
    };
  }
}
