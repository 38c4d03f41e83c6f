package dev.stallscope.probe.compare;

import dev.stallscope.probe.GrpcMethod;
import dev.stallscope.probe.ProbeResult;
import dev.stallscope.probe.ProbeTarget;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Versions of HTTP that were compared, and what was asked for in them.
 *
 * @param name of what was asked for, not redacted
 * @param resources how many were asked for as one page
 */
public record ComparedSubject(String name, int resources, Comparison comparison) {
  /** Nothing yet. */
  public static final ComparedSubject NONE = new ComparedSubject("", 0, Comparison.of(List.of()));

  /**
   * What probes asked for, as one page where there are several.
   *
   * @param traffic that was recorded of them; empty where it was not
   */
  public static ComparedSubject of(List<ProbeResult> results, List<Traffic> traffic) {
    List<ProbeResult> pages =
        results.stream().filter(result -> GrpcMethod.of(result.plan()).isEmpty()).toList();
    String name =
        (pages.isEmpty() ? results : pages)
            .stream()
                .map(result -> ProbeTarget.title(result.plan()))
                .collect(Collectors.joining(", "));
    return new ComparedSubject(name, pages.size(), Comparison.of(results).withTraffic(traffic));
  }
}
