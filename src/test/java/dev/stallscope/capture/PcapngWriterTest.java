package dev.stallscope.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PcapngWriterTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadBack() throws Exception {
    Path path = folder.resolve("written.pcapng");
    try (PcapngWriter writer = new PcapngWriter(Files.newOutputStream(path), "made by a test")) {
      int loopback = writer.addInterface(LinkType.NULL);
      int ethernet = writer.addInterface(LinkType.ETHERNET, 96, "eth0", "uplink", "tcp");
      writer.secrets(DecryptionSecrets.NSS_KEY_LOG, "CLIENT_RANDOM 1 2\n".getBytes(UTF_8));
      writer.packet(loopback, 1_700_000_000_123_456_789L, new byte[] {1, 2, 3});
      writer.packet(ethernet, 2_000, new byte[] {9, 8, 7, 6}, 1, 2, 1500, LinkDirection.OUTBOUND);
      writer.packet(ethernet, 3_000, new byte[] {4}, 1, 1, "the one with a comment");
      writer.statistics(ethernet, 4_000, OptionalLong.of(10), OptionalLong.of(2));
    }
    try (CaptureReader reader = CaptureFile.open(path)) {
      assertThat(SeenPacket.drain(reader))
          .containsExactly(
              new SeenPacket(
                  1_700_000_000_123_456_789L, 3, "[1, 2, 3]", 0, 0, LinkDirection.UNKNOWN),
              new SeenPacket(2_000, 1500, "[8, 7]", 1, 1, LinkDirection.OUTBOUND),
              new SeenPacket(3_000, 1, "[4]", 1, 1, LinkDirection.UNKNOWN));
      assertThat(reader.interfaces())
          .containsExactly(
              new CaptureInterface(
                  0,
                  Optional.empty(),
                  Optional.empty(),
                  0,
                  0,
                  Optional.empty(),
                  OptionalLong.empty(),
                  OptionalLong.empty()),
              new CaptureInterface(
                  1,
                  Optional.of("eth0"),
                  Optional.of("uplink"),
                  1,
                  96,
                  Optional.of("tcp"),
                  OptionalLong.of(10),
                  OptionalLong.of(2)));
      assertThat(reader.secrets())
          .extracting(DecryptionSecrets::text)
          .containsExactly("CLIENT_RANDOM 1 2\n");
      assertThat(reader.warnings()).isEmpty();
    }
  }

  @Test
  void whoFollowsTheFileSeesWhatWasFlushed() throws Exception {
    Path path = folder.resolve("live.pcapng");
    try (PcapngWriter writer = PcapngWriter.create(path)) {
      int id = writer.addInterface(LinkType.ETHERNET);
      writer.flush();
      try (CaptureReader reader = CaptureFile.open(path)) {
        assertThat(SeenPacket.drain(reader)).isEmpty();
        writer.packet(id, 1, new byte[] {1});
        writer.flush();
        assertThat(SeenPacket.drain(reader)).hasSize(1);
        writer.packet(id, 2, new byte[100_000]);
        writer.flush();
        assertThat(SeenPacket.drain(reader)).hasSize(1);
        assertThat(reader.warnings()).isEmpty();
      }
    }
  }

  @Test
  void writesTheBytesThatTheFormatAsksFor() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PcapngWriter writer = new PcapngWriter(out)) {
      writer.addInterface(LinkType.ETHERNET);
    }
    FileBytes expected = new FileBytes(java.nio.ByteOrder.LITTLE_ENDIAN).section();
    expected.block(1, expected.sub().u16(1, 0).u32(0).option(9, (byte) 9).option(0));
    assertThat(out.toByteArray()).isEqualTo(expected.toBytes());
  }

  @Test
  void refusesAnInterfaceThatWasNotAddedAndATimeBefore1970() throws Exception {
    try (PcapngWriter writer = new PcapngWriter(new ByteArrayOutputStream())) {
      int id = writer.addInterface(LinkType.ETHERNET);
      for (int unknown : List.of(-1, id + 1)) {
        assertThatThrownBy(() -> writer.packet(unknown, 1, new byte[1]))
            .isInstanceOf(IllegalArgumentException.class);
      }
      assertThatThrownBy(() -> writer.packet(id, -1, new byte[1]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
