package dev.stallscope.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.ProbeFailure.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

/** Each way to fail, with its sentence and what was measured until then. */
class ProbeFailureTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  @Test
  void aNameThatDoesNotExist() throws IOException {
    try (TestNameServer names = new TestNameServer(3, "")) {
      ProbeHop hop = named(names);
      is(
          hop,
          Kind.NO_SUCH_NAME,
          Phase.DNS,
          "There is no host shop.test: the name server",
          "NXDOMAIN");
      assertThat(hop.lookup().orElseThrow().queries())
          .extracting(RecordQuery::type, RecordQuery::rcode)
          .containsExactly(tuple("AAAA", "NXDOMAIN"), tuple("A", "NXDOMAIN"));
    }
  }

  @Test
  void aNameWithoutAddress() throws IOException {
    try (TestNameServer names = new TestNameServer(0, "")) {
      is(
          named(names),
          Kind.NO_ADDRESS,
          Phase.DNS,
          "shop.test exists, but",
          "has no address for it");
    }
  }

  @Test
  void aNameServerThatFails() throws IOException {
    try (TestNameServer names = new TestNameServer(2, "")) {
      is(named(names), Kind.NAME_SERVER_FAILED, Phase.DNS, "it answered SERVFAIL");
    }
  }

  @Test
  void aNameServerThatSaysNothing() throws IOException {
    try (TestNameServer names = new TestNameServer(TestNameServer.SILENT, "")) {
      is(
          named(names),
          Kind.NAME_SERVER_SILENT,
          Phase.DNS,
          "did not answer when asked for shop.test");
    }
  }

  @Test
  void nobodyListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = socket.getLocalPort();
    }
    ProbeHop hop = run(ProbePlan.of("http://127.0.0.1:" + port + "/"));
    is(hop, Kind.REFUSED, Phase.CONNECT, "127.0.0.1:" + port + " refused the connection");
    assertThat(hop.attempts())
        .extracting(ConnectAttempt::outcome)
        .containsExactly(ConnectAttempt.Outcome.FAILED);
  }

  @Test
  void anAddressThatNoWayLeadsTo() {
    // TCP has no way to a group of receivers, wherever the system's routes lead.
    is(
        run(ProbePlan.of("http://224.0.0.1/")),
        Kind.UNREACHABLE,
        Phase.CONNECT,
        "There is no way to 224.0.0.1:80 from here.");
  }

  @Test
  void aFailureThatIsNotKnown() {
    ProbePlan plan = ProbePlan.of("http://shop.test/").build();
    HopRecord record = new HopRecord(ProbeClock.start(), PhaseListener.SILENT);
    ProbeFailure failure =
        FailureSentence.about(HopPlan.first(plan), record, 0, 0, false)
            .of(new IOException("the moon is full"), false);
    assertThat(failure)
        .isEqualTo(
            new ProbeFailure(
                Kind.OTHER,
                Phase.BLOCKED,
                "It failed before the request was sent: the moon is full."));
  }

  @Test
  void aServerThatDoesNotAnswerInTime() throws IOException {
    try (ScriptedServer server = new ScriptedServer(ProbeFailureTest::holdOn)) {
      ProbeHop hop = run(ProbePlan.of(server.url()).timeout(SHORT));
      is(hop, Kind.TIMEOUT, Phase.WAIT, "got the request, but did not begin its answer within");
      assertThat(hop.request()).isPresent();
    }
  }

  @Test
  void aHandshakeThatIsNotAnsweredInTime() throws IOException {
    try (ScriptedServer server = new ScriptedServer(ProbeFailureTest::holdOn)) {
      is(
          run(ProbePlan.of("https://127.0.0.1:" + server.port()).timeout(SHORT)),
          Kind.TIMEOUT,
          Phase.TLS,
          "accepted the connection, but the TLS handshake was not over after");
    }
  }

  @Test
  void anAnswerThatDoesNotEndInTime() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            connection -> {
              say(connection, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabcd");
              holdOn(connection);
            })) {
      ProbeHop hop = run(ProbePlan.of(server.url()).timeout(SHORT));
      is(hop, Kind.TIMEOUT, Phase.RECEIVE, "did not come to its end: 4 bytes of the body in");
      assertThat(hop.response().orElseThrow().body().isComplete()).isFalse();
    }
  }

  @Test
  void aCertificateThatHasExpired() throws IOException {
    HeldCertificate root = root();
    HeldCertificate expired =
        new HeldCertificate.Builder()
            .commonName("old")
            .addSubjectAlternativeName("127.0.0.1")
            .signedBy(root)
            .validityInterval(day("2020-01-01"), day("2020-04-01"))
            .build();
    ProbeHop hop = shown(expired, List.of(root));
    is(hop, Kind.CERTIFICATE_EXPIRED, Phase.TLS, "for CN=old expired on 2020-04-01.");
    assertThat(hop.tls().orElseThrow().chain()).hasSize(1);
  }

  @Test
  void aCertificateThatIsNotValidYet() throws IOException {
    HeldCertificate root = root();
    HeldCertificate early =
        new HeldCertificate.Builder()
            .addSubjectAlternativeName("127.0.0.1")
            .signedBy(root)
            .validityInterval(day("2999-01-01"), day("2999-04-01"))
            .build();
    is(
        shown(early, List.of(root)),
        Kind.CERTIFICATE_NOT_YET_VALID,
        Phase.TLS,
        "is valid only from 2999-01-01 on; is the clock right here?");
  }

  @Test
  void aCertificateThatIsSignedByWhoMayNot() throws IOException {
    HeldCertificate root = root();
    HeldCertificate shop = new HeldCertificate.Builder().commonName("shop").signedBy(root).build();
    HeldCertificate forged =
        new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").signedBy(shop).build();
    try (MockWebServer server = secure(forged, shop.certificate())) {
      is(
          run(
              ProbePlan.of("https://127.0.0.1:" + server.getPort())
                  .trusted(List.of(root.certificate()))),
          Kind.CERTIFICATE_REJECTED,
          Phase.TLS,
          "The certificate of 127.0.0.1 is not acceptable: ",
          "not a CA certificate");
    }
  }

  @Test
  void aCertificateOfAnUnknownAuthority() throws IOException {
    HeldCertificate own =
        new HeldCertificate.Builder()
            .commonName("nobody")
            .addSubjectAlternativeName("127.0.0.1")
            .build();
    is(
        shown(own, List.of()),
        Kind.CERTIFICATE_UNKNOWN,
        Phase.TLS,
        "is signed by CN=nobody, which is not trusted here.");
  }

  @Test
  void aCertificateForAnotherHost() throws IOException {
    HeldCertificate other =
        new HeldCertificate.Builder().addSubjectAlternativeName("other.test").build();
    is(
        shown(other, List.of(other)),
        Kind.CERTIFICATE_NAME_MISMATCH,
        Phase.TLS,
        "is not for 127.0.0.1 but for other.test.");
  }

  @Test
  void anyCertificateWillDoWhenInsecure() throws IOException {
    HeldCertificate other =
        new HeldCertificate.Builder().addSubjectAlternativeName("other.test").build();
    try (MockWebServer server = secure(other)) {
      assertThat(
              run(ProbePlan.of("https://127.0.0.1:" + server.getPort()).insecure(true)).failure())
          .isEmpty();
    }
  }

  @Test
  void aServerWithoutHttp2() throws IOException {
    HeldCertificate held =
        new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    try (MockWebServer server = secure(held)) {
      server.setProtocols(List.of(Protocol.HTTP_1_1));
      ProbeHop hop =
          run(
              ProbePlan.of("https://127.0.0.1:" + server.getPort())
                  .versions(List.of(HttpChoice.HTTP_2))
                  .trusted(List.of(held.certificate())));
      assertThat(hop.failure().map(ProbeFailure::kind)).contains(Kind.VERSION_NOT_OFFERED);
      assertThat(hop.failure().orElseThrow().sentence())
          .contains("does not offer HTTP/2: by ALPN it agreed on http/1.1.");
      assertThat(hop.tls()).isPresent();
    }
  }

  @Test
  void aServerThatDoesNotKnowHttp2WithoutTls() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            connection ->
                say(connection, "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"))) {
      ProbeHop hop = run(ProbePlan.of(server.url()).versions(List.of(HttpChoice.HTTP_2)));
      assertThat(hop.failure().map(ProbeFailure::kind)).contains(Kind.VERSION_NOT_OFFERED);
      assertThat(hop.failure().orElseThrow().sentence()).contains("did not answer in HTTP/2");
    }
  }

  @Test
  void aPortWithoutTls() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(connection -> say(connection, "HTTP/1.1 400 Bad Request\r\n\r\n"))) {
      is(
          run(ProbePlan.of("https://127.0.0.1:" + server.port())),
          Kind.NOT_TLS,
          Phase.TLS,
          "does not speak TLS on this port; try http:// instead of https://.");
    }
  }

  @Test
  void aHandshakeThatIsRefused() throws IOException {
    try (ScriptedServer server = alerting(40)) {
      is(
          run(ProbePlan.of("https://127.0.0.1:" + server.port())),
          Kind.TLS_REFUSED,
          Phase.TLS,
          "The TLS handshake with 127.0.0.1:" + server.port() + " failed: ",
          "handshake_failure");
    }
  }

  /** Answers a handshake with a fatal alert (RFC 8446 section 6). */
  private static ScriptedServer alerting(int description) throws IOException {
    return new ScriptedServer(
        connection -> {
          connection.getOutputStream().write(new byte[] {21, 3, 3, 0, 2, 2, (byte) description});
          connection.getInputStream().readAllBytes();
        });
  }

  @Test
  void aServerThatSharesNoVersion() throws IOException {
    try (ScriptedServer server = alerting(120)) {
      is(
          run(ProbePlan.of("https://127.0.0.1:" + server.port())),
          Kind.VERSION_NOT_OFFERED,
          Phase.TLS,
          "speaks none of the versions of HTTP that it was offered (ALPN)");
    }
  }

  @Test
  void aConnectionThatIsReset() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            connection -> {
              ScriptedServer.readHead(connection);
              connection.setSoLinger(true, 0);
            })) {
      is(
          run(ProbePlan.of(server.url())),
          Kind.RESET,
          Phase.WAIT,
          "reset the connection before its answer began.");
    }
  }

  @Test
  void aConnectionThatIsClosedInsteadOfAnAnswer() throws IOException {
    try (ScriptedServer server = new ScriptedServer(ScriptedServer::readHead)) {
      is(run(ProbePlan.of(server.url())), Kind.CLOSED, Phase.WAIT, "without an answer.");
    }
  }

  @Test
  void anAnswerThatIsCutOff() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            connection -> {
              ScriptedServer.readHead(connection);
              say(connection, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabcd");
            })) {
      is(
          run(ProbePlan.of(server.url())),
          Kind.CLOSED,
          Phase.RECEIVE,
          "closed the connection in the middle of its answer, after 4 bytes of the body.");
    }
  }

  @Test
  void anAnswerThatIsNotHttp() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            connection -> {
              say(connection, "SSH-2.0-OpenSSH_9.2\r\n");
              ScriptedServer.readHead(connection);
            })) {
      ProbeHop hop = run(ProbePlan.of(server.url()));
      assertThat(hop.failure().map(ProbeFailure::kind)).contains(Kind.MALFORMED);
      assertThat(hop.failure().orElseThrow().sentence())
          .contains("is not HTTP as it should be: ", "SSH-2.0-OpenSSH_9.2");
    }
  }

  @Test
  void aProxyThatWillNot() throws IOException {
    try (ScriptedServer proxy =
        new ScriptedServer(
            connection -> {
              ScriptedServer.readHead(connection);
              say(connection, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
            })) {
      ProbeHop hop =
          run(
              ProbePlan.of("https://shop.test/")
                  .proxy(Optional.of(new InetSocketAddress("127.0.0.1", proxy.port()))));
      assertThat(hop.failure().map(ProbeFailure::kind)).contains(Kind.PROXY_REFUSED);
      assertThat(hop.failure().orElseThrow().sentence())
          .contains("would not connect to shop.test", "403");
    }
  }

  @Test
  void aProxyThatIsNotThere() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = free.getLocalPort();
    }
    ProbeHop hop =
        run(
            ProbePlan.of("http://shop.test/")
                .proxy(Optional.of(new InetSocketAddress("127.0.0.1", port))));
    assertThat(hop.failure().map(ProbeFailure::kind)).contains(ProbeFailure.Kind.REFUSED);
    assertThat(hop.failure().orElseThrow().sentence())
        .startsWith("The proxy 127.0.0.1:" + port + " refused the connection: ");
  }

  @Test
  void redirectsWithoutEnd() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            connection -> {
              ScriptedServer.readHead(connection);
              say(
                  connection,
                  "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            })) {
      ProbeRun run = probe(ProbePlan.of(server.url()).maxRedirects(3).build());
      assertThat(run.hops()).hasSize(4);
      is(run.last(), Kind.TOO_MANY_REDIRECTS, Phase.RECEIVE, "Each of 4 answers was a redirect");
    }
  }

  @Test
  void aRedirectToNowhere() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            connection -> {
              ScriptedServer.readHead(connection);
              say(
                  connection,
                  "HTTP/1.1 302 Found\r\nLocation: ftp://x.test/\r\nContent-Length: 0\r\n\r\n");
            })) {
      is(
          run(ProbePlan.of(server.url())),
          Kind.BAD_REDIRECT,
          Phase.RECEIVE,
          "leads to no URL for HTTP: ftp://x.test/.");
    }
  }

  @Test
  void aProbeThatIsStoppedKeepsWhatItHad() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (ScriptedServer server =
        new ScriptedServer(
            connection -> {
              ScriptedServer.readHead(connection);
              asked.countDown();
              holdOn(connection);
            })) {
      UrlProbe probe =
          new UrlProbe(
              ProbePlan.of(server.url()).runs(3, false, false).build(), ProbeObserver.SILENT);
      Thread stopper =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      asked.await();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                    probe.cancel();
                  });
      ProbeResult result = probe.run();
      stopper.join();
      assertThat(result.isCutShort()).isTrue();
      assertThat(result.runs()).hasSize(1);
      is(
          result.runs().getFirst().last(),
          Kind.CANCELLED,
          Phase.WAIT,
          "Stopped before its answer began.");
    }
  }

  private static HeldCertificate root() {
    return new HeldCertificate.Builder().commonName("root").certificateAuthority(0).build();
  }

  private static long day(String day) {
    return Instant.parse(day + "T00:00:00Z").toEpochMilli();
  }

  /** Until the client gives up. */
  private static void holdOn(Socket connection) throws IOException {
    connection.getInputStream().readAllBytes();
  }

  private static void say(Socket connection, String text) throws IOException {
    OutputStream out = connection.getOutputStream();
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static ProbeHop named(TestNameServer names) {
    return run(
        ProbePlan.of("http://shop.test/").timeout(SHORT).resolver(Optional.of(names.address())));
  }

  private static MockWebServer secure(HeldCertificate certificate, X509Certificate... intermediates)
      throws IOException {
    MockWebServer server = new MockWebServer();
    server.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate, intermediates)
            .build()
            .sslSocketFactory());
    server.enqueue(new MockResponse.Builder().build());
    server.start(InetAddress.getByName("127.0.0.1"), 0);
    return server;
  }

  private static ProbeHop shown(HeldCertificate certificate, List<HeldCertificate> trusted)
      throws IOException {
    try (MockWebServer server = secure(certificate)) {
      return run(
          ProbePlan.of("https://127.0.0.1:" + server.getPort())
              .trusted(trusted.stream().map(HeldCertificate::certificate).toList()));
    }
  }

  private static ProbeHop run(ProbePlan.Builder plan) {
    return probe(plan.build()).last();
  }

  private static ProbeRun probe(ProbePlan plan) {
    return new UrlProbe(plan, ProbeObserver.SILENT).run().runs().getFirst();
  }

  private static void is(ProbeHop hop, Kind kind, Phase phase, String... parts) {
    ProbeFailure failure = hop.failure().orElseThrow();
    assertThat(failure.sentence()).contains(parts);
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.phase()).isEqualTo(phase);
  }
}
