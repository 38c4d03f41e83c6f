package dev.stallscope.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stallscope.demo.DemoPorts;
import dev.stallscope.demo.DemoServer;
import dev.stallscope.probe.compare.ComparedSubject;
import dev.stallscope.probe.compare.Comparison;
import dev.stallscope.probe.compare.GrpcCalls;
import dev.stallscope.probe.compare.RunGroup;
import dev.stallscope.report.GrpcText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Protocol;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * gRPC calls of servers that others wrote (grpcio), of the demo server, and where there are none.
 */
class GrpcProbeTest {
  private static final String PYTHON = "/usr/bin/python3";
  private static final long DELAY_NANOS = 50_000_000;

  /** Messages are bytes as they are on the wire, so that no generated code is needed. */
  private static final String SERVER =
      """
      import sys, time
      from concurrent import futures
      import grpc

      def check(request, context):
          time.sleep(0.05)
          if request:
              context.abort(grpc.StatusCode.NOT_FOUND, "no such service")
          return b"\\x08\\x01"

      def reflect(requests, context):
          for request in requests:
              assert request == b"\\x3a\\x01*", request
              time.sleep(0.05)
              yield b"\\x32\\x00"

      kind, folder = sys.argv[1:3]
      server = grpc.server(futures.ThreadPoolExecutor(4))
      handlers = {
          "health": ("grpc.health.v1.Health",
                     {"Check": grpc.unary_unary_rpc_method_handler(check)}),
          "reflection": ("grpc.reflection.v1alpha.ServerReflection",
                         {"ServerReflectionInfo": grpc.stream_stream_rpc_method_handler(reflect)}),
          "neither": ("shop.Stock", {"Get": grpc.unary_unary_rpc_method_handler(check)}),
      }
      server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(*handlers[kind]),))
      if len(sys.argv) > 3:
          key = open(folder + "/key.pem", "rb").read()
          chain = open(folder + "/cert.pem", "rb").read()
          credentials = grpc.ssl_server_credentials([(key, chain)])
          port = server.add_secure_port("127.0.0.1:0", credentials)
      else:
          port = server.add_insecure_port("127.0.0.1:0")
      server.start()
      print(port, flush=True)
      server.wait_for_termination()
      """;

  private static final long DEMO_DELAY_NANOS = 800_000_000;

  @TempDir private Path folder;

  /** Of the calls that were made last. */
  private ProbeResult result = new ProbeResult(ProbePlan.of("https://x").build(), List.of(), false);

  private final HeldCertificate certificate =
      new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();

  @ParameterizedTest
  @CsvSource({
    "health, http, grpc.health.v1.Health/Check",
    "health, https, grpc.health.v1.Health/Check",
    "reflection, http, grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"
  })
  void grpcioIsCalledWhereItOffersSomething(String kind, String scheme, String method)
      throws Exception {
    GrpcCalls calls = ofGrpcio(kind, scheme, "");
    assertThat(calls.method()).isEqualTo(method);
    assertThat(calls.isOffered()).isTrue();
    boolean isTls = scheme.equals("https");
    assertThat(calls.statuses()).containsOnlyKeys("OK").containsEntry("OK", isTls ? 6 : 4);
    assertThat(calls.groups())
        .extracting(group -> group.key().text())
        .containsExactlyElementsOf(
            isTls
                ? List.of("gRPC cold", "gRPC warm", "gRPC resumed")
                : List.of("gRPC cold", "gRPC warm"));
    for (RunGroup group : calls.groups()) {
      assertThat(group.total().leastNanos()).isGreaterThanOrEqualTo(DELAY_NANOS);
    }
    assertThat(GrpcText.sentences(calls).getFirst())
        .startsWith("gRPC " + method + " ended with OK (");
  }

  @Test
  void grpcioThatOffersNeitherSaysSo() throws Exception {
    GrpcCalls calls = ofGrpcio("neither", "http", "");
    assertThat(calls.isOffered()).isFalse();
    assertThat(GrpcText.sentences(calls))
        .containsExactly(
            "The server offers neither gRPC health checking nor reflection: it answered"
                + " UNIMPLEMENTED (4).");
  }

  @Test
  void theDemoServerIsHealthy() throws IOException {
    try (DemoServer server = DemoServer.start(DemoPorts.FREE)) {
      GrpcCalls calls = calls("grpc://127.0.0.1:" + server.ports().http(), false);
      assertThat(calls.method()).isEqualTo(GrpcMethod.HEALTH.text());
      assertThat(calls.statuses()).containsOnlyKeys("OK");
    }
  }

  @Test
  void theDemoServersSlowAndFailingMethodsAreCalledByTheirNames() throws IOException {
    try (DemoServer server = DemoServer.start(DemoPorts.FREE)) {
      String url = "grpc://127.0.0.1:" + server.ports().http() + "/demo.";
      GrpcCalls slow = calls(url + "Slow/Check", false);
      assertThat(slow.statuses()).containsExactly(Map.entry("OK", 4));
      assertThat(slow.groups())
          .allMatch(group -> group.total().leastNanos() > DEMO_DELAY_NANOS, "each is slow");
      String secure = "grpcs://127.0.0.1:" + server.ports().https() + "/demo.Failing/Check";
      ProbeResult failing = probed(secure, ProbePlan.of("https://x").insecure(true).build());
      assertThat(GrpcAnswer.of(failing.runs().getFirst()))
          .contains(new GrpcAnswer("UNAVAILABLE", "the stock service does not answer", true));
      assertThat(failing.isComplete()).as("the call was answered").isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "neither, /shop.Stock/Get, OK, ''",
    "neither, /shop.Stock/Put, UNIMPLEMENTED, Method not found!",
    "health, /grpc.health.v1.Health/Check, OK, ''",
    "health, /grpc.health.v1.Health/Check?service=shop.Stock, NOT_FOUND, no such service"
  })
  void grpciosMethodsAreCalledByTheirNames(String kind, String path, String status, String message)
      throws Exception {
    GrpcCalls calls = ofGrpcio(kind, "http", path);
    assertThat(calls.method()).isEqualTo(path.substring(1).replace("?service=", " of "));
    assertThat(calls.statuses()).containsExactly(Map.entry(status, 4));
    boolean isThere = !status.equals("UNIMPLEMENTED");
    assertThat(calls.isOffered()).isEqualTo(isThere);
    assertThat(GrpcText.sentences(calls).getFirst())
        .isEqualTo(
            isThere
                ? "gRPC %s ended with %s (4).".formatted(calls.method(), status)
                : "The server does not offer gRPC shop.Stock/Put: it answered UNIMPLEMENTED (4).");
    assertThat(GrpcAnswer.of(result.runs().getFirst()).orElseThrow().message()).isEqualTo(message);
  }

