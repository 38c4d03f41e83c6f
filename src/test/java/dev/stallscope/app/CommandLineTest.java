package dev.stallscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stallscope.capture.DecryptionSecrets;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {
  private static final String SLOW = "sample-captures/slow-server/capture.pcapng";

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void writesTheTextForm() throws IOException {
    Path report = folder.resolve("report.txt");
    assertThat(run("analyze", SLOW, "--output", report.toString())).isEqualTo(ExitCode.FINE);
    assertThat(Files.readString(report))
        .contains("GET /slow/orders", "slow-server-response", "30 packets")
        .doesNotContain("\u001b");
    assertThat(Files.readAllLines(report)).allMatch(line -> line.length() <= 100);
  }

  @Test
  void failsOnFindingsWhenAskedTo() {
    String nowhere = folder.resolve("x").toString();
    assertThat(run("analyze", SLOW, "--output", nowhere, "--fail-on", "minor"))
        .isEqualTo(ExitCode.FINDINGS);
    assertThat(
            run(
                "analyze",
                "sample-captures/healthy-page/capture.pcapng",
                "--output",
                nowhere,
                "--fail-on",
                "minor"))
        .isEqualTo(ExitCode.FINE);
  }

  @Test
  void anUnknownOptionIsAUsageError() {
    assertThat(run("analyze", SLOW, "--colour")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--colour");
  }

  @Test
  void whatIsNeitherACommandNorAFileIsAUsageError() {
    assertThat(run("analize")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString().strip())
        .isEqualTo("stallscope: analize is neither a command nor a file; see stallscope --help");
  }

  @Test
  void aFileThatIsNoCaptureIsNamedInOneSentence() {
    assertThat(run("analyze", "README.md")).isEqualTo(ExitCode.UNREADABLE);
    assertThat(err.toString().strip())
        .isEqualTo(
            "stallscope: README.md is no capture: it looks like text, not like pcap or pcapng.");
  }

  @Test
  void saysForHowManyConnectionsThereAreKeys() throws IOException {
    Path report = folder.resolve("report.txt");
    String sample = "sample-captures/https-with-keys/";
    assertThat(analyze(report, sample + "capture.pcapng", "--keys", sample + "keys.log"))
        .isEqualTo(ExitCode.FINE);
    assertThat(Files.readString(report))
        .contains(
            "CLIENT_TRAFFIC_SECRET_0 1",
            "TLS connections with keys: 1 of 1.",
            "TLS connections decrypted: 1 of 1.",
            "GET /slow/orders");
    String other = "sample-captures/tls13-full/capture.pcapng";
    assertThat(analyze(report, other, "--keys", sample + "keys.log")).isEqualTo(ExitCode.FINE);
    assertThat(Files.readString(report))
        .contains(
            "TLS connections with keys: 0 of 1.",
            "TLS connections decrypted: 0 of 1.",
            "connection 1: no keys for it.",
            "explain tls-keys");
  }

  @Test
  void countsTheKeysThatACaptureCarriesItself() throws IOException {
    Path sample = Path.of("sample-captures/https-with-keys");
    Path capture = folder.resolve("with-secrets.pcapng");
    Files.write(capture, Files.readAllBytes(sample.resolve("capture.pcapng")));
    Files.write(
        capture,
        secretsBlock(Files.readAllBytes(sample.resolve("keys.log"))),
        StandardOpenOption.APPEND);
    Path report = folder.resolve("report.json");
    assertThat(analyze(report, capture.toString(), "--format", "json")).isEqualTo(ExitCode.FINE);
    JsonNode keys = new ObjectMapper().readTree(report.toFile()).at("/capture/keys");
    assertThat(keys.get("tlsConnectionsWithKeys").asInt()).isEqualTo(1);
    assertThat(keys.get("tlsConnectionsDecrypted").asInt()).isEqualTo(1);
    assertThat(keys.get("notDecrypted").size()).isZero();
    assertThat(keys.at("/sources/0/name").asText()).isEqualTo("the capture itself");
    assertThat(keys.at("/sources/0/secrets/CLIENT_TRAFFIC_SECRET_0").asInt()).isEqualTo(1);
  }

  @Test
  void keysThatAreNoneAreNamedInOneSentence() {
    assertThat(run("analyze", SLOW, "--keys", "pom.xml")).isEqualTo(ExitCode.UNREADABLE);
    assertThat(err.toString().strip())
        .isEqualTo(
            "stallscope: pom.xml is no NSS key log: line 1 is not a label, a client random and a"
                + " secret in hexadecimal.");
  }

  @Test
  void followsACaptureUntilItIsQuiet() throws IOException {
    Path report = folder.resolve("report.txt");
    assertThat(analyze(report, SLOW, "--follow", "--follow-idle", "1")).isEqualTo(ExitCode.FINE);
    assertThat(Files.readString(report)).contains("30 packets");
    assertThat(run("analyze", SLOW, "--follow-idle", "1")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--follow-idle wants --follow");
  }

  @Test
  void aKeyLogThatGrowsWhileTheCaptureDoesIsReadToItsEnd() throws Exception {
    Path sample = Path.of("sample-captures/https-with-keys");
    Path capture = Files.copy(sample.resolve("capture.pcapng"), folder.resolve("growing.pcapng"));
    Path keys = folder.resolve("growing.log");
    Path report = folder.resolve("report.txt");
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    Thread.sleep(400);
                    Files.copy(sample.resolve("keys.log"), keys);
                  } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                });
    assertThat(
            analyze(
                report,
                capture.toString(),
                "--keys",
                keys.toString(),
                "--follow",
                "--follow-idle",
                "1"))
        .isEqualTo(ExitCode.FINE);
    writer.join();
    assertThat(Files.readString(report)).contains("GET /page/start", "decrypted: 1 of 1.");
  }

  @Test
  void withoutAnyKeysSaysHowTheyAreRecorded() throws IOException {
    Path report = folder.resolve("report.txt");
    analyze(report, "sample-captures/https-with-keys/capture.pcapng");
    assertThat(Files.readString(report))
        .contains("1 TLS connection not decrypted", "stallscope explain tls-keys");
    analyze(report, SLOW);
    assertThat(Files.readString(report)).doesNotContain("tls-keys");
  }

  @Test
  void saysHowKeysAreRecorded() {
    assertThat(run("explain", "tls-keys")).isEqualTo(ExitCode.FINE);
    assertThat(out.toString())
        .contains("SSLKEYLOGFILE=$PWD/keys.log curl", "keylog_filename", "KeyLogWriter");
  }

  @Test
  void explainsAFinding() {
    assertThat(run("explain", "zero-window")).isEqualTo(ExitCode.FINE);
    assertThat(out.toString()).startsWith("# zero-window").contains("## What to do");
  }

  @Test
  void listsAllFindingsAndKnowsWhatIsNone() {
    assertThat(run("explain")).isEqualTo(ExitCode.FINE);
    assertThat(out.toString()).contains("tls-hello-retry", "slow-server-response");
    assertThat(run("explain", "zero-windo")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("no finding 'zero-windo'. Did you mean zero-window");
    assertThat(run("explain", "quux")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("no finding 'quux'. 'stallscope explain' lists all.");
  }

  @Test
  void everyCommandThatWritesAFileTakesTheShortOption() {
    List<CommandLine> writing = writing(Main.commandLine()).toList();
    assertThat(writing)
        .extracting(CommandLine::getCommandName)
        .contains("analyze", "report", "probe", "compare", "capture", "embed", "strip");
    assertThat(writing).allMatch(command -> command.getCommandSpec().findOption("-o") != null);
  }

  /** All commands below this one that have the option. */
  private static Stream<CommandLine> writing(CommandLine line) {
    return line.getSubcommands().values().stream()
        .flatMap(
            command ->
                Stream.concat(
                    Stream.of(command)
                        .filter(one -> one.getCommandSpec().findOption("--output") != null),
                    writing(command)));
  }

  @Test
  void completesInAShell() {
    assertThat(run("generate-completion")).isEqualTo(ExitCode.FINE);
    assertThat(out.toString()).contains("complete -F", "slow-server-response");
  }

  /** A Decryption Secrets Block of a little-endian section. */
  private static byte[] secretsBlock(byte[] keyLog) {
    int padded = (keyLog.length + 3) / 4 * 4;
    int total = 20 + padded;
    return ByteBuffer.allocate(total)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(10)
        .putInt(total)
        .putInt(DecryptionSecrets.NSS_KEY_LOG)
        .putInt(keyLog.length)
        .put(keyLog)
        .putInt(total - 4, total)
        .array();
  }

  private int analyze(Path report, String... arguments) {
    return run(
        Stream.of(
                Stream.of("analyze"),
                Stream.of(arguments),
                Stream.of("--output", report.toString()))
            .flatMap(part -> part)
            .toArray(String[]::new));
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }
}
