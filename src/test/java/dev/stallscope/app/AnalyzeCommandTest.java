package dev.stallscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AnalyzeCommandTest {
  private static final String SLOW = "sample-captures/slow-server/capture.pcapng";
  private static final String HEALTHY = "sample-captures/healthy-page/capture.pcapng";

  @TempDir Path folder;
  private final StringWriter err = new StringWriter();

  @Test
  void theExampleInTheHelpWorks() throws IOException {
    String[] footer = Main.commandLine().getCommandSpec().usageMessage().footer();
    String example = footer[footer.length - 1];
    assertThat(example).startsWith("Try: stallscope analyze ");
    assertThat(analyzed(example.substring("Try: stallscope analyze ".length())))
        .contains("slow-server-response");
  }

  @Test
  void severalFilesAreOneCaptureFromTheEarliestOn() throws IOException {
    assertThat(analyzed(SLOW)).contains("30 packets, ", "from 2026-11-23 09:38:56 UTC");
    assertThat(analyzed(HEALTHY)).contains("34 packets, ", "from 2026-11-23 09:38:47 UTC");
    assertThat(analyzed(SLOW, HEALTHY)).contains("64 packets, ", "from 2026-11-23 09:38:47 UTC");
  }

  @Test
  void aFileThatIsMissingIsNamed() {
    assertThat(run(SLOW, "nowhere.pcap")).isEqualTo(ExitCode.UNREADABLE);
    assertThat(err.toString().strip()).isEqualTo("stallscope: nowhere.pcap does not exist.");
  }

  /** The text form of what is found. */
  private String analyzed(String... files) throws IOException {
    Path text = folder.resolve("text");
    String[] output = {"--no-progress", "--output", text.toString()};
    assertThat(run(Stream.of(files, output).flatMap(Stream::of).toArray(String[]::new)))
        .as(err.toString())
        .isEqualTo(ExitCode.FINE);
    return Files.readString(text);
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine().setErr(new PrintWriter(err));
    return line.execute(
        Stream.concat(Stream.of("analyze"), Stream.of(arguments)).toArray(String[]::new));
  }
}
