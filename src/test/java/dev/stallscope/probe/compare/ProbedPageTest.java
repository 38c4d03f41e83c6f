package dev.stallscope.probe.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.exchange.Phase;
import dev.stallscope.net.Endpoint;
import dev.stallscope.probe.HttpChoice;
import dev.stallscope.probe.ProbeHop;
import dev.stallscope.probe.ProbeObserver;
import dev.stallscope.probe.ProbePlan;
import dev.stallscope.probe.ProbeResult;
import dev.stallscope.probe.ProbeSeries;
import dev.stallscope.probe.RunKind;
import dev.stallscope.probe.TestNameServer;
import dev.stallscope.time.Nanos;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several URLs of a server that thinks for 30 ms, asked for as a page. */
class ProbedPageTest {
  private static final long THINKING_NANOS = Nanos.ofMillis(30);
  private static final int BODY_BYTES = 5000;

  private final MockWebServer server = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return String.valueOf(request.getTarget()).contains("missing")
                ? new MockResponse.Builder()
                    .onResponseStart(mockwebserver3.SocketEffect.ShutdownConnection.INSTANCE)
                    .build()
                : new MockResponse.Builder()
                    .body("x".repeat(BODY_BYTES))
                    .headersDelay(THINKING_NANOS, TimeUnit.NANOSECONDS)
                    .build();
          }
        });
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void inHttp11TheOthersGoOverSixConnectionsAndWaitForThem() throws IOException {
    List<ProbeResult> results = page(HttpChoice.HTTP_1_1, paths(8), true);
    MeasuredRun cold = loads(results, RunKind.COLD);
    assertThat(clients(results, RunKind.COLD)).hasSize(6);
    assertThat(clients(results, RunKind.WARM)).isEqualTo(clients(results, RunKind.COLD));
    assertThat(cold.nanos(Phase.WAIT))
        .as("the first, one of the six beside each other, and what waited for one of them")
        .isBetween(3 * THINKING_NANOS, cold.totalNanos());
    assertThat(cold.phaseNanos().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(cold.totalNanos());
    assertThat(cold.roundTrips().connect())
        .as("all connections but the first at once")
        .isLessThan(3);
    assertThat(cold.steps()).hasSize(8);
    assertThat(cold.steps().getFirst().label()).isEqualTo("/0");
  }

  @Test
  void inHttp2AllGoOverTheConnectionOfTheFirst() throws IOException {
    server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
    List<ProbeResult> results = page(HttpChoice.HTTP_2, paths(8), true);
    MeasuredRun cold = loads(results, RunKind.COLD);
    assertThat(clients(results, RunKind.COLD)).hasSize(1);
    assertThat(cold.roundTrips())
        .as("seven bodies beside each other take a second flight")
        .isEqualTo(new RoundTrips(1, 0, 2, 1));
    assertThat(loads(results, RunKind.WARM).roundTrips()).isEqualTo(new RoundTrips(0, 0, 2, 0));
    assertThat(cold.receivedBytes())
        .as("each request counted what all brought meanwhile")
        .isBetween(8L * BODY_BYTES, 9L * BODY_BYTES);
  }

  @Test
  void aNameIsLookedUpOnce() throws IOException {
    server.start(InetAddress.getByName("127.0.0.1"), 0);
    try (TestNameServer names = new TestNameServer(0, "shop.test. 60 IN A 127.0.0.1")) {
      List<ProbePlan> plans =
          paths(4).stream()
              .map(
                  path ->
                      ProbePlan.of("http://shop.test:" + server.getPort() + path)
                          .versions(List.of(HttpChoice.HTTP_1_1))
                          .resolver(Optional.of(names.address()))
                          .build())
              .toList();
      List<ProbeResult> results = new ProbeSeries(plans, ProbeObserver.SILENT).run();
      assertThat(hops(results, RunKind.COLD).stream().filter(hop -> hop.lookup().isPresent()))
          .hasSize(1);
      assertThat(loads(results, RunKind.COLD).steps()).hasSize(4);
    }
  }

  @Test
  void aLoadThatLacksAnAnswerIsNone() throws IOException {
    List<ProbeResult> results = page(HttpChoice.HTTP_1_1, List.of("/a", "/missing"), false);
    Comparison comparison = Comparison.of(results);
    assertThat(comparison.groups()).isEmpty();
    assertThat(comparison.missing()).extracting(Comparison.Missing::url).hasSize(1);
  }

  private List<ProbeResult> page(HttpChoice version, List<String> paths, boolean isWarmed)
      throws IOException {
    server.start(InetAddress.getByName("127.0.0.1"), 0);
    List<ProbePlan> plans = new ArrayList<>();
    for (String path : paths) {
      plans.add(
          ProbePlan.of("http://127.0.0.1:" + server.getPort() + path)
              .versions(List.of(version))
              .runs(1, isWarmed, false)
              .build());
    }
    return new ProbeSeries(plans, ProbeObserver.SILENT).run();
  }

  private static List<String> paths(int count) {
    return IntStream.range(0, count).mapToObj(i -> "/" + i).toList();
  }

  private static MeasuredRun loads(List<ProbeResult> results, RunKind kind) {
    List<MeasuredRun> loads =
        Comparison.of(results).groups().stream()
            .filter(group -> group.key().kind() == kind)
            .flatMap(group -> group.runs().stream())
            .toList();
    assertThat(loads).hasSize(1);
    return loads.getFirst();
  }

  private static Set<Endpoint> clients(List<ProbeResult> results, RunKind kind) {
    return hops(results, kind).stream()
        .flatMap(hop -> hop.client().stream())
        .collect(Collectors.toSet());
  }

  private static List<ProbeHop> hops(List<ProbeResult> results, RunKind kind) {
    return results.stream()
        .flatMap(result -> result.runs().stream())
        .filter(run -> run.plan().kind() == kind)
        .flatMap(run -> run.hops().stream())
        .toList();
  }
}
