package dev.stallscope.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stallscope.exchange.Phase;
import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.protocol.http.HttpVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Against servers that others wrote, from Debian packages; a test is skipped where its server is
 * not installed. Each answers /slow after {@link #DELAY_MILLIS}.
 */
class IndependentServersTest {
  private static final long DELAY_MILLIS = 200;

  /** Timers may fire early by their granularity, and a busy machine is late by any time. */
  private static final long EARLIEST_MILLIS = 195;

  private static final long LATEST_MILLIS = 5_000;

  private static final int COMPARED_RUNS = 7;

  @TempDir Path folder;
  private final List<Process> servers = new ArrayList<>();
  private final HeldCertificate certificate =
      new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();

  @BeforeEach
  void writeCertificate() throws IOException {
    Files.writeString(folder.resolve("cert.pem"), certificate.certificatePem());
    Files.writeString(folder.resolve("key.pem"), certificate.privateKeyPkcs8Pem());
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (Process server : servers) {
      server.destroy();
      server.waitFor(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void caddyInEveryVersion() throws Exception {
    int port = freePort();
    int backend = uvicorn();
    write(
        "Caddyfile",
        """
        {
          admin off
          auto_https off
          default_sni 127.0.0.1
          storage file_system %1$s/data
        }
        https://:%2$d {
          tls %1$s/cert.pem %1$s/key.pem
          redir /old /fast
          reverse_proxy 127.0.0.1:%3$d
        }
        """
            .formatted(folder, port, backend));
    start(port, "/usr/bin/caddy", "run", "--config", folder.resolve("Caddyfile").toString());
    String url = "https://127.0.0.1:" + port;
    for (HttpChoice choice : List.of(HttpChoice.HTTP_1_1, HttpChoice.HTTP_2, HttpChoice.HTTP_3)) {
      seen(url + "/slow", choice);
      ProbeRun redirected = cold(url + "/old", choice);
      assertThat(redirected.hops()).hasSize(2);
      assertThat(redirected.last().response().map(HttpResponse::code)).contains(200);
    }
    HttpHeaders told =
        cold(url + "/fast", HttpChoice.HTTP_2).last().response().orElseThrow().headers();
    assertThat(Http3Offer.in(told)).contains("h3=\":" + port + "\"");
  }

  /** Its certificate is for a name without a dot, and it has none for who names nobody. */
  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2", "HTTP_3"})
  void caddyIsToldWhichNameIsMeant(HttpChoice choice) throws Exception {
    HeldCertificate named =
        new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    write("cert.pem", named.certificatePem());
    write("key.pem", named.privateKeyPkcs8Pem());
    int port = freePort();
    write(
        "Caddyfile",
        """
        {
          admin off
          auto_https off
          storage file_system %1$s/data
        }
        https://localhost:%2$d {
          tls %1$s/cert.pem %1$s/key.pem
          respond "hello"
        }
        """
            .formatted(folder, port));
    start(port, "/usr/bin/caddy", "run", "--config", folder.resolve("Caddyfile").toString());
    ProbePlan plan =
        ProbePlan.of("https://localhost:" + port)
            .versions(List.of(choice))
            .trusted(List.of(named.certificate()))
            .build();
    ProbeHop hop = new UrlProbe(plan, ProbeObserver.SILENT).run().runs().getFirst().last();
    assertThat(hop.failure()).isEmpty();
    assertThat(hop.response().map(HttpResponse::code)).contains(200);
  }

  @Test
  void nginxInBothVersionsOverTcp() throws Exception {
    int port = nginx();
    seen("https://127.0.0.1:" + port + "/slow", HttpChoice.HTTP_1_1);
    seen("https://127.0.0.1:" + port + "/slow", HttpChoice.HTTP_2);
  }

  @ParameterizedTest
  @CsvSource({"HTTP_1_1, --http1.1", "HTTP_2, --http2"})
  void curlTellsTheSameTimes(HttpChoice choice, String option) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "curl is not installed");
    WarmUp.run(List.of(choice));
    String url = "https://127.0.0.1:" + nginx() + "/slow";
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    for (int i = 0; i < COMPARED_RUNS; i++) {
      PhaseTimings phases = cold(url, choice).last().phases();
      ours.add(phases.durationNanos(Phase.WAIT) / 1e9);
      theirs.add(curlWaitSeconds(url, option));
    }
    Collections.sort(ours);
    Collections.sort(theirs);
    double ratio = ours.get(COMPARED_RUNS / 2) / theirs.get(COMPARED_RUNS / 2);
    assertThat(ratio).as("%s beside curl's %s", ours, theirs).isBetween(0.9, 1.1);
  }

  /** From the request to the first byte, as curl counts them. */
  private double curlWaitSeconds(String url, String option) throws Exception {
    Process curl =
        new ProcessBuilder(
                "/usr/bin/curl",
                "-s",
                "-o",
                "/dev/null",
                option,
                "--cacert",
                folder.resolve("cert.pem").toString(),
                "-w",
                "%{time_pretransfer} %{time_starttransfer}",
                url)
            .start();
    String[] times = new String(curl.getInputStream().readAllBytes(), UTF_8).split(" ");
    assertThat(curl.waitFor()).isZero();
    return Double.parseDouble(times[1]) - Double.parseDouble(times[0]);
  }

  private int nginx() throws Exception {
    int port = freePort();
    int backend = uvicorn();
    write(
        "nginx.conf",
        """
        pid %1$s/pid; error_log %1$s/error; daemon off; worker_processes 1;
        events {}
        http {
          access_log off;
          client_body_temp_path %1$s/a; proxy_temp_path %1$s/b; fastcgi_temp_path %1$s/c;
          uwsgi_temp_path %1$s/d; scgi_temp_path %1$s/e;
          server {
            listen 127.0.0.1:%2$d ssl http2;
            ssl_certificate %1$s/cert.pem; ssl_certificate_key %1$s/key.pem;
            location / { proxy_pass http://127.0.0.1:%3$d; }
          }
        }
        """
            .formatted(folder, port, backend));
    start(
        port,
        "/usr/sbin/nginx",
        "-c",
        folder.resolve("nginx.conf").toString(),
        "-e",
        folder.resolve("error").toString());
    return port;
  }

  @Test
  void hypercornInBothVersionsOverTcp() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/hypercorn")), "hypercorn is not installed");
    writeApplication();
    int port = freePort();
    start(
        port,
        "/usr/bin/env",
        "PYTHONPATH=" + folder,
        "/usr/bin/hypercorn",
        "--bind",
        "127.0.0.1:" + port,
        "--certfile",
        folder.resolve("cert.pem").toString(),
        "--keyfile",
        folder.resolve("key.pem").toString(),
        "app:app");
    seen("https://127.0.0.1:" + port + "/slow", HttpChoice.HTTP_1_1);
    seen("https://127.0.0.1:" + port + "/slow", HttpChoice.HTTP_2);
  }

  @Test
  void uvicornWithoutTls() throws Exception {
    seen("http://127.0.0.1:" + uvicorn() + "/slow", HttpChoice.HTTP_1_1);
  }

  /** The known delay is found where it is, in a cold, a warm and (over TLS) a resumed run. */
  private void seen(String url, HttpChoice choice) {
    HttpVersion version =
        switch (choice) {
          case HTTP_2 -> HttpVersion.HTTP_2;
          case HTTP_3 -> HttpVersion.HTTP_3;
          default -> HttpVersion.HTTP_1_1;
        };
    List<ProbeRun> runs = run(url, choice);
    assertThat(runs).hasSize(url.startsWith("https") ? 3 : 2);
    for (ProbeRun run : runs) {
      ProbeHop hop = run.last();
      assertThat(hop.failure()).as(run.plan().toString()).isEmpty();
      HttpResponse response = hop.response().orElseThrow();
      assertThat(response.code()).isEqualTo(200);
      assertThat(response.version()).isEqualTo(version);
      assertThat(response.body().decodedBytes().orElse(response.body().wireBytes())).isEqualTo(5);
      assertThat(hop.phases().durationNanos(Phase.WAIT) / 1_000_000)
          .as(run.plan().toString())
          .isBetween(EARLIEST_MILLIS, LATEST_MILLIS);
      if (run.plan().kind() == RunKind.RESUMED) {
        assertThat(hop.tls().orElseThrow().isResumed()).isTrue();
      }
    }
  }

  private List<ProbeRun> run(String url, HttpChoice choice) {
    return run(plan(url, choice).runs(1, true, url.startsWith("https")));
  }

  private ProbeRun cold(String url, HttpChoice choice) {
    return run(plan(url, choice)).getFirst();
  }

  private ProbePlan.Builder plan(String url, HttpChoice choice) {
    return ProbePlan.of(url).versions(List.of(choice)).trusted(List.of(certificate.certificate()));
  }

  private static List<ProbeRun> run(ProbePlan.Builder plan) {
    return new UrlProbe(plan.build(), ProbeObserver.SILENT).run().runs();
  }

  /** The application behind all of them. */
  private void writeApplication() throws IOException {
    write(
        "app.py",
        """
        import asyncio

        async def app(scope, receive, send):
            if scope["type"] != "http":
                raise RuntimeError(scope["type"])
            if scope["path"] == "/slow":
                await asyncio.sleep(%s)
            await send({"type": "http.response.start", "status": 200,
                        "headers": [(b"content-length", b"5")]})
            await send({"type": "http.response.body", "body": b"hello"})
        """
            .formatted(DELAY_MILLIS / 1000.0));
  }

  private int uvicorn() throws Exception {
    writeApplication();
    int port = freePort();
    start(
        port,
        "/usr/bin/uvicorn",
        "--app-dir",
        folder.toString(),
        "--port",
        Integer.toString(port),
        "--lifespan",
        "off",
        "app:app");
    return port;
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  /** Waits until it takes connections. */
  private void start(int port, String... command) throws Exception {
    assumeTrue(Files.isExecutable(Path.of(command[0])), command[0] + " is not installed");
    Path log = folder.resolve(Path.of(command[0]).getFileName() + ".log");
    Process server =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    servers.add(server);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!isListening(port)) {
      assertThat(server.isAlive()).as(Files.readString(log)).isTrue();
      assertThat(System.nanoTime()).as(Files.readString(log)).isLessThan(end);
      Thread.sleep(50);
    }
  }

  private static boolean isListening(int port) {
    try (Socket _ = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
