package dev.stallscope.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A key log of any bytes. */
class KeyLogFuzzTest {
  static Stream<byte[]> logs() {
    String line = "CLIENT_RANDOM " + "0a".repeat(32) + " " + "cd".repeat(48) + "\n";
    return Stream.of(line, "# note\n\n" + line + line.substring(9), "RSA 0011223344556677 00\n")
        .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @MethodSource("logs")
  @FuzzTest(maxDuration = "30s")
  void anyBytesAreRead(byte[] input) {
    KeyLog log = KeyLog.read(new String(input, StandardCharsets.ISO_8859_1).lines());
    assertThat(log.labels().values().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(log.secrets());
    assertThat(log.connections()).isBetween(0, log.secrets());
    assertThat(log.firstUnreadableLine() > 0).isEqualTo(log.unreadableLines() > 0);
  }
}
