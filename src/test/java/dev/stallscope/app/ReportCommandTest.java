package dev.stallscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stallscope.testkit.ChildJvm;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReportCommandTest {
  private static final String SLOW = "sample-captures/slow-reader/capture.pcapng";

  @TempDir Path folder;
  private final StringWriter err = new StringWriter();

  @Test
  void drawsAPictureInAProcessWithoutADisplay() throws Exception {
    Path png = folder.resolve("report.png");
    Process process =
        ChildJvm.withoutDisplay("report", SLOW, "-o", png.toString(), "--theme", "dark").start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isEqualTo(ExitCode.FINE);
    assertThat(ImageIO.read(png.toFile()).getWidth()).isEqualTo(1920);
    assertThat(said).doesNotContain("Exception");
  }

  @Test
  void drawsTheFindingThatIsNamed() throws IOException {
    Path costliest = folder.resolve("a.png");
    Path named = folder.resolve("b.png");
    assertThat(report(costliest)).isEqualTo(ExitCode.FINE);
    assertThat(report(named, "--finding", "receive-window-limited", "--size", "1920x1080"))
        .isEqualTo(ExitCode.FINE);
    assertThat(Files.readAllBytes(named)).isNotEqualTo(Files.readAllBytes(costliest));
  }

  @Test
  void numbersSeveralPictures() throws IOException {
    assertThat(report(folder.resolve("r.png"), "--top", "5")).isEqualTo(ExitCode.FINE);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("r-1.png", "r-2.png");
    }
  }

  @Test
  void writesAnArchive() throws IOException {
    Path har = folder.resolve("r.har");
    assertThat(report(har)).isEqualTo(ExitCode.FINE);
    assertThat(new ObjectMapper().readTree(har.toFile()).at("/log/version").asText())
        .isEqualTo("1.2");
  }

  @Test
  void saysWhatItDidNotUnderstand() {
    assertUsage("r.gif", List.of(), "ends neither in .png");
    assertUsage("r.png", List.of("--finding", "no-such"), "found: zero-window,");
    assertUsage("r.png", List.of("--top", "0"), "--top wants a number of at least 1");
    assertUsage("r.png", List.of("--top", "2", "--finding", "zero-window"), "exclude each other");
    assertUsage("r.har", List.of("--top", "2"), "choose what a picture tells");
    assertUsage("r.png", List.of("--size", "10x10"), "a size is written 1920x1080");
    assertUsage("r.png", List.of("--theme", "pink"), "light, dark or high-contrast");
    assertThat(folder).isEmptyDirectory();
  }

  private void assertUsage(String output, List<String> options, String sentence) {
    err.getBuffer().setLength(0);
    int code = report(folder.resolve(output), options.toArray(String[]::new));
    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(sentence);
  }

  @Test
  void whatCannotBeWrittenIsAnUnreadableOutput() {
    assertThat(report(folder.resolve("none/r.png"))).isEqualTo(ExitCode.UNREADABLE);
    assertThat(err.toString()).contains("r.png cannot be written");
  }

  private int report(Path output, String... options) {
    CommandLine line = Main.commandLine();
    line.setErr(new PrintWriter(err, true));
    String[] arguments =
        Stream.concat(
                Stream.of("report", SLOW, "-o", output.toString(), "--no-progress"),
                Stream.of(options))
            .toArray(String[]::new);
    return line.execute(arguments);
  }
}
