package dev.stallscope.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a probe can ask of the demo server: its troubles, as far as one request meets them, and
 * comparisons. Those that take many requests, an upload or a careless client are left to a {@link
 * DemoVisit}.
 */
public final class DemoRequests {
  private DemoRequests() {}

  /** A page over TLS, without trouble. */
  public static DemoRequest healthy(DemoPorts ports) {
    return new DemoRequest("A page without trouble", List.of(page(ports)), false, false);
  }

  /** The versions of HTTP side by side, and gRPC beside them. */
  public static DemoRequest versions(DemoPorts ports) {
    return new DemoRequest(
        "HTTP/1.1 against 2 against 3, and gRPC beside them", List.of(page(ports)), true, true);
  }

  /** All of them, the healthy one first and comparisons last. */
  public static List<DemoRequest> all(DemoPorts ports) {
    List<DemoRequest> requests = new ArrayList<>();
    requests.add(healthy(ports));
    for (DemoTrouble trouble : DemoCatalogue.troubles(ports)) {
      String url = url(ports, trouble.id());
      if (!url.isEmpty()) {
        requests.add(new DemoRequest(trouble.title(), List.of(url), false, false));
      }
    }
    requests.add(versions(ports));
    requests.add(
        new DemoRequest(
            "gRPC fast, slow and failing, side by side",
            Stream.of("Fast", "Slow", "Failing").map(name -> call(ports, name)).toList(),
            true,
            false));
    return List.copyOf(requests);
  }

  /** Where one request meets a trouble; empty if none does. */
  private static String url(DemoPorts ports, String trouble) {
    return switch (trouble) {
      case "slow-server", "trickle", "throttled", "uncompressed" ->
          "http://%s:%d/%s".formatted(DemoCatalogue.HOST, ports.http(), trouble);
      case "slow-tls" -> "https://%s:%d/slow-tls".formatted(DemoCatalogue.HOST, ports.slowTls());
      case "slow-dns" -> "http://slow%s:%d/page".formatted(DemoResolver.ZONE, ports.http());
      case "grpc-slow" -> call(ports, "Slow");
      case "grpc-failing" -> call(ports, "Failing");
      default -> "";
    };
  }

  private static String page(DemoPorts ports) {
    return "https://%s:%d/page".formatted(DemoCatalogue.HOST, ports.https());
  }

  private static String call(DemoPorts ports, String service) {
    return "grpc://%s:%d/demo.%s/Check".formatted(DemoCatalogue.HOST, ports.http(), service);
  }
}
