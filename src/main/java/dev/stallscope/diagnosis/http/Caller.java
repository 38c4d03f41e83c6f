package dev.stallscope.diagnosis.http;

import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Who asks, as far as a request tells: many people may stand behind one address. */
final class Caller {
  /** Fields that differ between people, programs, and those for whom a proxy asks. */
  private static final List<String> FIELDS =
      List.of("authorization", "cookie", "user-agent", "x-forwarded-for", "x-real-ip", "forwarded");

  private static final List<String> PROBES =
      List.of(
          "kube-probe",
          "elb-healthchecker",
          "googlehc",
          "consul",
          "prometheus",
          "blackbox",
          "haproxy",
          "uptime",
          "pingdom",
          "site24x7",
          "statuscake",
          "datadog");

  private static final Set<String> PROBED =
      Set.of(
          "health",
          "healthz",
          "healthcheck",
          "health-check",
          "livez",
          "readyz",
          "live",
          "ready",
          "alive",
          "ping",
          "heartbeat",
          "metrics",
          "_health");

  private static final Set<String> LOAD_TESTS =
      Set.of(
          "apachebench", "wrk", "hey", "k6", "locust", "jmeter", "siege", "vegeta", "bombardier");

  private Caller() {}

  /** The same for two requests only if nothing in them speaks for two callers. */
  static String of(HttpRequest request) {
    HttpHeaders headers = request.headers();
    StringBuilder caller = new StringBuilder();
    for (String field : FIELDS) {
      caller.append(headers.first(field).orElse("")).append('\n');
    }
    return caller.toString();
  }

  /** Whether it is a health check, a measurement or a load test, which repeat by design. */
  static boolean isProbe(HttpRequest request) {
    String agent = request.headers().first("user-agent").orElse("").toLowerCase(Locale.ROOT);
    String path = request.path().toLowerCase(Locale.ROOT);
    if (PROBED.contains(path.substring(path.lastIndexOf('/') + 1))) {
      return true;
    }
    for (String probe : PROBES) {
      if (agent.contains(probe)) {
        return true;
      }
    }
    for (String test : LOAD_TESTS) {
      if (agent.startsWith(test)) {
        return true;
      }
    }
    return false;
  }
}
