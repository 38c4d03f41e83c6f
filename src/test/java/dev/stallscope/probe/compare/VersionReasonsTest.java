package dev.stallscope.probe.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.probe.HttpChoice;
import dev.stallscope.probe.LoopbackHttp3Server;
import dev.stallscope.probe.ProbeObserver;
import dev.stallscope.probe.ProbePlan;
import dev.stallscope.probe.ProbeResult;
import dev.stallscope.probe.UrlProbe;
import dev.stallscope.report.VerdictText;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A version that is missing is told with its reason, and so is one that nobody would find. */
class VersionReasonsTest {
  private static final InetAddress HOST = InetAddress.ofLiteral("127.0.0.1");

  private final HeldCertificate certificate =
      new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
  private final MockWebServer tcp = new MockWebServer();
  private @Nullable String alternative;

  @BeforeEach
  void offerTls() {
    tcp.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslSocketFactory());
    tcp.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            MockResponse.Builder answer = new MockResponse.Builder().body("x");
            return (alternative == null ? answer : answer.setHeader("Alt-Svc", alternative))
                .build();
          }
        });
  }

  @AfterEach
  void close() {
    tcp.close();
  }

  @Test
  void aServerWithoutAlpn() throws IOException {
    tcp.setProtocolNegotiationEnabled(false);
    assertThat(sentences(0, HttpChoice.HTTP_1_1, HttpChoice.HTTP_2))
        .containsExactly(
            "HTTP/2 was asked for and not spoken in 1 run of %s: 127.0.0.1:%d does not offer HTTP/2: it"
                    .formatted(url(tcp.getPort()), tcp.getPort())
                + " took no notice of ALPN, by which TLS agrees on it.");
  }

  @Test
  void aServerThatChoosesAnOlderVersionByAlpn() throws IOException {
    tcp.setProtocols(List.of(Protocol.HTTP_1_1));
    assertThat(sentences(0, HttpChoice.HTTP_1_1, HttpChoice.HTTP_2))
        .singleElement()
        .asString()
        .endsWith("does not offer HTTP/2: by ALPN it agreed on http/1.1.");
  }

  @Test
  void udpThatIsBlocked() throws IOException {
    tcp.start(HOST, 0);
    alternative = "h3=\":%d\"".formatted(tcp.getPort());
    try (DatagramSocket _ = new DatagramSocket(tcp.getPort(), HOST)) {
      assertThat(sentences(tcp.getPort(), HttpChoice.HTTP_1_1, HttpChoice.HTTP_3))
          .singleElement()
          .asString()
          .startsWith("HTTP/3 was asked for and not spoken in 1 run")
          .contains("did not answer over UDP", "so something on the way blocks UDP.");
    }
  }

  @Test
  void http3ThatIsNeitherSpokenNorAnnounced() throws IOException {
    assertThat(sentences(0, HttpChoice.HTTP_1_1, HttpChoice.HTTP_3))
        .singleElement()
        .asString()
        .contains("no program speaks HTTP/3 there", "names no HTTP/3 in Alt-Svc");
  }

  @Test
  void http3ThatLedNowhereIsNotAskedForAgainBesideOtherVersions() throws IOException {
    tcp.start(HOST, 0);
    ProbeResult result = probe(plan(HttpChoice.HTTP_1_1, HttpChoice.HTTP_3).runs(3, true, true));
    assertThat(result.runs())
        .extracting(run -> run.plan().version())
        .containsOnlyOnce(HttpChoice.HTTP_3)
        .hasSize(10);
    assertThat(Comparison.of(List.of(result)).missing())
        .singleElement()
        .satisfies(missing -> assertThat(missing.runs()).isEqualTo(1))
        .extracting(Comparison.Missing::sentence)
        .asString()
        .endsWith("It was not asked for again.");
  }

  @Test
  void http3AloneIsAskedForAsOftenAsWasAsked() throws IOException {
    tcp.start(HOST, 0);
    assertThat(probe(plan(HttpChoice.HTTP_3).runs(3, false, false)).runs())
        .hasSize(3)
        .allSatisfy(
            run ->
                assertThat(run.failure().orElseThrow().sentence())
                    .doesNotContain("not asked for again"));
  }

  @Test
  void http3ThatWorksAndIsNotAnnounced() throws IOException {
    try (LoopbackHttp3Server quic = quic()) {
      assertThat(sentences(quic.port(), HttpChoice.HTTP_1_1, HttpChoice.HTTP_3))
          .containsExactly(
              tooFew(),
              "HTTP/3 works for %s, but no answer over TCP announces it (Alt-Svc): browsers stay with"
                      .formatted(url(quic.port()))
                  + " what TCP offers, unless an HTTPS record in DNS tells them.");
    }
  }

  @Test
  void http3ThatWorksAndIsAnnounced() throws IOException {
    try (LoopbackHttp3Server quic = quic()) {
      alternative = "h3=\":%d\"; ma=86400".formatted(quic.port());
      assertThat(sentences(quic.port(), HttpChoice.HTTP_1_1, HttpChoice.HTTP_3))
          .containsExactly(tooFew());
    }
  }

  /** A server that TCP was not asked of says nothing of what it announces. */
  @Test
  void http3AloneIsNoReasonToMissAnything() throws IOException {
    try (LoopbackHttp3Server quic = quic()) {
      assertThat(sentences(quic.port(), HttpChoice.HTTP_3)).isEmpty();
    }
  }

  /** All but the times. */
  private static String tooFew() {
    return "Cold, too few runs";
  }

  /** At a port that is free over TCP as well. */
  private LoopbackHttp3Server quic() throws IOException {
    while (true) {
      LoopbackHttp3Server server = LoopbackHttp3Server.answering(certificate, "x", Duration.ZERO);
      if (isFree(server.port())) {
        return server;
      }
      server.close();
    }
  }

  private static boolean isFree(int port) throws IOException {
    try (ServerSocket _ = new ServerSocket(port, 1, HOST)) {
      return true;
    } catch (BindException e) {
      return false;
    }
  }

  private ProbePlan.Builder plan(HttpChoice... versions) {
    return ProbePlan.of(url(tcp.getPort()))
        .versions(List.of(versions))
        .timeout(Duration.ofSeconds(5))
        .insecure(true);
  }

  private static ProbeResult probe(ProbePlan.Builder plan) {
    return new UrlProbe(plan.build(), ProbeObserver.SILENT).run();
  }

  private List<String> sentences(int port, HttpChoice... versions) throws IOException {
    if (!tcp.getStarted()) {
      tcp.start(HOST, port);
    }
    ProbeResult result = probe(plan(versions));
    return VerdictText.sentences(Comparison.of(List.of(result))).stream()
        .map(sentence -> sentence.startsWith(tooFew()) ? tooFew() : sentence)
        .toList();
  }

  private static String url(int port) {
    return "https://127.0.0.1:" + port + "/";
  }
}
