package dev.stallscope.capture.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.Analyzer;
import dev.stallscope.measure.CaptureFacts;
import dev.stallscope.testkit.ChildJvm;
import dev.stallscope.testkit.ExchangeLabels;
import dev.stallscope.testkit.NetworkNamespaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Captures for real, on an Ethernet interface between two machines that exist for the test only.
 */
class VethCaptureTest {
  private static final String PORT = "8080";
  private static final List<String> TOOLS =
      List.of("/usr/bin/python3", "/usr/bin/curl", "/usr/bin/tcpdump");

  @TempDir Path folder;
  private final List<Process> running = new ArrayList<>();
  private NetworkNamespaces machines;

  @BeforeEach
  void start() throws Exception {
    for (String tool : TOOLS) {
      assumeTrue(Files.isExecutable(Path.of(tool)), tool + " is not installed");
    }
    ChildJvm.beTheProgram();
    machines = NetworkNamespaces.make();
    Files.writeString(folder.resolve("one"), "1".repeat(100_000));
    Files.writeString(folder.resolve("two"), "2");
    Process server =
        started(
            machines.onServer(
                List.of(
                    "python3",
                    "-u",
                    "-m",
                    "http.server",
                    PORT,
                    "--protocol",
                    "HTTP/1.1",
                    "--directory",
                    folder.toString())));
    assertThat(server.inputReader().readLine()).startsWith("Serving HTTP");
  }

  @AfterEach
  void close() throws Exception {
    for (Process process : running) {
      process.destroy();
      process.waitFor(10, TimeUnit.SECONDS);
    }
    if (machines != null) {
      machines.close();
    }
  }

  @Test
  void theSameTrafficGivesTheSameExchangesAsFromTcpdump() throws Exception {
    Path ours = folder.resolve("ours.pcapng");
    Path theirs = folder.resolve("theirs.pcap");
    Process tcpdump =
        started(
            machines.onClient(
                List.of(
                    "tcpdump",
                    "-i",
                    NetworkNamespaces.CLIENT_INTERFACE,
                    "-U",
                    "-Z",
                    "root",
                    "-w",
                    theirs.toString(),
                    "tcp port " + PORT)));
    assertThat(tcpdump.inputReader().readLine()).contains("listening on");
    Process capture =
        machines
            .onClient(
                CaptureProgram.command(
                    List.of(
                        "capture",
                        "--as-child",
                        "-i",
                        NetworkNamespaces.CLIENT_INTERFACE,
                        "-f",
                        "tcp port " + PORT,
                        "-o",
                        ours.toString())))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    running.add(capture);
    assertThat(capture.inputReader().readLine()).isEqualTo("begun\t" + ours);
    ask("/one", "/two", "/missing");
    ask("/two");
    // tcpdump keeps packets back for up to a second
    Thread.sleep(1200);
    capture.getOutputStream().close();
    assertThat(capture.waitFor(20, TimeUnit.SECONDS)).isTrue();
    tcpdump.destroy();
    tcpdump.waitFor();
    assertThat(ExchangeLabels.of(ours))
        .containsExactly("GET /one 200", "GET /two 200", "GET /missing 404", "GET /two 200")
        .isEqualTo(ExchangeLabels.of(theirs));
    assertThat(traffic(ours)).isEqualTo(traffic(theirs));
  }

  private static List<Long> traffic(Path file) throws IOException {
    CaptureFacts facts =
        Analyzer.analyze(List.of(file), AnalysisProgress.NONE).measurements().capture();
    assertThat(facts.packets()).isPositive();
    return List.of((long) facts.packets(), facts.wireBytes());
  }

  /** Paths over one connection. */
  private void ask(String... paths) throws Exception {
    List<String> command = new ArrayList<>(List.of("curl", "-s", "-o", "/dev/null"));
    for (int i = 0; i < paths.length; i++) {
      if (i > 0) {
        command.addAll(List.of("-o", "/dev/null"));
      }
      command.add("http://" + NetworkNamespaces.SERVER_ADDRESS + ":" + PORT + paths[i]);
    }
    assertThat(machines.onClient(command).inheritIO().start().waitFor()).isZero();
  }

  private Process started(ProcessBuilder command) throws IOException {
    Process process = command.redirectErrorStream(true).start();
    running.add(process);
    return process;
  }
}
