package dev.stallscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompareCommandTest {
  private static final String ONE = "sample-captures/concurrent-calls/capture.pcapng";
  private static final String TWO = "sample-captures/http2-concurrent-calls/capture.pcapng";

  @TempDir Path folder;
  private final StringWriter err = new StringWriter();

  @Test
  void aCaptureForEachVersionIsCompared() throws IOException {
    Path text = folder.resolve("text");
    assertThat(run(ONE, TWO, "--output", text.toString())).isEqualTo(ExitCode.FINE);
    assertThat(Files.readString(text))
        .contains(
            "workshop.test:8000, 6 resources as one page",
            "HTTP/1.1 cold         1",
            "In the packets     connections  requests   packets",
            "HTTP/2                       1         7        37",
            "No two versions began equally cold here",
            "A model, not measured",
            "GET workshop.test:8000/call/stock",
            "Cold, too few runs to tell HTTP/1.1 from HTTP/2",
            "4 resources more can be compared: --all");
  }

  @Test
  void callsAreToldByThemselvesWhereThereIsNothingElse() throws IOException {
    Path text = folder.resolve("text");
    String calls = "sample-captures/grpc-failing/capture.pcapng";
    assertThat(run(calls, "--output", text.toString())).isEqualTo(ExitCode.FINE);
    assertThat(Files.readString(text))
        .contains(
            "gRPC calls to workshop.test",
            "gRPC Reserve cold      1",
            "gRPC Repair warm       1",
            "gRPC workshop.Benches/Repair ended with UNAVAILABLE (1).",
            "1 call: half within 44.6 ms, 90 % within 44.6 ms, the longest 44.6 ms.")
        .doesNotContain("Fewer than two versions");
    Path json = folder.resolve("calls.json");
    assertThat(run(calls, "--output", json.toString())).isEqualTo(ExitCode.FINE);
    JsonNode root = new ObjectMapper().readTree(json.toFile());
    ComparisonSchema.check(root);
    assertThat(root.path("subjects").get(0).path("grpc")).hasSize(2);
  }

  @Test
  void theJsonFormTellsOfAllAndKeepsToItsSchema() throws IOException {
    Path file = folder.resolve("a.json");
    assertThat(run(ONE, TWO, "--output", file.toString())).isEqualTo(ExitCode.FINE);
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    ComparisonSchema.check(json);
    assertThat(json.path("subjects")).hasSize(7);
    assertThat(json.path("subjects").get(1).path("verdicts").get(0).path("outcome").asText())
        .isEqualTo("too-few-runs");
  }

  /** Multiplexed requests set nothing up themselves; the page waited for it all the same. */
  @Test
  void aPageOverOneConnectionHasItsSetUpInIt() throws IOException {
    Path file = folder.resolve("page.json");
    String[] captures = {
      "sample-captures/http1-page/capture.pcapng",
      "sample-captures/http2-page/capture.pcapng",
      "sample-captures/http3-page/capture.pcapng"
    };
    assertThat(run(captures[0], captures[1], captures[2], "--output", file.toString()))
        .isEqualTo(ExitCode.FINE);
    JsonNode page = new ObjectMapper().readTree(file.toFile()).path("subjects").get(0);
    assertThat(page.path("name").asText()).isEqualTo("workshop.test");
    assertThat(page.path("groups")).hasSize(3);
    for (JsonNode group : page.path("groups")) {
      assertThat(group.path("kind").asText()).isEqualTo("cold");
      JsonNode phases = group.path("phases");
      long setUp =
          phases.path("connect").path("medianNanos").asLong()
              + phases.path("tls").path("medianNanos").asLong();
      assertThat(setUp).as(group.path("version").asText()).isGreaterThan(30_000_000);
      assertThat(group.path("roundTrips").path("tls").asInt()).isPositive();
    }
    assertThat(page.path("traffic").get(0).path("connections").asInt()).isEqualTo(6);
    assertThat(page.path("traffic").get(1).path("connections").asInt()).isEqualTo(1);
    assertThat(page.path("traffic").get(2).path("connections").asInt()).isEqualTo(1);
  }

  @Test
  void oneOfManyIsChosenByItsUrl() throws IOException {
    Path text = folder.resolve("text");
    assertThat(run(ONE, TWO, "--url", "/call/offers", "--output", text.toString()))
        .isEqualTo(ExitCode.FINE);
    assertThat(Files.readString(text))
        .startsWith("GET workshop.test:8000/call/offers")
        .doesNotContain("/call/stock", "resources more");
    assertThat(run(ONE, TWO, "--url", "nowhere")).isEqualTo(ExitCode.UNANSWERED);
    assertThat(err.toString()).contains("'nowhere'");
  }

  @Test
  void whereNothingCanBeComparedItSaysWhyAndWhatToDo() throws IOException {
    Path text = folder.resolve("text");
    assertThat(run(ONE, "--output", text.toString())).isEqualTo(ExitCode.UNANSWERED);
    assertThat(Files.readString(text))
        .contains("All 6 requests", "HTTP/1.1", "curl --http1.1", "probe --compare");
    String encrypted = "sample-captures/tls13-full/capture.pcapng";
    assertThat(run(encrypted, "--output", text.toString())).isEqualTo(ExitCode.UNANSWERED);
    assertThat(Files.readString(text)).contains("for want of keys", "explain tls-keys");
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine().setErr(new PrintWriter(err));
    return line.execute(
        Stream.of(Stream.of("compare", "--no-progress"), Stream.of(arguments))
            .flatMap(one -> one)
            .toArray(String[]::new));
  }
}
