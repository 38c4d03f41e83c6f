package dev.stallscope.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
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
  private static final int REQUESTS = 200_000;
  private static final int REQUESTS_A_PACKET = 50;
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
  void ofAFloodOfTinyRequestsOnOneConnectionAsManyAreReadAsFit() throws Exception {
    Path out = folder.resolve("out");
    assertThat(exitCode(out, "-Xmx112m", "analyze", requests().toString()))
        .isEqualTo(ExitCode.FINE);
    assertThat(Files.readString(out))
        .containsPattern("From packet [\\d,]+ on some connections are left out")
        .containsPattern("memory\\s+holds\\s+no\\s+more\\s+messages")
        .containsPattern("[1-9]\\d[\\d,]+ exchanges");
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

  /** Pipelined requests of a few bytes, and their answers. */
  private Path requests() throws Exception {
    byte[] asked = "GET / HTTP/1.1\r\n\r\n".repeat(REQUESTS_A_PACKET).getBytes(US_ASCII);
    byte[] answered = "HTTP/1.1 204 N\r\n\r\n".repeat(REQUESTS_A_PACKET).getBytes(US_ASCII);
    List<TimedPacket> packets = new ArrayList<>();
    for (int i = 0; i < REQUESTS / REQUESTS_A_PACKET; i++) {
      long client = 1L + (long) i * asked.length;
      long server = 1L + (long) i * answered.length;
      byte[] request =
          PacketBuilder.tcp("192.0.2.7", 40_000, "192.0.2.1", 80)
              .sequence(client)
              .acknowledgment(server)
              .flags(TcpFlags.ACK)
              .payload(asked)
              .ip();
      byte[] response =
          PacketBuilder.tcp("192.0.2.1", 80, "192.0.2.7", 40_000)
              .sequence(server)
              .acknowledgment(client + asked.length)
              .flags(TcpFlags.ACK)
              .payload(answered)
              .ip();
      packets.add(new TimedPacket(200 * MICROSECOND * i, request));
      packets.add(new TimedPacket(200 * MICROSECOND * i + 100 * MICROSECOND, response));
    }
    return Files.write(
        folder.resolve("requests.pcap"), PcapBytes.of(packets, LinkType.RAW, 65_535));
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
