package dev.stallscope.bench.probe;

import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.DelayedServer;
import dev.stallscope.probe.HttpChoice;
import dev.stallscope.probe.LoopbackHttp3Server;
import dev.stallscope.probe.ProbeHop;
import dev.stallscope.probe.ProbeObserver;
import dev.stallscope.probe.ProbePlan;
import dev.stallscope.probe.ProbeRun;
import dev.stallscope.probe.RunKind;
import dev.stallscope.probe.UrlProbe;
import dev.stallscope.probe.WarmUp;
import dev.stallscope.time.DurationText;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HeldCertificate;

/** Probes a server of this process that answers at once, and one that waits for known times. */
public final class ProbeOverhead {
  private static final int RUNS = 60;
  private static final long[] DELAYS_MILLIS = {0, 20, 100};

  private final PrintStream out;
  private final HeldCertificate certificate =
      new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();

  private ProbeOverhead(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) throws IOException {
    WarmUp.run(List.of(HttpChoice.values()));
    ProbeOverhead overhead = new ProbeOverhead(System.out);
    overhead.out.println(
        "server                 run      delay   between steps    connect        tls       wait      total");
    overhead.measure("HTTP/1.1, no TLS", HttpChoice.HTTP_1_1, false);
    overhead.measure("HTTP/1.1, TLS", HttpChoice.HTTP_1_1, true);
    overhead.measure("HTTP/2, no TLS", HttpChoice.HTTP_2, false);
    overhead.measure("HTTP/2, TLS", HttpChoice.HTTP_2, true);
    overhead.measureHttp3();
  }

  private void measureHttp3() {
    for (long delayMillis : DELAYS_MILLIS) {
      try (LoopbackHttp3Server server =
          LoopbackHttp3Server.answering(certificate, "hello", Duration.ofMillis(delayMillis))) {
        measure(
            "HTTP/3", HttpChoice.HTTP_3, "https://127.0.0.1:" + server.port() + "/", delayMillis);
      }
    }
  }

  private void measure(String name, HttpChoice version, boolean isTls) throws IOException {
    for (long delayMillis : DELAYS_MILLIS) {
      try (MockWebServer server = server(version, isTls, delayMillis)) {
        String url = (isTls ? "https" : "http") + "://127.0.0.1:" + server.getPort() + "/";
        measure(name, version, url, delayMillis);
      }
    }
  }

  private void measure(String name, HttpChoice version, String url, long delayMillis) {
    ProbePlan plan =
        ProbePlan.of(url)
            .versions(List.of(version))
            .runs(delayMillis == 0 ? RUNS : RUNS / 3, true, url.startsWith("https"))
            .trusted(List.of(certificate.certificate()))
            .build();
    List<ProbeRun> runs = new UrlProbe(plan, ProbeObserver.SILENT).run().runs();
    for (RunKind kind : RunKind.values()) {
      print(name, delayMillis, runs.stream().filter(run -> run.plan().kind() == kind).toList());
    }
  }

  private void print(String name, long delayMillis, List<ProbeRun> runs) {
    if (runs.isEmpty()) {
      return;
    }
    out.printf(
        "%-20s %-8s%6d ms%16s%11s%11s%11s%11s%n",
        name,
        runs.getFirst().plan().kind().name().toLowerCase(Locale.ROOT),
        delayMillis,
        median(runs, Phase.BLOCKED),
        median(runs, Phase.CONNECT),
        median(runs, Phase.TLS),
        median(runs, Phase.WAIT),
        median(runs, hop -> hop.span().durationNanos()));
  }

  private static String median(List<ProbeRun> runs, Phase phase) {
    return median(runs, hop -> hop.phases().durationNanos(phase));
  }

  private static String median(List<ProbeRun> runs, ToLongFunction<ProbeHop> value) {
    long[] sorted = runs.stream().map(ProbeRun::last).mapToLong(value).sorted().toArray();
    return DurationText.of(sorted[sorted.length / 2]);
  }

  private MockWebServer server(HttpChoice version, boolean isTls, long delayMillis)
      throws IOException {
    Duration delay = Duration.ofMillis(delayMillis);
    return isTls
        ? DelayedServer.secure(new MockWebServer(), certificate, delay)
        : DelayedServer.plain(new MockWebServer(), version, delay);
  }
}
