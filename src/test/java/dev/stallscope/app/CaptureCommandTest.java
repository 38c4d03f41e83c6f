package dev.stallscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.capture.live.CaptureOrder;
import dev.stallscope.capture.live.RingBuffer;
import dev.stallscope.capture.live.StopConditions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class CaptureCommandTest {
  @Command(name = "test")
  static final class Holder {
    @Mixin CaptureOptions options = new CaptureOptions();
  }

  static Stream<CaptureOrder> orders() {
    return Stream.of(
        CaptureOrder.of("eth0", "", Path.of("a.pcapng")),
        new CaptureOrder(
            "br-0 = x",
            "host a.test and (port 80 or port 443)",
            96,
            128,
            true,
            Path.of("/tmp/a b.pcapng"),
            new RingBuffer(3, 1_000_000, 60),
            new StopConditions(10, 20, 30_000_000_000L)));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void whatAnOrderIsWrittenAsIsTheSameOrder(CaptureOrder order) {
    assertThat(order(order.arguments().toArray(String[]::new))).isEqualTo(order);
  }

  @Test
  void presetsHostAndPortMakeTheFilter() {
    assertThat(order("-i", "lo", "--preset", "dns", "--host", "192.0.2.7", "--port", "53").filter())
        .isEqualTo("(port (53 or 853 or 5353)) and host 192.0.2.7 and port 53");
  }

  @ParameterizedTest
  @CsvSource({"500k,512000", "100M,104857600", "2g,2147483648", "17,17", "1MiB,1048576"})
  void sizesHaveUnits(String text, long bytes) {
    assertThat(order("-i", "lo", "--size", text).until().sizeBytes()).isEqualTo(bytes);
  }

  @Test
  void withoutANameTheFileIsCalledByTheTime() {
    assertThat(order("-i", "lo").file().toString()).matches("stallscope-\\d{8}-\\d{6}\\.pcapng");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "capture|--interface says where",
        "capture -i lo --ring-files 2|--ring-files wants",
        "capture -i lo --port 70000|--port is 1 to 65535",
        "capture -i lo --snaplen 0|--snaplen is 1 to 262144",
        "capture -i lo --seconds -1|Limits are not negative",
        "capture -i lo --seconds 1s|a whole number is wanted, not '1s'.",
        "capture -i lo --size ten|a size is written",
        "capture -i lo --preset mail|web, dns, databases"
      })
  void whatIsNotUnderstoodIsSaid(String line, String words) {
    StringWriter err = new StringWriter();
    CommandLine program = Main.commandLine();
    program.setErr(new PrintWriter(err));
    assertThat(program.execute(line.split(" "))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString().toLowerCase(Locale.ROOT)).contains(words.toLowerCase(Locale.ROOT));
  }

  private static CaptureOrder order(String... arguments) {
    Holder holder = new Holder();
    CommandLine line = new CommandLine(holder);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.parseArgs(arguments);
    return holder.options.order();
  }
}
