package dev.stallscope.probe.compare;

import dev.stallscope.measure.Measurements;
import dev.stallscope.probe.ProbePlan;
import dev.stallscope.protocol.http.HttpRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;

/** What probes put on the wire, counted in the packets that were recorded of them. */
public final class RecordedTraffic {
  private RecordedTraffic() {}

  /**
   * Counts; requests to other hosts than the plans', as after redirects, are not in it.
   *
   * @param measured of what was recorded, decrypted
   */
  public static List<Traffic> of(List<ProbePlan> plans, Measurements measured) {
    Set<String> asked =
        plans.stream().map(plan -> authority(HttpUrl.get(plan.url()))).collect(Collectors.toSet());
    List<CapturedRequest> requests =
        CapturedRequests.of(measured).stream()
            .filter(request -> !request.isCall() && asked.contains(authority(request.content())))
            .toList();
    return Traffic.byVersion(requests, measured);
  }

  private static String authority(HttpUrl url) {
    String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
    return HttpUrl.defaultPort(url.scheme()) == url.port() ? host : host + ":" + url.port();
  }

  private static String authority(HttpRequest request) {
    return Resource.of(request, true).map(Resource::authority).orElse("");
  }
}
