package dev.stallscope.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.probe.compare.Comparison;
import dev.stallscope.probe.compare.RunGroup;
import dev.stallscope.protocol.http.HttpVersion;
import dev.stallscope.report.VerdictText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs that are to take over something where nothing can be, or the server ended it. */
class UnmetRunsTest {
  private final HeldCertificate certificate =
      new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
  private final MockWebServer server = new MockWebServer();
  private String location = "";

  @BeforeEach
  void answerAll() {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return location.isEmpty()
                ? new MockResponse.Builder().body("x").build()
                : new MockResponse.Builder().code(302).setHeader("Location", location).build();
          }
        });
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void inCleartextNoneIsMadeAndThatIsSaid() throws IOException {
    server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
    start();
    ProbeResult result = probe(plan("http").versions(List.of(HttpChoice.HTTP_2)));
    assertThat(kinds(result))
        .containsExactly(RunKind.COLD, RunKind.WARM, RunKind.COLD, RunKind.WARM);
    assertThat(result.isComplete()).isTrue();
    assertThat(VerdictText.sentences(Comparison.of(List.of(result))))
        .contains(
            "There are no resumed runs of %s/: in cleartext there is no TLS session to take up."
                .formatted(address("http")));
  }

  @Test
  void behindARedirectToTlsTheyAreMade() throws IOException {
    server.useHttps(factory(certificate));
    start();
    try (MockWebServer plain = new MockWebServer()) {
      location = address("https") + "/";
      plain.setDispatcher(server.getDispatcher());
      plain.start(InetAddress.getByName("127.0.0.1"), 0);
      server.setDispatcher(
          new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
              return new MockResponse.Builder().body("x").build();
            }
          });
      ProbeResult result =
          probe(
              ProbePlan.of("http://127.0.0.1:" + plain.getPort() + "/")
                  .trusted(List.of(certificate.certificate()))
                  .runs(1, false, true));
      assertThat(kinds(result)).containsExactly(RunKind.COLD, RunKind.RESUMED);
      assertThat(UnmetRuns.of(result)).isEmpty();
    }
  }

  @Test
  void whatShookHandsInFullIsLeftOutOfTheComparison() throws IOException {
    server.useHttps(new ForgetfulFactory());
    start();
    ProbeResult result =
        probe(
            plan("https")
                .versions(List.of(HttpChoice.HTTP_1_1))
                .trusted(List.of(certificate.certificate())));
    assertThat(kinds(result)).contains(RunKind.RESUMED);
    assertThat(result.runs()).allMatch(run -> run.failure().isEmpty());
    Comparison comparison = Comparison.of(List.of(result));
    assertThat(comparison.groups())
        .extracting(RunGroup::key)
        .containsExactly(
            new RunGroup.Key(HttpVersion.HTTP_1_1, RunKind.COLD),
            new RunGroup.Key(HttpVersion.HTTP_1_1, RunKind.WARM));
    assertThat(comparison.unmet())
        .containsExactly(
            new UnmetRuns(
                address("https") + "/", Optional.of(HttpChoice.HTTP_1_1), RunKind.RESUMED, 2));
    assertThat(VerdictText.sentences(comparison))
        .contains(
            "2 resumed runs of %s/ over HTTP/1.1 took up no TLS session and shook hands in full; they are left out."
                .formatted(address("https")));
  }

  @Test
  void whatFoundNoConnectionIsNotWarm() throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder().setHeader("Connection", "close").build();
          }
        });
    start();
    ProbeResult result = probe(plan("http").versions(List.of(HttpChoice.HTTP_1_1)));
    Comparison comparison = Comparison.of(List.of(result));
    assertThat(comparison.groups())
        .extracting(RunGroup::key)
        .containsExactly(new RunGroup.Key(HttpVersion.HTTP_1_1, RunKind.COLD));
    assertThat(VerdictText.sentences(comparison))
        .contains(
            "2 warm runs of %s/ over HTTP/1.1 found no open connection, since the server had ended it; they are left out."
                .formatted(address("http")));
  }

  @Test
  void whatWasResumedIsNotToldOf() throws IOException {
    server.useHttps(factory(certificate));
    start();
    ProbeResult result =
        probe(plan("https").trusted(List.of(certificate.certificate())).concurrent(8, 3));
    assertThat(kinds(result)).contains(RunKind.RESUMED);
    assertThat(UnmetRuns.of(result)).isEmpty();
  }

  private void start() throws IOException {
    server.start(InetAddress.getByName("127.0.0.1"), 0);
  }

  private String address(String scheme) {
    return scheme + "://127.0.0.1:" + server.getPort();
  }

  private ProbePlan.Builder plan(String scheme) {
    return ProbePlan.of(address(scheme) + "/").runs(2, true, true);
  }

  private static ProbeResult probe(ProbePlan.Builder plan) {
    return new UrlProbe(plan.build(), ProbeObserver.SILENT).run();
  }

  private static List<RunKind> kinds(ProbeResult result) {
    return result.runs().stream().map(run -> run.plan().kind()).toList();
  }

  private static SSLSocketFactory factory(HeldCertificate certificate) {
    return new HandshakeCertificates.Builder()
        .heldCertificate(certificate)
        .build()
        .sslSocketFactory();
  }

  /** Each connection has keys of its own for its tickets, as behind a load balancer. */
  private final class ForgetfulFactory extends SSLSocketFactory {
    @Override
    public Socket createSocket(Socket connection, String host, int port, boolean closes)
        throws IOException {
      return factory(certificate).createSocket(connection, host, port, closes);
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String[] getDefaultCipherSuites() {
      return factory(certificate).getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return factory(certificate).getSupportedCipherSuites();
    }
  }
}
