package dev.stallscope.capture;

import static dev.stallscope.capture.SampleFiles.KUZNETZOV;
import static dev.stallscope.capture.SampleFiles.MICROS;
import static dev.stallscope.capture.SampleFiles.NANOS;
import static dev.stallscope.capture.SampleFiles.pcapHeader;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PcapReaderTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "a1b2c3d4, 1000, 0, 16",
    "a1b23c4d, 1, 0, 16",
    "a1b2cd34, 1000, 0, 24",
    "1c0001ac, 1, 4, 16",
    "1c0001ab, 1, 4, 16"
  })
  void readsEveryVariantInBothByteOrders(String magic, long unit, int extra, int recordHeader)
      throws Exception {
    for (var order : List.of(BIG_ENDIAN, LITTLE_ENDIAN)) {
      FileBytes file = pcapHeader(order, Long.parseLong(magic, 16)).bytes(new byte[extra]);
      file.u32(10, 7, 3, 60).bytes(new byte[recordHeader - 16]).bytes(new byte[] {1, 2, 3});
      assertThat(read(file)).containsExactly(packet(10_000_000_000L + 7 * unit, 60, "[1, 2, 3]"));
    }
  }

  @ParameterizedTest
  @EnumSource(LinkDirection.class)
  void kuznetzovsPacketTypeTellsTheDirection(LinkDirection direction) throws Exception {
    Path file = Files.write(folder.resolve("modified"), SampleFiles.kuznetzov(direction));
    assertThat(SeenPacket.of(file)).extracting(SeenPacket::direction).containsExactly(direction);
  }

  @Test
  void kuznetzovsPacketTypeMeansNothingWithoutAnInterface() throws Exception {
    FileBytes file = pcapHeader(LITTLE_ENDIAN, KUZNETZOV).u32(1, 0, 0, 0, 0).u16(0, 4);
    assertThat(read(file)).extracting(SeenPacket::direction).containsExactly(LinkDirection.UNKNOWN);
  }

  @Test
  void lengthsStandTheOtherWayRoundBeforeVersion23() throws Exception {
    FileBytes old = new FileBytes(BIG_ENDIAN).u32(MICROS).u16(2, 2).u32(0, 0, 96, 1);
    assertThat(read(old.u32(1, 0, 60, 1).bytes((byte) 9)))
        .containsExactly(packet(1_000_000_000L, 60, "[9]"));
  }

  @Test
  void lengthsOfVersion23AreJudgedByTheirValues() throws Exception {
    FileBytes old = new FileBytes(BIG_ENDIAN).u32(MICROS).u16(2, 3).u32(0, 0, 96, 1);
    old.u32(1, 0, 60, 1).bytes((byte) 9).u32(2, 0, 1, 60).bytes((byte) 8);
    assertThat(read(old))
        .containsExactly(packet(1_000_000_000L, 60, "[9]"), packet(2_000_000_000L, 60, "[8]"));
  }

  @Test
  void timesReachTo2106AndAbsurdFractionsDoNoHarm() throws Exception {
    FileBytes file = pcapHeader(LITTLE_ENDIAN, MICROS).u32(0xffff_ffffL, 0xffff_ffffL, 0, 0);
    assertThat(read(file))
        .extracting(SeenPacket::epochNanos)
        .containsExactly(0xffff_ffffL * 1_000_000_000L + 0xffff_ffffL * 1000);
  }

  @Test
  void theFrameCheckSequenceLengthIsNoPartOfTheLinkType() throws Exception {
    FileBytes file = new FileBytes(LITTLE_ENDIAN).u32(NANOS).u16(2, 4).u32(0, 0, 96, 0x4400_0071L);
    Path path = Files.write(folder.resolve("fcs.pcap"), file.toBytes());
    try (CaptureReader reader = CaptureFile.open(path)) {
      SeenPacket.drain(reader);
      assertThat(reader.interfaces())
          .containsExactly(
              new CaptureInterface(
                  0,
                  Optional.empty(),
                  Optional.empty(),
                  LinkType.LINUX_SLL,
                  96,
                  Optional.empty(),
                  OptionalLong.empty(),
                  OptionalLong.empty()));
    }
  }

  @Test
  void anOriginalLengthBelowTheCapturedOneIsRaised() throws Exception {
    FileBytes file = pcapHeader(LITTLE_ENDIAN, NANOS).u32(0, 1, 2, 1).bytes(new byte[] {1, 2});
    assertThat(read(file)).containsExactly(packet(1, 2, "[1, 2]"));
  }

  @Test
  void aRecordLargerThanAnyPacketEndsTheReading() throws Exception {
    FileBytes file = pcapHeader(LITTLE_ENDIAN, MICROS);
    file.u32(1, 0, 1, 1).bytes((byte) 1).u32(2, 0, CaptureLimits.PACKET_BYTES + 1, 1);
    Path path = Files.write(folder.resolve("bad.pcap"), file.toBytes());
    try (CaptureReader reader = CaptureFile.open(path)) {
      assertThat(SeenPacket.drain(reader)).containsExactly(packet(1_000_000_000L, 1, "[1]"));
      assertThat(reader.warnings())
          .containsExactly(
              new CaptureWarning(
                  "bad.pcap",
                  41,
                  "bad.pcap, byte 41: a packet record claims 262,145 bytes, which no packet has;"
                      + " what follows cannot be read."));
    }
  }

  private static SeenPacket packet(long nanos, int originalLength, String bytes) {
    return new SeenPacket(nanos, originalLength, bytes, 0, 1, LinkDirection.UNKNOWN);
  }

  private List<SeenPacket> read(FileBytes file) throws Exception {
    return SeenPacket.of(Files.write(folder.resolve("capture"), file.toBytes()));
  }
}
