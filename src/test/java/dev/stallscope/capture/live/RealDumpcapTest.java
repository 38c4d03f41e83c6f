package dev.stallscope.capture.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stallscope.testkit.ChildJvm;
import dev.stallscope.testkit.ExchangeLabels;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the dumpcap that is installed, where there is one and this user may capture with it. */
class RealDumpcapTest {
  @TempDir Path folder;
  private final MockWebServer server = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    LiveRights.assume();
    assumeTrue(Dumpcap.find().isPresent(), "dumpcap is not installed");
    server.start(InetAddress.getByName("127.0.0.1"), 0);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void itsPacketsAreAnalysedLikeThoseOfLibpcap() throws Exception {
    Path theirs = folder.resolve("dumpcap.pcapng");
    Path ours = folder.resolve("libpcap.pcapng");
    PacketSource dumpcap = DumpcapSource.open(Dumpcap.find().orElseThrow(), order(theirs));
    PacketSource libpcap = LibpcapSource.open(order(ours));
    CompletableFuture<RecordingCounts> first = record(order(theirs), dumpcap);
    CompletableFuture<RecordingCounts> second = record(order(ours), libpcap);
    ask("/one", 200);
    ask("/two", 404);
    // dumpcap hands packets on some times a second
    Thread.sleep(1000);
    dumpcap.stop();
    libpcap.stop();
    assertThat(first.get(20, TimeUnit.SECONDS).dropped()).isZero();
    assertThat(first.join().packets()).isEqualTo(second.get(20, TimeUnit.SECONDS).packets());
    assertThat(ExchangeLabels.of(theirs))
        .containsExactly("GET /one 200", "GET /two 404")
        .isEqualTo(ExchangeLabels.of(ours));
  }

  @Test
  void itsOwnWordsAreToldWhereItRefuses() {
    CaptureOrder nowhere = CaptureOrder.of("nope0", "", folder.resolve("a.pcapng"));
    assertThatThrownBy(() -> DumpcapSource.open(Dumpcap.find().orElseThrow(), nowhere))
        .isInstanceOf(CaptureRefusedException.class)
        .hasMessageContaining("nope0");
    CaptureOrder filtered = CaptureOrder.of("lo", "tcp port xx", folder.resolve("a.pcapng"));
    assertThatThrownBy(() -> DumpcapSource.open(Dumpcap.find().orElseThrow(), filtered))
        .isInstanceOf(CaptureRefusedException.class)
        .hasMessageContaining("tcp port xx");
  }

  /** Root without its capabilities, as any other user is; dumpcap brings them back for itself. */
  @Test
  void itIsUsedByWhoMayNotUseLibpcap() throws Exception {
    Path dumpcap = Files.copy(Dumpcap.find().orElseThrow(), folder.resolve("dumpcap"));
    assumeTrue(
        isDone("/sbin/setcap", "cap_net_raw,cap_net_admin+eip", dumpcap.toString()),
        "setcap is not installed, or cannot give a right here");
    Path file = folder.resolve("fallback.pcapng");
    Process capture = unprivileged(file);
    assertThat(capture.inputReader().readLine()).isEqualTo("begun\t" + file);
    ask("/one", 200);
    Thread.sleep(1000);
    capture.getOutputStream().close();
    assertThat(capture.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(ExchangeLabels.of(file)).containsExactly("GET /one 200");
  }

  @Test
  void whereItHasNoRightEitherItIsSaidHowToGetIt() throws Exception {
    Files.copy(Dumpcap.find().orElseThrow(), folder.resolve("dumpcap"));
    Process capture = unprivileged(folder.resolve("none.pcapng"));
    String said = new String(capture.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said)
        .startsWith("refused\tCapturing needs a right that this user does not have.")
        .contains("setcap cap_net_raw");
  }

  private Process unprivileged(Path file) throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "util-linux is not installed");
    ChildJvm.beTheProgram();
    List<String> command =
        new ArrayList<>(
            List.of("setpriv", "--securebits=+noroot", "--inh-caps=-all", "--ambient-caps=-all"));
    command.addAll(
        CaptureProgram.command(
            List.of(
                "capture",
                "--as-child",
                "-i",
                "lo",
                "-f",
                "tcp port " + server.getPort(),
                "-o",
                file.toString())));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().merge("PATH", folder + File.pathSeparator, (path, own) -> own + path);
    return builder.start();
  }

  private static boolean isDone(String... command) throws Exception {
    return Files.isExecutable(Path.of(command[0]))
        && new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }

  private CaptureOrder order(Path file) {
    return CaptureOrder.of("lo", "tcp port " + server.getPort(), file);
  }

  private static CompletableFuture<RecordingCounts> record(CaptureOrder order, PacketSource source)
      throws IOException {
    Recording recording = new Recording(order, source, _ -> {});
    CompletableFuture<RecordingCounts> counts = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                counts.complete(recording.run());
              } catch (IOException | RuntimeException e) {
                counts.completeExceptionally(e);
              }
            });
    return counts;
  }

  private void ask(String path, int code) throws Exception {
    server.enqueue(new MockResponse.Builder().code(code).body("ok").build());
    URI uri = URI.create("http://127.0.0.1:" + server.getPort() + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(
              client
                  .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                  .statusCode())
          .isEqualTo(code);
    }
  }
}
