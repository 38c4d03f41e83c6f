package dev.stallscope.capture;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCaptureReaderTest {
  @TempDir Path folder;

  @Test
  void recordsOfEverySizeSurviveTheEndsOfBuffersAndBatches() throws Exception {
    Random random = new Random(5);
    Path path = folder.resolve("many.pcapng");
    List<byte[]> written = new ArrayList<>();
    try (PcapngWriter writer = PcapngWriter.create(path)) {
      int id = writer.addInterface(LinkType.ETHERNET);
      for (int i = 0; i < 20_000; i++) {
        byte[] packet = new byte[random.nextInt(i % 500 == 0 ? 300_000 : 200)];
        random.nextBytes(packet);
        written.add(packet);
        writer.packet(id, i, packet);
      }
    }
    int packet = 0;
    try (CaptureReader reader = CaptureFile.open(path)) {
      PacketBatch batch = new PacketBatch();
      while (reader.read(batch)) {
        assertThat(batch.firstPacket()).isEqualTo(packet);
        for (int i = 0; i < batch.count(); i++) {
          int from = batch.offset(i);
          assertThat(
                  Arrays.equals(
                      batch.bytes(),
                      from,
                      from + batch.capturedLength(i),
                      written.get(packet),
                      0,
                      written.get(packet).length))
              .as("packet %d", packet)
              .isTrue();
          packet++;
        }
        assertThat(batch.bytes().length).as("buffer stays small").isEqualTo(1 << 20);
      }
      assertThat(reader.warnings()).isEmpty();
      assertThat(reader.bytesRead()).isEqualTo(Files.size(path));
    }
    assertThat(packet).isEqualTo(written.size());
  }

  @Test
  void blocksWithoutPacketsDoNotFillTheMemory() throws Exception {
    FileBytes block = new FileBytes(LITTLE_ENDIAN);
    block.block(0x0bad, block.sub().bytes(new byte[900_000]));
    FileBytes end = new FileBytes(LITTLE_ENDIAN);
    end.block(1, end.sub().u16(1, 0).u32(0)).block(6, SampleFiles.enhanced(end.sub(), 0, 1, 9));
    Path path = folder.resolve("custom.pcapng");
    Files.write(path, new FileBytes(LITTLE_ENDIAN).section().toBytes());
    for (int i = 0; i < 20; i++) {
      Files.write(path, block.toBytes(), StandardOpenOption.APPEND);
    }
    Files.write(path, end.toBytes(), StandardOpenOption.APPEND);
    try (CaptureReader reader = CaptureFile.open(path)) {
      PacketBatch batch = new PacketBatch();
      assertThat(reader.read(batch)).isTrue();
      assertThat(batch.count()).isEqualTo(1);
      assertThat(batch.bytes().length).isEqualTo(1 << 20);
    }
  }

  @Test
  void aRecordLargerThanTheBufferIsReadWhole() throws Exception {
    byte[] large = new byte[3 << 20];
    large[large.length - 1] = 7;
    Path path = folder.resolve("large.pcapng");
    try (PcapngWriter writer = PcapngWriter.create(path)) {
      int id = writer.addInterface(LinkType.ETHERNET);
      writer.packet(id, 1, new byte[] {1});
      writer.packet(id, 2, large);
      writer.packet(id, 3, new byte[] {3});
    }
    try (CaptureReader reader = CaptureFile.open(path)) {
      PacketBatch batch = new PacketBatch();
      assertThat(reader.read(batch)).isTrue();
      assertThat(batch.count()).isEqualTo(1);
      assertThat(reader.read(batch)).isTrue();
      assertThat(batch.capturedLength(0)).isEqualTo(large.length);
      assertThat(batch.bytes()[batch.offset(0) + large.length - 1]).isEqualTo((byte) 7);
    }
  }

  @Test
  void followsAFileWrittenByteByByte() throws Exception {
    for (byte[] file : List.of(SampleFiles.pcap(1, 2, 3), SampleFiles.pcapng())) {
      Path whole = Files.write(folder.resolve("whole"), file);
      List<SeenPacket> expected = SeenPacket.of(whole);
      Path path = Files.write(folder.resolve("growing"), Arrays.copyOf(file, 4));
      List<SeenPacket> seen = new ArrayList<>();
      try (CaptureReader reader = CaptureFile.open(path)) {
        for (int length = 4; length < file.length; length++) {
          seen.addAll(SeenPacket.drain(reader));
          Files.write(path, new byte[] {file[length]}, StandardOpenOption.APPEND);
        }
        seen.addAll(SeenPacket.drain(reader));
        assertThat(reader.warnings()).extracting(CaptureWarning::text).noneMatch(this::isCut);
      }
      assertThat(seen).isEqualTo(expected);
    }
  }

  @Test
  void anIncompleteRecordIsAWarningOnlyAsLongAsItIsIncomplete() throws Exception {
    byte[] file = SampleFiles.pcap(1, 2);
    Path path = Files.write(folder.resolve("growing.pcap"), Arrays.copyOf(file, file.length - 5));
    try (CaptureReader reader = CaptureFile.open(path)) {
      assertThat(SeenPacket.drain(reader)).extracting(SeenPacket::bytes).containsExactly("[1]");
      assertThat(reader.warnings())
          .containsExactly(
              new CaptureWarning(
                  "growing.pcap",
                  41,
                  "growing.pcap, byte 41: the file ends within a record (12 of its bytes are"
                      + " there); the packets before it are complete."));
      append(path, Arrays.copyOfRange(file, file.length - 5, file.length));
      assertThat(SeenPacket.drain(reader)).extracting(SeenPacket::bytes).containsExactly("[2]");
      assertThat(reader.warnings()).isEmpty();
    }
  }

  private boolean isCut(String warning) {
    return warning.contains("ends within");
  }

  private static void append(Path path, byte[] bytes) throws IOException {
    Files.write(path, bytes, StandardOpenOption.APPEND);
  }
}
