package dev.stallscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void aFileThatIsNoCaptureIsNamedInOneSentence() {
    assertThat(run("analyze", "README.md")).isEqualTo(ExitCode.UNREADABLE);
    assertThat(err.toString().strip())
        .isEqualTo(
            "stallscope: README.md is no capture: it looks like text, not like pcap or pcapng.");
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
    assertThat(run("explain", "slow-everything")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void completesInAShell() {
    assertThat(run("generate-completion")).isEqualTo(ExitCode.FINE);
    assertThat(out.toString()).contains("complete -F");
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }
}
