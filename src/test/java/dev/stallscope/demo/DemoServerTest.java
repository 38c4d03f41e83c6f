package dev.stallscope.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.HttpChoice;
import dev.stallscope.probe.ProbeObserver;
import dev.stallscope.probe.ProbePlan;
import dev.stallscope.probe.ProbeResult;
import dev.stallscope.probe.ProbeRun;
import dev.stallscope.probe.UrlProbe;
import dev.stallscope.probe.compare.Comparison;
import dev.stallscope.protocol.http.HttpVersion;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DemoServerTest {
  private static DemoServer server;

  @BeforeAll
  static void start() throws IOException {
    server = DemoServer.start(DemoPorts.FREE);
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Protocol.class,
      names = {"HTTP_1_1", "HTTP_2", "H2_PRIOR_KNOWLEDGE"})
  void speaksEachVersion(Protocol protocol) throws IOException {
    List<Protocol> protocols =
        protocol == Protocol.HTTP_2 ? List.of(protocol, Protocol.HTTP_1_1) : List.of(protocol);
    String url =
        protocol == Protocol.HTTP_2
            ? "https://127.0.0.1:" + server.ports().https()
            : "http://127.0.0.1:" + server.ports().http();
    try (Response response = get(protocols, url + "/trickle/fixed")) {
      assertThat(response.protocol()).isEqualTo(protocol);
      assertThat(response.code()).isEqualTo(200);
      assertThat(response.body().bytes()).hasSize(20_000);
    }
  }

  @Test
  void thePageNamesEveryTroubleWithItsPorts() throws IOException {
    try (Response response =
        get(List.of(Protocol.HTTP_1_1), "http://127.0.0.1:" + server.ports().http() + "/")) {
      String page = response.body().string();
      for (DemoTrouble trouble : DemoCatalogue.troubles(server.ports())) {
        assertThat(page).contains(trouble.title(), trouble.commands(), trouble.fixedCommands());
      }
      for (DemoTrial trial : DemoCatalogue.trials(server.ports())) {
        assertThat(page).contains(trial.title(), trial.command());
      }
    }
  }

  @Test
  void http3IsAnnouncedAndSpoken() {
    ProbePlan plan =
        ProbePlan.of("https://127.0.0.1:" + server.ports().https() + "/page")
            .versions(List.of(HttpChoice.HTTP_1_1, HttpChoice.HTTP_2, HttpChoice.HTTP_3))
            .trusted(List.of(server.certificate().certificate()))
            .build();
    ProbeResult result = new UrlProbe(plan, ProbeObserver.SILENT).run();
    assertThat(result.runs())
        .extracting(run -> run.failure().isPresent(), run -> bodyBytes(run))
        .containsOnly(tuple(false, bodyBytes(result.runs().getFirst())));
    Comparison comparison = Comparison.of(List.of(result));
    assertThat(comparison.groups())
        .extracting(group -> group.key().version())
        .containsExactly(HttpVersion.HTTP_1_1, HttpVersion.HTTP_2, HttpVersion.HTTP_3);
    assertThat(comparison.unannounced()).isEmpty();
  }

  private static long bodyBytes(ProbeRun run) {
    return run.last().response().orElseThrow().body().wireBytes();
  }

  @Test
  void theProbeFindsItsSlowName() {
    ProbePlan plan =
        ProbePlan.of("http://slow.demo.test:" + server.ports().http() + "/page")
            .resolver(Optional.of(new InetSocketAddress("127.0.0.1", server.ports().dns())))
            .build();
    ProbeRun run = new UrlProbe(plan, ProbeObserver.SILENT).run().runs().getFirst();
    assertThat(run.failure()).isEmpty();
    assertThat(run.last().phases().durationNanos(Phase.DNS)).isGreaterThan(690_000_000);
    assertThat(run.last().attempts()).hasSize(1);
  }

  @Test
  void everyTroubleHasItsOwnPath() {
    Set<String> ids =
        DemoCatalogue.troubles(server.ports()).stream()
            .map(DemoTrouble::id)
            .collect(Collectors.toSet());
    assertThat(ids).hasSameSizeAs(DemoCatalogue.troubles(server.ports()));
  }

  @Test
  void otherMachinesDoNotReachIt() throws IOException {
    List<InetAddress> addresses =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
            .toList();
    for (InetAddress address : addresses) {
      try (Socket socket = new Socket()) {
        assertThatThrownBy(
                () -> socket.connect(new InetSocketAddress(address, server.ports().http()), 2000))
            .isInstanceOf(ConnectException.class);
      }
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    assertThatThrownBy(() -> DemoServer.start(DemoPorts.from(server.ports().http())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot listen on port " + server.ports().http());
  }

  private static Response get(List<Protocol> protocols, String url) throws IOException {
    HandshakeCertificates trust =
        new HandshakeCertificates.Builder()
            .addTrustedCertificate(server.certificate().certificate())
            .build();
    OkHttpClient client =
        new OkHttpClient.Builder()
            .protocols(protocols)
            .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
            .build();
    return client.newCall(new Request.Builder().url(url).build()).execute();
  }
}
