package dev.stallscope.probe;

import io.netty.handler.codec.quic.Quic;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * Lets Java load and compile everything that a probe uses before anything is counted: the first
 * request of a process takes about a second, later ones a thousandth. The server is in this
 * process, on the loopback interface, with a certificate made for the moment, and so is the name
 * server.
 */
public final class WarmUp {
  private static final String HOST = "warm-up.test";
  private static final int MAX_ROUNDS = 60;

  /** The server of the warm-up tells of every request otherwise. */
  private static final Logger SERVER_LOG = Logger.getLogger(MockWebServer.class.getName());

  static {
    SERVER_LOG.setLevel(Level.OFF);
  }

  private final LoopbackNameServer names;
  private final HeldCertificate certificate;

  private WarmUp(LoopbackNameServer names, HeldCertificate certificate) {
    this.names = names;
    this.certificate = certificate;
  }

  /**
   * Probes itself in every version, until {@code budget} is spent or more of it would change
   * nothing.
   *
   * @throws IOException if no socket can be opened on the loopback interface
   */
  public static void run(Duration budget) throws IOException {
    run(List.of(HttpChoice.values()), budget);
  }

  /**
   * Likewise, in what takes part in runs of these versions.
   *
   * @throws IOException if no socket can be opened on the loopback interface
   */
  public static void run(List<HttpChoice> versions, Duration budget) throws IOException {
    HeldCertificate certificate =
        new HeldCertificate.Builder().addSubjectAlternativeName(HOST).build();
    boolean isOverUdp = versions.contains(HttpChoice.HTTP_3) && Quic.isAvailable();
    boolean isOverTcp = versions.stream().anyMatch(version -> version != HttpChoice.HTTP_3);
    try (LoopbackNameServer names = new LoopbackNameServer()) {
      WarmUp warmUp = new WarmUp(names, certificate);
      Duration share = isOverUdp && isOverTcp ? budget.dividedBy(2) : budget;
      if (isOverUdp) {
        warmUp.overUdp(share);
      }
      if (isOverTcp) {
        warmUp.overTcp(share);
      }
    } finally {
      OwnSecrets.forget();
    }
  }

  private void overTcp(Duration budget) throws IOException {
    try (MockWebServer plain = server();
        MockWebServer secure = server()) {
      secure.useHttps(
          new HandshakeCertificates.Builder()
              .heldCertificate(certificate)
              .build()
              .sslSocketFactory());
      plain.start();
      secure.start();
      repeat(
          budget,
          () -> {
            probe("https", secure.getPort(), HttpChoice.HTTP_1_1, HttpChoice.HTTP_2);
            probe("http", plain.getPort(), HttpChoice.HTTP_1_1);
          });
    }
  }

  private void overUdp(Duration budget) {
    try (LoopbackHttp3Server server = LoopbackHttp3Server.answering(certificate, "warm")) {
      repeat(budget, () -> probe("https", server.port(), HttpChoice.HTTP_3));
    }
  }

  private static void repeat(Duration budget, Runnable round) {
    long endNanos = System.nanoTime() + budget.toNanos();
    for (int i = 0; i < MAX_ROUNDS && System.nanoTime() < endNanos; i++) {
      round.run();
    }
  }

  private void probe(String scheme, int port, HttpChoice... versions) {
    ProbePlan plan =
        ProbePlan.of(scheme + "://" + HOST + ":" + port)
            .versions(List.of(versions))
            .runs(1, true, true)
            .timeout(Duration.ofSeconds(2))
            .resolver(Optional.of(names.address()))
            .family(AddressFamily.IPV4)
            .trusted(List.of(certificate.certificate()))
            .build();
    new NameResolver(plan, ProbeClock.start(), new Cancellation()).warmUp();
    new UrlProbe(plan, ProbeObserver.SILENT).run();
  }

  private static MockWebServer server() {
    MockWebServer server = new MockWebServer();
    server.setServerSocketFactory(new PromptServerSocketFactory());
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder().body("warm").build();
          }
        });
    return server;
  }
}
