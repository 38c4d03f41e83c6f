package dev.stallscope.probe;

import dev.stallscope.exchange.Phase;
import dev.stallscope.time.Nanos;
import io.netty.handler.codec.quic.Quic;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Protocol;
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

  /** What the probe takes for itself between the steps of most requests once Java is warm. */
  private static final long SETTLED_NANOS = Nanos.ofMillis(1);

  /** One could be a coincidence. */
  private static final int SETTLED_ROUNDS = 10;

  /**
   * Enough for the first compiler, even where other programs take their share of the processors.
   */
  private static final Duration BUDGET = Duration.ofSeconds(3);

  /** With both compilers, code is slow until the second has seen enough of it. */
  private static final Duration LONG_BUDGET = Duration.ofSeconds(6);

  /** The server of the warm-up tells of every request otherwise. */
  private static final Logger SERVER_LOG = Logger.getLogger(MockWebServer.class.getName());

  static {
    SERVER_LOG.setLevel(Level.OFF);
  }

  /** Whether this process has been through all of it. */
  private static boolean isWarm;

  private final LoopbackNameServer names;
  private final HeldCertificate certificate;

  private WarmUp(LoopbackNameServer names, HeldCertificate certificate) {
    this.names = names;
    this.certificate = certificate;
  }

  /**
   * Probes itself in every version, for some seconds or until more of it would change nothing; for
   * a window, which is warmed up while the user types. Another window of this process finds it
   * done.
   *
   * @throws IOException if no socket can be opened on the loopback interface
   */
  public static void run() throws IOException {
    synchronized (WarmUp.class) {
      if (!isWarm) {
        run(List.of(HttpChoice.values()), LONG_BUDGET);
        isWarm = true;
      }
    }
  }

  /**
   * Likewise, in what takes part in runs of these versions; for a command, which uses the first
   * compiler only.
   *
   * @throws IOException if no socket can be opened on the loopback interface
   */
  public static void run(List<HttpChoice> versions) throws IOException {
    run(versions, BUDGET);
  }

  private static void run(List<HttpChoice> versions, Duration budget) throws IOException {
    OwnSecrets.prepare();
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
        MockWebServer plain2 = server();
        MockWebServer secure = server()) {
      secure.useHttps(
          new HandshakeCertificates.Builder()
              .heldCertificate(certificate)
              .build()
              .sslSocketFactory());
      plain2.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
      plain.start();
      plain2.start();
      secure.start();
      repeat(
          budget,
          () ->
              Stream.of(
                      probe("https", secure.getPort(), HttpChoice.HTTP_1_1, HttpChoice.HTTP_2),
                      probe("http", plain.getPort(), HttpChoice.HTTP_1_1),
                      probe("http", plain2.getPort(), HttpChoice.HTTP_2))
                  .flatMap(List::stream)
                  .toList());
    }
  }

  private void overUdp(Duration budget) {
    try (LoopbackHttp3Server server = LoopbackHttp3Server.answering(certificate, "warm")) {
      repeat(budget, () -> probe("https", server.port(), HttpChoice.HTTP_3));
    }
  }

  private static void repeat(Duration budget, Supplier<List<ProbeRun>> round) {
    long endNanos = System.nanoTime() + budget.toNanos();
    int settled = 0;
    while (settled < SETTLED_ROUNDS && System.nanoTime() < endNanos) {
      settled += isSettled(round.get()) ? 1 : 0;
    }
  }

  /** Whether in most of the runs the probe itself was quick. */
  private static boolean isSettled(List<ProbeRun> runs) {
    long quick =
        runs.stream()
            .filter(run -> run.last().phases().durationNanos(Phase.BLOCKED) < SETTLED_NANOS)
            .count();
    return quick > runs.size() * 3L / 4;
  }

  private List<ProbeRun> probe(String scheme, int port, HttpChoice... versions) {
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
    return new UrlProbe(plan, ProbeObserver.SILENT).run().runs();
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
