package dev.stallscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.Tshark;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
  private static final Path SAMPLE = Path.of("sample-captures/https-with-keys");
  private static final String CAPTURE = SAMPLE.resolve("capture.pcapng").toString();

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void embedsOnlyWhatTheCapturesOwnHandshakesUse() throws IOException, InterruptedException {
    List<String> own = Files.readAllLines(SAMPLE.resolve("keys.log"));
    String foreign = "CLIENT_RANDOM " + "ab".repeat(32) + " " + "cd".repeat(48);
    Path log = folder.resolve("log");
    Files.write(log, own);
    Files.writeString(log, foreign + "\n" + own.getLast() + "\n", StandardOpenOption.APPEND);
    Path with = folder.resolve("with.pcapng");
    assertThat(run("embed", CAPTURE, "--keys", log.toString(), "-o", with.toString()))
        .as(err.toString())
        .isEqualTo(ExitCode.FINE);
    assertThat(out.toString().strip())
        .isEqualTo("5 secrets of 1 connection embedded in " + with + ".");
    assertThat(Files.readString(with, StandardCharsets.ISO_8859_1))
        .contains(own.getLast())
        .doesNotContain("ab".repeat(32));
    assertThat(Tshark.fields(with, folder, "http.request", List.of("http.request.uri")))
        .contains(Map.of("http.request.uri", "/page/start"));
  }

  @Test
  void stripsWhatWasEmbedded() throws IOException {
    Path with = folder.resolve("with.pcapng");
    Path without = folder.resolve("without.pcapng");
    run("embed", CAPTURE, "--keys", SAMPLE.resolve("keys.log").toString(), "-o", with.toString());
    assertThat(run("strip", with.toString(), "-o", without.toString())).isEqualTo(ExitCode.FINE);
    assertThat(out.toString()).contains("1 block of keys left out of " + without + ".");
    assertThat(without).hasSameBinaryContentAs(Path.of(CAPTURE));
  }

  @Test
  void embedsNothingTwice() {
    String keys = SAMPLE.resolve("keys.log").toString();
    Path with = folder.resolve("with.pcapng");
    Path twice = folder.resolve("twice.pcapng");
    run("embed", CAPTURE, "--keys", keys, "-o", with.toString());
    assertThat(run("embed", with.toString(), "--keys", keys, "-o", twice.toString()))
        .isEqualTo(ExitCode.UNREADABLE);
    assertThat(err.toString())
        .contains("There are no keys for the connections in " + with + " that it does not carry");
    assertThat(twice).doesNotExist();
  }

  @Test
  void neverWritesOverWhatItReads() throws IOException {
    Path capture = Files.copy(Path.of(CAPTURE), folder.resolve("capture.pcapng"));
    Path log = Files.copy(SAMPLE.resolve("keys.log"), folder.resolve("log"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), capture);
    for (Path taken : List.of(capture, log, link)) {
      assertThat(run("embed", capture.toString(), "--keys", log.toString(), "-o", taken.toString()))
          .isEqualTo(ExitCode.UNREADABLE);
    }
    assertThat(run("strip", capture.toString(), "-o", link.toString()))
        .isEqualTo(ExitCode.UNREADABLE);
    assertThat(capture).hasSameBinaryContentAs(Path.of(CAPTURE));
  }

  @Test
  void aCaptureWithoutTheConnectionsOfTheLogGetsNothing() {
    Path with = folder.resolve("with.pcapng");
    String other = "sample-captures/tls13-full/capture.pcapng";
    String keys = SAMPLE.resolve("keys.log").toString();
    assertThat(run("embed", other, "--keys", keys, "-o", with.toString()))
        .isEqualTo(ExitCode.UNREADABLE);
    assertThat(err.toString().strip())
        .isEqualTo("stallscope: There are no keys for the connections in " + other + ".");
    assertThat(with).doesNotExist();
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "keys";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all);
  }
}
