package dev.stallscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.capture.LinkType;
import dev.stallscope.packet.TcpFlags;
import dev.stallscope.testkit.ChildJvm;
import dev.stallscope.testkit.PacketBuilder;
import dev.stallscope.testkit.PcapBytes;
import dev.stallscope.testkit.TimedPacket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command in a process of its own that has less memory than a capture needs. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class LittleMemoryTest {
  private static final int FLOOD = 60_000;
  private static final long MICROSECOND = 1_000;

  @TempDir Path folder;

  @Test
  void ofAFloodOfConnectionsAsManyAreReadAsFit() throws Exception {
    Path out = folder.resolve("out");
    assertThat(exitCode(out, "-Xmx128m", "analyze", flood().toString())).isEqualTo(ExitCode.FINE);
    assertThat(Files.readString(out))
        .containsPattern("Reading was stopped at byte [\\d,]+ of [\\d,]+, after [\\d,]+ packets")
        .contains("memory holds no more connections")
        .contains("What costs time", "never answered");
  }

  @Test
  void whereEvenTheBeginningDoesNotFitThatIsSaid() throws Exception {
    Path out = folder.resolve("out");
    assertThat(exitCode(out, "-Xmx6m", "analyze", flood().toString()))
        .isEqualTo(ExitCode.UNREADABLE);
    assertThat(Files.readString(out))
        .contains("stallscope: There is not enough memory for this. Give Java more")
        .doesNotContain("\tat ");
  }

  private int exitCode(Path out, String heap, String... arguments) throws Exception {
    Process process =
        ChildJvm.of(List.of(heap, "-XX:+UseSerialGC"), Main.class.getName(), arguments)
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    try {
      assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  /** SYNs that nobody answers, each from a host of its own. */
  private Path flood() throws Exception {
    List<TimedPacket> packets = new ArrayList<>();
    for (int i = 0; i < FLOOD; i++) {
      String client = "10.%d.%d.7".formatted(i >> 8, i & 0xff);
      byte[] syn = PacketBuilder.tcp(client, 40_000, "192.0.2.1", 443).flags(TcpFlags.SYN).ip();
      packets.add(new TimedPacket(100 * MICROSECOND * i, syn));
    }
    return Files.write(folder.resolve("flood.pcap"), PcapBytes.of(packets, LinkType.RAW, 65_535));
  }
}
