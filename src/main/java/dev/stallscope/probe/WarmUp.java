package dev.stallscope.probe;

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

  private WarmUp() {}

  /**
   * Probes itself, until {@code budget} is spent or more of it would change nothing.
   *
   * @throws IOException if no socket can be opened on the loopback interface
   */
  public static void run(Duration budget) throws IOException {
    long endNanos = System.nanoTime() + budget.toNanos();
    HeldCertificate certificate =
        new HeldCertificate.Builder().addSubjectAlternativeName(HOST).build();
    try (MockWebServer plain = server();
        MockWebServer secure = server();
        LoopbackNameServer names = new LoopbackNameServer()) {
      secure.useHttps(
          new HandshakeCertificates.Builder()
              .heldCertificate(certificate)
              .build()
              .sslSocketFactory());
      plain.start();
      secure.start();
      for (int round = 0; round < MAX_ROUNDS && System.nanoTime() < endNanos; round++) {
        probe("https://" + HOST + ":" + secure.getPort(), names, certificate);
        probe("http://" + HOST + ":" + plain.getPort(), names, certificate);
      }
    }
  }

  private static void probe(String url, LoopbackNameServer names, HeldCertificate certificate) {
    boolean isPlain = url.startsWith("http:");
    ProbePlan plan =
        ProbePlan.of(url)
            .versions(
                isPlain
                    ? List.of(HttpChoice.HTTP_1_1)
                    : List.of(HttpChoice.HTTP_1_1, HttpChoice.HTTP_2))
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
