package dev.stallscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.SampleCaptures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the scripts that start the program choose its compilers by. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "on Windows no shell script starts the program")
class WorthBothCompilersTest {
  private static final Path SCRIPT = Path.of("jlink/worth_both.sh").toAbsolutePath();

  @TempDir Path folder;

  /** Whether it is worth both where captures of so many bytes count as large. */
  private boolean isWorthBoth(int leastBytes, String... arguments)
      throws IOException, InterruptedException {
    String script = ". %s; least_bytes=%d; worth_both_compilers \"$@\"";
    List<String> command =
        new ArrayList<>(List.of("sh", "-euc", script.formatted(SCRIPT, leastBytes), "sh"));
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command).directory(folder.toFile()).start().waitFor() == 0;
  }

  private static String sample(String name) {
    return SampleCaptures.file(name).toAbsolutePath().toString();
  }

  @Test
  void theWindowAndKeysAre() throws IOException, InterruptedException {
    assertThat(isWorthBoth(1)).isTrue();
    assertThat(isWorthBoth(1, sample("slow-server"))).isTrue();
    assertThat(isWorthBoth(1, "analyze", "some.pcap", "--keys", "some.log")).isTrue();
    assertThat(isWorthBoth(1, "analyze", "some.pcap", "--keys=some.log")).isTrue();
    assertThat(isWorthBoth(1, "explain")).isFalse();
  }

  @Test
  void aLargeCaptureIsWithKeysInFrontOfItsPackets() throws IOException, InterruptedException {
    assertThat(isWorthBoth(1, "analyze", sample("tls13-with-keys-inside"))).isTrue();
    assertThat(isWorthBoth(1_000_000, "analyze", sample("tls13-with-keys-inside"))).isFalse();
    assertThat(isWorthBoth(1, "analyze", sample("tls13-full"))).isFalse();
  }

  @Test
  void whatIsDamagedIsNot() throws IOException, InterruptedException {
    Path damaged = folder.resolve("damaged.pcapng");
    byte[] whole = Files.readAllBytes(SampleCaptures.file("tls13-with-keys-inside"));
    Files.write(damaged, Arrays.copyOf(whole, 13));
    assertThat(isWorthBoth(1, "analyze", damaged.toString())).isFalse();
    whole[4] = 0;
    Files.write(damaged, whole);
    assertThat(isWorthBoth(1, "analyze", damaged.toString())).isFalse();
    Files.write(damaged, new byte[0]);
    assertThat(isWorthBoth(0, "analyze", damaged.toString())).isFalse();
  }
}
