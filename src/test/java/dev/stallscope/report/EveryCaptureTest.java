package dev.stallscope.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Other people's captures, and fuzzed ones among them, are read to a report without a crash, each
 * within ten seconds, and all of them by one process that never has more than 512 MB.
 */
@EnabledOnOs(OS.LINUX)
class EveryCaptureTest {
  private static final Path CAPTURES =
      Path.of(System.getProperty("captures", "../shared/captures"), "open");
  private static final int MAX_MILLIS = 10_000;
  private static final int MAX_KILOBYTES = 512 << 10;

  @TempDir Path folder;

  @Test
  void isReportedQuicklyInLittleMemory() throws Exception {
    Assumptions.assumeTrue(Files.isDirectory(CAPTURES), "no captures at " + CAPTURES);
    Path out = folder.resolve("out");
    Process process =
        ChildJvm.of(
                List.of("-Xmx320m", "-XX:+UseSerialGC"),
                ReportEveryCapture.class.getName(),
                CAPTURES.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    try {
      boolean isOver = process.waitFor(10, TimeUnit.MINUTES);
      List<String> lines = Files.readAllLines(out);
      assertThat(isOver).as(lines.getLast()).isTrue();
      assertThat(process.exitValue()).as(lines.getLast()).isZero();
      assertThat(lines).hasSizeGreaterThan(1000);
      assertThat(lines.subList(0, lines.size() - 1))
          .allSatisfy(line -> assertThat(number(line)).as(line).isLessThan(MAX_MILLIS));
      assertThat(lines.getLast()).startsWith("peak ");
      assertThat(number(lines.getLast())).isLessThan(MAX_KILOBYTES);
    } finally {
      process.destroyForcibly();
    }
  }

  private static int number(String line) {
    return Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
  }
}