  @Test
  void severalMethodsAreTimedApart() throws IOException {
    try (DemoServer server = DemoServer.start(DemoPorts.FREE)) {
      String url = "grpc://127.0.0.1:" + server.ports().http() + "/demo.";
      List<ProbePlan> plans =
          Stream.of("Fast/Check", "Slow/Check")
              .map(name -> plan(url + name, ProbePlan.of("http://x").build()))
              .toList();
      ComparedSubject subject =
          ComparedSubject.of(new ProbeSeries(plans, ProbeObserver.SILENT).run(), List.of());
      assertThat(subject.name()).isEqualTo(url + "Fast/Check, " + url + "Slow/Check");
      assertThat(subject.comparison().allGroups())
          .extracting(group -> group.key().text(), group -> group.runs().size())
          .containsExactly(
              tuple("gRPC demo.Fast/Check cold", 1), tuple("gRPC demo.Slow/Check cold", 1));
    }
  }

  @Test
  void aServerForPagesHasNoGrpc() throws IOException {
    try (MockWebServer server = new MockWebServer()) {
      server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
      for (int i = 0; i < 7; i++) {
        server.enqueue(new MockResponse.Builder().code(404).body("what?").build());
      }
      server.start();
      GrpcCalls calls = calls("grpc://127.0.0.1:" + server.getPort(), false);
      assertThat(calls.isOffered()).isFalse();
      assertThat(GrpcText.sentences(calls).getFirst()).endsWith("it answered HTTP 404 (4).");
    }
  }

  @Test
  void theMessagesAreThoseOfTheProtocols() {
    ProbePlan plan = ProbePlan.of("https://shop.test/a?b=c").build();
    assertThat(bytes(GrpcMethod.HEALTH.plan(plan))).containsExactly(0, 0, 0, 0, 0);
    assertThat(bytes(GrpcMethod.REFLECTION.plan(plan)))
        .containsExactly(0, 0, 0, 0, 3, 0x3a, 1, '*');
    assertThat(GrpcMethod.HEALTH.plan(plan).url())
        .isEqualTo("https://shop.test/grpc.health.v1.Health/Check");
    assertThat(GrpcMethod.of(GrpcMethod.REFLECTION.plan(plan))).contains(GrpcMethod.REFLECTION);
    assertThat(GrpcMethod.of(plan)).isEmpty();
  }

  private static byte[] bytes(ProbePlan plan) {
    return plan.body().getBytes(StandardCharsets.UTF_8);
  }

  private GrpcCalls ofGrpcio(String kind, String scheme, String path) throws Exception {
    assumeTrue(hasGrpcio(), "python3-grpcio is not installed");
    Files.writeString(folder.resolve("cert.pem"), certificate.certificatePem());
    Files.writeString(folder.resolve("key.pem"), certificate.privateKeyPkcs8Pem());
    Path script = Files.writeString(folder.resolve("server.py"), SERVER);
    boolean isTls = scheme.equals("https");
    List<String> command =
        isTls
            ? List.of(PYTHON, script.toString(), kind, folder.toString(), "tls")
            : List.of(PYTHON, script.toString(), kind, folder.toString());
    Process server =
        new ProcessBuilder(command).redirectError(folder.resolve("err").toFile()).start();
    try (var lines = server.inputReader()) {
      String port = lines.readLine();
      assertThat(port).as(Files.readString(folder.resolve("err"))).isNotNull();
      return calls(scheme.replace("http", "grpc") + "://127.0.0.1:" + port + path, isTls);
    } finally {
      server.destroy();
      server.waitFor(10, TimeUnit.SECONDS);
    }
  }

  private static boolean hasGrpcio() throws IOException, InterruptedException {
    return Files.isExecutable(Path.of(PYTHON))
        && new ProcessBuilder(PYTHON, "-c", "import grpc")
                .redirectErrorStream(true)
                .start()
                .waitFor()
            == 0;
  }

  private static ProbePlan plan(String url, ProbePlan like) {
    ProbeTarget target = ProbeTarget.parse(url).orElseThrow();
    return target.plan(like.at(target.url()).build());
  }

  private static ProbeResult probed(String url, ProbePlan like) {
    return new UrlProbe(plan(url, like), ProbeObserver.SILENT).run();
  }

  private GrpcCalls calls(String url, boolean isTls) {
    ProbePlan like =
        ProbePlan.of("https://x")
            .runs(2, true, isTls)
            .trusted(List.of(certificate.certificate()))
            .build();
    result = probed(url, like);
    Comparison comparison = Comparison.of(List.of(result));
    assertThat(comparison.missing()).isEmpty();
    assertThat(comparison.groups()).isEmpty();
    assertThat(comparison.grpc()).hasSize(1);
    return comparison.grpc().getFirst();
  }
}
