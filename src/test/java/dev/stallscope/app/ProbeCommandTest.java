package dev.stallscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stallscope.demo.DemoPorts;
import dev.stallscope.demo.DemoServer;
import dev.stallscope.testkit.ChildJvm;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ProbeCommandTest {
  @TempDir Path folder;
  private final StringWriter err = new StringWriter();
  private final MockWebServer server = new MockWebServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void whatIsAskedForIsSent() throws Exception {
    String url = start();
    server.enqueue(new MockResponse.Builder().code(404).body("no").build());
    String text = probed(url, "-X", "PUT", "-H", "X-A: 1", "--data", "b=2", "--http", "1.1", "-4");
    assertThat(text).contains("HTTP/1.1, cold, run 1: HTTP/1.1 404 ", "PUT " + url);
    RecordedRequest request = server.takeRequest();
    assertThat(request.getMethod()).isEqualTo("PUT");
    assertThat(request.getHeaders().get("X-A")).isEqualTo("1");
    assertThat(request.getHeaders().get("User-Agent")).startsWith("stallscope/");
    assertThat(request.getBody().utf8()).isEqualTo("b=2");
  }

  @Test
  void aCertificateFileIsTrusted() throws IOException {
    HeldCertificate held =
        new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    Path authorities = Files.writeString(folder.resolve("ca.pem"), held.certificatePem());
    server.useHttps(
        new HandshakeCertificates.Builder().heldCertificate(held).build().sslSocketFactory());
    String url = start();
    server.enqueue(new MockResponse.Builder().build());
    assertThat(probed(url, "--cacert", authorities.toString())).contains("HTTP/2 200");
  }

  @Test
  void whereNobodyKnowsTheAuthorityItIsSaidHowToNameIt() throws IOException {
    HeldCertificate held =
        new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    server.useHttps(
        new HandshakeCertificates.Builder().heldCertificate(held).build().sslSocketFactory());
    assertThat(run(start(), "--output", folder.resolve("text").toString()))
        .isEqualTo(ExitCode.UNANSWERED);
    assertThat(err.toString()).startsWith("stallscope: --cacert FILE names authorities to trust; ");
  }

  @Test
  void versionsAreComparedInATableWithAVerdict() throws IOException {
    HeldCertificate held =
        new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    server.useHttps(
        new HandshakeCertificates.Builder().heldCertificate(held).build().sslSocketFactory());
    String url = start();
    for (int i = 0; i < 30; i++) {
      server.enqueue(new MockResponse.Builder().body("x").build());
    }
    String text =
        probed(url, "--compare", "--insecure", "--runs", "5", "--http", "1.1", "--http", "2");
    assertThat(text)
        .containsPattern("(?m)^HTTP/1.1 cold +5 ")
        .containsPattern("(?m)^HTTP/2 resumed +5 ")
        .containsPattern("(?m)^On the wire +sent +received +round trips")
        .containsPattern("(?m)^HTTP/1.1 cold .* 3  [a-z]+ [0-9.]+ %$")
        .containsPattern("(?m)^HTTP/2 warm .* 1  [a-z]+ [0-9.]+ %$")
        .containsPattern("(?m)^· Cold, HTTP/[12.]+ (is|and) ")
        .containsPattern("(?m)^Modelled +20 ms +100 ms ")
        .doesNotContain("run 1:");
  }

  @Test
  void severalUrlsAreComparedAsOnePage() throws Exception {
    String url = start();
    server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
    for (int i = 0; i < 4; i++) {
      server.enqueue(new MockResponse.Builder().body("x").build());
    }
    Path list = Files.writeString(folder.resolve("list"), "# the rest\n\n" + url + "b?token=s3\n");
    String[] page = {url + "a", "--urls", list.toString(), "--compare", "--http", "2"};
    String[] once = {"--runs", "1"};
    String[] arguments = Stream.of(page, once).flatMap(Stream::of).toArray(String[]::new);
    JsonNode json = new ObjectMapper().readTree(probed(add(arguments, "--format", "json")));
    ComparisonSchema.check(json);
    JsonNode subject = json.path("subjects").get(0);
    assertThat(subject.path("resources").asInt()).isEqualTo(2);
    assertThat(subject.path("name").asText())
        .isEqualTo("GET %sa, GET %sb?token=***".formatted(url, url));
    assertThat(subject.path("groups").get(0).path("version").asText()).isEqualTo("HTTP/2");
    assertThat(subject.path("groups").get(0).path("roundTrips").path("request").asInt())
        .isEqualTo(2);
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < server.getRequestCount(); i++) {
      places.add(server.takeRequest().getExchangeIndex());
    }
    assertThat(places).as("cold, then warm over the same connection").containsExactly(0, 1, 2, 3);
  }

  @Test
  void aComparisonIsWrittenInMarkdown() throws IOException {
    String url = start();
    server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
    for (int i = 0; i < 3; i++) {
      server.enqueue(new MockResponse.Builder().body("x").build());
    }
    assertThat(probed(url, "--compare", "--http", "2", "--runs", "1", "--format", "md"))
        .startsWith("## GET " + url + "\n\n| median | runs | ")
        .contains(
            "| HTTP/2 cold | 1 |", "| on the wire | sent | received |", "| HTTP/2 warm | 1 |");
  }

  @Test
  void aMethodOfGrpcIsCalledAndItsStatusTold() throws IOException {
    try (DemoServer demo = DemoServer.start(DemoPorts.FREE)) {
      String url = "grpc://127.0.0.1:" + demo.ports().http() + "/demo.Failing/Check";
      assertThat(probed(url))
          .contains(
              "HTTP/2, cold, run 1: HTTP/2 200, gRPC UNAVAILABLE in ",
              "    gRPC    UNAVAILABLE: the stock service does not answer\n");
      JsonNode json = new ObjectMapper().readTree(probed(url, "--format", "json"));
      JsonNode response = json.path("runs").get(0).path("requests").get(0).path("response");
      assertThat(json.path("url").asText()).isEqualTo(url);
      assertThat(response.path("grpcStatus").asText()).isEqualTo("UNAVAILABLE");
      assertThat(response.path("grpcMessage").asText())
          .isEqualTo("the stock service does not answer");
    }
  }

  private static String[] add(String[] some, String... more) {
    return Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new);
  }

  @Test
  void theFormFollowsTheNameOfTheOutput() throws IOException {
    String url = start();
    for (String name : new String[] {"a.har", "a.json", "a.md", "a.txt"}) {
      server.enqueue(new MockResponse.Builder().build());
      Path output = folder.resolve(name);
      assertThat(run(url, "--output", output.toString())).as(err.toString()).isZero();
      assertThat(Files.readString(output))
          .contains(
              switch (name) {
                case "a.har" -> "\"creator\"";
                case "a.json" -> "\"stallscope-probe/1\"";
                case "a.md" -> "## GET http";
                default -> "HTTP, cold, run 1:";
              });
    }
  }

  @Test
  void aRunWithoutAnswerHasItsOwnExitCode() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = socket.getLocalPort();
    }
    Path output = folder.resolve("text");
    assertThat(run("http://127.0.0.1:" + port, "--output", output.toString()))
        .isEqualTo(ExitCode.UNANSWERED);
    assertThat(Files.readString(output)).contains("refused the connection");
  }

  @Test
  void aRecordingThatCannotBeMadeDoesNotKeepTheProbeFromGoingOn() throws IOException {
    ChildJvm.beTheProgram();
    String url = start();
    server.enqueue(new MockResponse.Builder().build());
    Path nowhere = folder.resolve("missing").resolve("a.pcapng");
    assertThat(probed(url, "--record", nowhere.toString())).contains("200 OK");
    assertThat(err.toString()).startsWith("stallscope: The packets were not recorded. ");
    assertThat(err.toString()).doesNotContain("java.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ftp://x.test | ftp://x.test is no http or https URL, nor a gRPC method.",
        "grpc://x.test:1/a.B/C --http 1.1 | gRPC is called over HTTP/2 only.",
        "a.test b.test | Several URLs want --compare.",
        "--compare | A URL is wanted.",
        "x.test --http 4 | --http wants 1.1, 2 or 3, not 4.",
        "http://x.test --http 3 | --http 3 is for https:// only.",
        "x.test --http 3 --proxy h | --http 3 does not go with --proxy: UDP passes by it.",
        "x.test --runs 0 | --runs wants a number from 1 to 1000.",
        "x.test --runs few | Invalid value for option '--runs': a whole number is wanted, not 'few'.",
        "x.test --concurrent 0 | --concurrent wants a number from 1 to 1000.",
        "x.test --timeout 0 | --timeout wants seconds, at most 3600.",
        "x.test --timeout 5m | Invalid value for option '--timeout': a time is written 5, 0.5s or 500ms; not '5m'.",
        "x.test --timeout 0ms | --timeout wants seconds, at most 3600.",
        "x.test -H nothing | --header wants NAME:VALUE in ASCII, not nothing.",
        "x.test --resolver name.test | --resolver wants an address, https://… or tls://…, not name.test.",
        "x.test --proxy socks5://h | --proxy takes HTTP proxies only, and no user and password.",
        "x.test -X GET --data a | --data does not go with GET."
      })
  void whatMakesNoSenseIsSaid(String arguments, String sentence) {
    assertThat(run(arguments.split(" "))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).startsWith(sentence);
  }

  @Test
  void aMissingListOfUrlsIsNamed() {
    assertThat(run("--compare", "--urls", "nowhere")).isEqualTo(ExitCode.UNREADABLE);
    assertThat(err.toString()).startsWith("stallscope: nowhere does not exist.");
  }

  @Test
  void aMissingCertificateFileIsNamed() {
    assertThat(run("x.test", "--cacert", "nowhere.pem")).isEqualTo(ExitCode.UNREADABLE);
    assertThat(err.toString().strip()).isEqualTo("stallscope: nowhere.pem does not exist.");
  }

  private String start() throws IOException {
    server.start(InetAddress.getByName("127.0.0.1"), 0);
    return server.url("/").newBuilder().host("127.0.0.1").build().toString();
  }

  private String probed(String... arguments) throws IOException {
    Path output = folder.resolve("text");
    String[] into = {"--output", output.toString()};
    assertThat(run(Stream.of(arguments, into).flatMap(Stream::of).toArray(String[]::new)))
        .as(err.toString())
        .isEqualTo(ExitCode.FINE);
    return Files.readString(output);
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine().setErr(new PrintWriter(err));
    return line.execute(
        Stream.of(new String[] {"probe", "--no-progress"}, arguments)
            .flatMap(Stream::of)
            .toArray(String[]::new));
  }
}
