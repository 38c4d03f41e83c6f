package dev.stallscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl+C in a process of its own, whose input is as slow as the test makes it. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class InterruptionTest {
  private static final Path SLOW = Path.of("sample-captures/slow-server/capture.pcapng");

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();

  @Test
  void stopsReadingAndPrintsWhatWasRead() throws Exception {
    Path pipe = pipe();
    Path out = folder.resolve("out");
    Process process = start(out, "analyze", pipe.toString());
    try (OutputStream packets = Files.newOutputStream(pipe)) {
      packets.write(Files.readAllBytes(SLOW));
      interrupt(process);
      awaitStopping(process);
      writeForEver(packets);
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(Files.readString(out))
        .containsPattern("! Reading was stopped at byte [\\d,]+ of [\\d,]+, after [\\d,]+ packets")
        .contains("slow-server-response", "Waterfall");
  }

  @Test
  void aSecondOneEndsAtOnce() throws Exception {
    Path pipe = pipe();
    Path out = folder.resolve("out");
    Process process = start(out, "analyze", pipe.toString());
    try (OutputStream packets = Files.newOutputStream(pipe)) {
      packets.write(Files.readAllBytes(SLOW));
      interrupt(process);
      awaitStopping(process);
      interrupt(process);
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(process.exitValue()).isEqualTo(128 + 2);
    assertThat(out).isEmptyFile();
  }

  @Test
  void isTheUsualEndOfFollowing() throws Exception {
    Path growing = folder.resolve("growing.pcapng");
    byte[] capture = Files.readAllBytes(SLOW);
    Files.write(growing, new byte[0]);
    Path out = folder.resolve("out");
    Process process = start(out, "analyze", "--follow", growing.toString());
    Files.write(growing, capture);
    awaitOpened(process, growing);
    interrupt(process);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(ExitCode.FINE);
    assertThat(Files.readString(out)).contains("30 packets").doesNotContain("stopped");
  }

  @Test
  void stopsAProbeAndPrintsWhatWasMeasured() throws Exception {
    CountDownLatch isAsked = new CountDownLatch(1);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Thread.ofVirtual().start(() -> takeAndNotAnswer(server, isAsked));
      Path out = folder.resolve("out");
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/slow";
      Process process = start(out, "probe", url, "--runs", "3");
      assertThat(isAsked.await(30, TimeUnit.SECONDS)).isTrue();
      interrupt(process);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(ExitCode.INTERRUPTED);
      assertThat(Files.readString(out))
          .contains("GET " + url, "connected in", "Stopped before its answer began.")
          .contains("Stopped before the end; what was measured until then stands above.")
          .doesNotContain("run 2");
    }
  }

  private static void takeAndNotAnswer(ServerSocket server, CountDownLatch isAsked) {
    try (Socket connection = server.accept()) {
      assertThat(connection.getInputStream().read()).isEqualTo('G');
      isAsked.countDown();
      connection.getInputStream().readAllBytes();
    } catch (IOException e) {
      isAsked.countDown();
    }
  }

  @AfterEach
  void leavesNothingRunning() {
    started.forEach(Process::destroyForcibly);
  }

  private Path pipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }

  private Process start(Path out, String... arguments) throws IOException {
    Process process =
        ChildJvm.of(List.of(), Main.class.getName(), arguments)
            .redirectOutput(out.toFile())
            .start();
    started.add(process);
    return process;
  }

  private static void interrupt(Process process) throws Exception {
    String[] kill = {"sh", "-c", "kill -INT " + process.pid()};
    assertThat(new ProcessBuilder(kill).start().waitFor()).isZero();
  }

  private static void awaitStopping(Process process) throws IOException {
    BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
    assertThat(Stream.of(err.readLine(), err.readLine())).anyMatch(l -> l.startsWith("Stopping"));
  }

  /** Until whoever reads has enough. */
  private static void writeForEver(OutputStream packets) {
    byte[] section = new byte[0];
    try {
      section = Files.readAllBytes(SLOW);
      while (true) {
        packets.write(section);
      }
    } catch (IOException e) {
      assertThat(section).isNotEmpty();
    }
  }

  /** The listener is there before the file is opened, so an open file can be interrupted. */
  private static void awaitOpened(Process process, Path file) throws Exception {
    Path descriptors = Path.of("/proc", Long.toString(process.pid()), "fd");
    while (true) {
      try (Stream<Path> open = Files.list(descriptors)) {
        if (open.anyMatch(one -> isLinkTo(one, file))) {
          return;
        }
      }
      Thread.sleep(20);
    }
  }

  private static boolean isLinkTo(Path link, Path file) {
    try {
      return Files.readSymbolicLink(link).equals(file.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }
}
