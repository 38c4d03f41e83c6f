package dev.stallscope.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.ProbeHop;
import dev.stallscope.probe.ProbeObserver;
import dev.stallscope.probe.ProbePlan;
import dev.stallscope.probe.ProbeRun;
import dev.stallscope.probe.ProbeTarget;
import dev.stallscope.probe.UrlProbe;
import dev.stallscope.time.Nanos;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Asks what the window offers, as it would. */
class DemoRequestsTest {
  private static DemoServer server;

  @BeforeAll
  static void start() throws IOException {
    server = DemoServer.start(DemoPorts.FREE);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void eachRequestMeetsItsTrouble() {
    Map<String, ProbeHop> met = new HashMap<>();
    for (DemoRequest request : DemoRequests.all(server.ports())) {
      for (String url : request.urls()) {
        ProbeTarget target = ProbeTarget.parse(url).orElseThrow();
        ProbePlan plan = target.plan(ProbePlan.of(target.url()).build());
        ProbePlan trusting = DemoTrust.in(server).applied(plan);
        ProbeRun run = new UrlProbe(trusting, ProbeObserver.SILENT).run().runs().getFirst();
        assertThat(run.failure()).as(url).isEmpty();
        met.put(
            url.replaceAll(".*:\\d+", url.contains("slow.demo") ? "slow.demo" : ""), run.last());
      }
    }
    assertThat(met)
        .containsOnlyKeys(
            "/page",
            "slow.demo/page",
            "/slow-server",
            "/trickle",
            "/throttled",
            "/uncompressed",
            "/slow-tls",
            "/demo.Fast/Check",
            "/demo.Slow/Check",
            "/demo.Failing/Check");
    assertThat(millis(met.get("/page"), Phase.TLS)).isLessThan(400);
    assertThat(millis(met.get("/slow-tls"), Phase.TLS)).isGreaterThan(490);
    assertThat(millis(met.get("slow.demo/page"), Phase.DNS)).isGreaterThan(690);
    assertThat(millis(met.get("/slow-server"), Phase.WAIT)).isGreaterThan(790);
    assertThat(millis(met.get("/demo.Slow/Check"), Phase.WAIT)).isGreaterThan(790);
    assertThat(millis(met.get("/trickle"), Phase.RECEIVE)).isGreaterThan(500);
  }

  @Test
  void otherServersAreNotTrustedForIt() {
    DemoTrust trust = DemoTrust.in(server);
    for (String url :
        List.of("https://192.0.2.1:" + server.ports().https() + "/", "https://127.0.0.1/")) {
      ProbePlan plan = ProbePlan.of(url).build();
      assertThat(trust.applied(plan)).isSameAs(plan);
    }
  }

  @Test
  void aResolverThatWasChosenIsAsked() {
    Optional<InetSocketAddress> chosen = Optional.of(new InetSocketAddress("127.0.0.1", 1));
    ProbePlan plan =
        ProbePlan.of("http://slow.demo.test:" + server.ports().http() + "/")
            .resolver(chosen)
            .build();
    assertThat(DemoTrust.in(server).applied(plan).resolver()).isEqualTo(chosen);
  }

  private static long millis(ProbeHop hop, Phase phase) {
    return hop.phases().durationNanos(phase) / Nanos.PER_MILLI;
  }
}
