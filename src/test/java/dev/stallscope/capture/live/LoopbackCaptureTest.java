package dev.stallscope.capture.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stallscope.testkit.ChildJvm;
import dev.stallscope.testkit.ExchangeLabels;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captures for real, on the loopback interface. */
class LoopbackCaptureTest {
  @TempDir Path folder;
  private final MockWebServer server = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    LiveRights.assume();
    ChildJvm.beTheProgram();
    server.start();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void theSameTrafficGivesTheSameExchangesAsFromTcpdump() throws Exception {
    Path theirs = folder.resolve("tcpdump.pcap");
    Process tcpdump = tcpdump(theirs);
    try (CaptureProcess capture =
        CaptureProcess.start("lo", filter(), folder.resolve("a.pcapng"))) {
      exchange("/one", "/two?token=secret", "/missing");
      RecordingCounts counts = capture.stop();
      assertThat(counts.dropped()).isZero();
      assertThat(capture.failure()).isEmpty();
    }
    // it keeps packets back for up to a second
    Thread.sleep(1200);
    tcpdump.destroy();
    tcpdump.waitFor();
    List<String> ours = ExchangeLabels.of(folder.resolve("a.pcapng"));
    assertThat(ours)
        .containsExactly("GET /one 200", "GET /two?token=*** 200", "GET /missing 404")
        .isEqualTo(ExchangeLabels.of(theirs));
  }

  @Test
  void aProcessThatIsKilledLeavesAFileThatCanBeRead() throws Exception {
    Path file = folder.resolve("a.pcapng");
    Process process =
        new ProcessBuilder(
                CaptureProgram.command(
                    List.of("capture", "-i", "lo", "-f", filter(), "-o", file.toString())))
            .start();
    awaitBytes(file, 1);
    exchange("/one", "/two");
    awaitBytes(file, 2000);
    process.destroyForcibly().waitFor();
    assertThat(ExchangeLabels.of(file)).containsExactly("GET /one 200", "GET /two 200");
  }

  @Test
  void itEndsWithAWholeFileWhenWhoStartedItDies() throws Exception {
    Path file = folder.resolve("a.pcapng");
    Process process =
        new ProcessBuilder(
                CaptureProgram.command(
                    List.of(
                        "capture",
                        "--as-child",
                        "-i",
                        "lo",
                        "-f",
                        filter(),
                        "-o",
                        file.toString())))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.inputReader().readLine()).isEqualTo("begun\t" + file);
    exchange("/one");
    process.getOutputStream().close();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(ExchangeLabels.of(file)).containsExactly("GET /one 200");
  }

  @Test
  void whatIsRefusedIsSaidByTheOneWhoStartedIt() {
    assertThatThrownBy(() -> CaptureProcess.start("lo", "tcp port xx", folder.resolve("a.pcapng")))
        .isInstanceOf(IOException.class)
        .hasMessage("The filter 'tcp port xx' is not one: unknown port 'xx'");
    assertThatThrownBy(() -> CaptureProcess.start("nope0", "", folder.resolve("a.pcapng")))
        .hasMessageContaining("Cannot capture on 'nope0'")
        .hasMessageContaining("No such device");
  }

  private String filter() {
    return "tcp port " + server.getPort();
  }

  private Process tcpdump(Path file) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/tcpdump")), "tcpdump is not installed");
    Process tcpdump =
        new ProcessBuilder(
                "tcpdump", "-i", "lo", "-U", "-w", file.toString(), "-Z", "root", filter())
            .redirectErrorStream(true)
            .start();
    assertThat(tcpdump.inputReader().readLine()).contains("listening on lo");
    return tcpdump;
  }

  private void exchange(String... paths) throws IOException {
    OkHttpClient client = new OkHttpClient();
    for (String path : paths) {
      server.enqueue(
          new MockResponse.Builder().code(path.equals("/missing") ? 404 : 200).body("ok").build());
      URI uri = URI.create("http://127.0.0.1:" + server.getPort() + path);
      try (Response response =
          client.newCall(new Request.Builder().url(uri.toString()).build()).execute()) {
        assertThat(response.body().string()).isEqualTo("ok");
      }
    }
    client.connectionPool().evictAll();
  }

  private static void awaitBytes(Path file, long bytes) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!Files.exists(file) || Files.size(file) < bytes) {
      assertThat(System.nanoTime()).as("bytes in " + file).isLessThan(end);
      Thread.sleep(50);
    }
  }
}
