package dev.stallscope.capture;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureFileTest {
  @TempDir Path folder;

  /** A packet as a test sees it. */
  record Seen(long epochNanos, int originalLength, String bytes, int interfaceId, int linkType) {}

  @ParameterizedTest
  @CsvSource({
    "true,  a1b2c3d4, 1000, 16",
    "false, a1b2c3d4, 1000, 16",
    "true,  a1b23c4d, 1,    16",
    "false, a1b23c4d, 1,    16",
    "false, a1b2cd34, 1000, 24",
    "true,  a1b2cd34, 1000, 24"
  })
  void readsEveryVariantOfPcap(boolean big, String magic, long unit, int header)
      throws IOException {
    FileBytes file = pcapHeader(big ? BIG_ENDIAN : LITTLE_ENDIAN, magic);
    file.u32(10, 7, 3, 60);
    if (header == 24) {
      file.u32(0, 0);
    }
    file.bytes((byte) 1, (byte) 2, (byte) 3);
    assertThat(read(file.toBytes()))
        .containsExactly(new Seen(10_000_000_000L + 7 * unit, 60, "[1, 2, 3]", 0, 1));
  }

  @Test
  void readsSectionsOfEitherByteOrderWithTheirOwnInterfaces() throws IOException {
    byte[] big =
        new FileBytes(BIG_ENDIAN)
            .section()
            .block(1, new FileBytes(BIG_ENDIAN).u16(101, 0).u32(0))
            .block(6, enhanced(new FileBytes(BIG_ENDIAN), 0, 5_000_000, (byte) 9))
            .toBytes();
    byte[] little =
        new FileBytes(LITTLE_ENDIAN)
            .section()
            .block(
                1,
                new FileBytes(LITTLE_ENDIAN)
                    .u16(1, 0)
                    .u32(96)
                    .option(2, (byte) 'e', (byte) '0')
                    .option(9, (byte) 9)
                    .option(14, longBytes(3)))
            .block(6, enhanced(new FileBytes(LITTLE_ENDIAN), 0, 5_000_000, (byte) 8))
            .toBytes();
    byte[] both = concat(big, little);
    assertThat(read(both))
        .containsExactly(
            new Seen(5_000_000_000L, 1, "[9]", 0, 101), new Seen(3_005_000_000L, 1, "[8]", 1, 1));
    try (CaptureReader reader = CaptureFile.open(write("two.pcapng", both))) {
      drain(reader);
      assertThat(reader.interfaces().get(1).name()).contains("e0");
      assertThat(reader.interfaces().get(1).snapLength()).isEqualTo(96);
    }
  }

  @Test
  void readsSimpleAndObsoletePacketsStatisticsAndSecretsAndSkipsTheRest() throws IOException {
    FileBytes file = new FileBytes(LITTLE_ENDIAN);
    file.section()
        .block(1, file.sub().u16(1, 0).u32(2))
        .block(0x0bad, file.sub().u32(1, 2, 3))
        .block(4, file.sub().u32(0))
        .block(3, file.sub().u32(4).padded((byte) 1, (byte) 2))
        .block(2, file.sub().u16(0, 7).u32(0, 2_000_000, 1, 1).padded((byte) 5))
        .block(10, file.sub().u32(0x544c534b, 2).padded((byte) 'h', (byte) 'i'))
        .block(5, file.sub().u32(0, 0, 0).option(5, longBytes(7)).option(7, longBytes(2)));
    try (CaptureReader reader = CaptureFile.open(write("blocks.pcapng", file.toBytes()))) {
      assertThat(drain(reader))
          .containsExactly(
              new Seen(0, 4, "[1, 2]", 0, 1), new Seen(2_000_000_000L, 1, "[5]", 0, 1));
      assertThat(reader.interfaces().getFirst().dropped()).isEqualTo(OptionalLong.of(9));
      assertThat(reader.warnings())
          .extracting(CaptureWarning::byteOffset, CaptureWarning::text)
          .containsExactly(
              tuple(
                  88L,
                  "blocks.pcapng, byte 88: a packet has no time, as simple packet blocks have none;"
                      + " it and others like it are given the time of the packet before, so"
                      + " durations around them mean nothing."));
      assertThat(reader.secrets())
          .containsExactly(new DecryptionSecrets(DecryptionSecrets.NSS_KEY_LOG, "hi", 144));
    }
  }

  @Test
  void readsTheDirectionOfEnhancedPackets() throws IOException {
    FileBytes file = new FileBytes(LITTLE_ENDIAN);
    FileBytes packet =
        enhanced(file.sub(), 0, 1, (byte) 1).option(2, (byte) 2, (byte) 0, (byte) 0, (byte) 0);
    file.section().block(1, file.sub().u16(1, 0).u32(0)).block(6, packet);
    try (CaptureReader reader = CaptureFile.open(write("flags.pcapng", file.toBytes()))) {
      PacketBatch batch = new PacketBatch();
      assertThat(reader.read(batch)).isTrue();
      assertThat(batch.linkDirection(0)).isEqualTo(LinkDirection.OUTBOUND);
    }
  }

  @Test
  void readsGzipOfSeveralMembers() throws IOException {
    byte[] file = pcap(1, 2, 3);
    int half = file.length / 2;
    byte[] zipped =
        concat(gzip(Arrays.copyOf(file, half)), gzip(Arrays.copyOfRange(file, half, file.length)));
    assertThat(read(zipped)).extracting(Seen::bytes).containsExactly("[1]", "[2]", "[3]");
  }

  @Test
  void keepsWhatATruncatedGzipStillHolds() throws IOException {
    byte[] zipped = gzip(pcap(1, 2, 3));
    try (CaptureReader reader =
        CaptureFile.open(write("cut.gz", Arrays.copyOf(zipped, zipped.length - 9)))) {
      drain(reader);
      assertThat(reader.warnings()).hasSize(1);
      assertThat(reader.warnings().getFirst().text()).contains("cut.gz, byte ");
    }
  }

  @Test
  void followsAFileThatGrows() throws IOException {
    byte[] file = pcap(1, 2);
    Path path = write("growing.pcap", Arrays.copyOf(file, file.length - 5));
    try (CaptureReader reader = CaptureFile.open(path)) {
      assertThat(drain(reader)).extracting(Seen::bytes).containsExactly("[1]");
      assertThat(reader.warnings()).hasSize(1);
      Files.write(
          path, Arrays.copyOfRange(file, file.length - 5, file.length), StandardOpenOption.APPEND);
      assertThat(drain(reader)).extracting(Seen::bytes).containsExactly("[2]");
      assertThat(drain(reader)).isEmpty();
      assertThat(reader.warnings()).isEmpty();
    }
  }

  @Test
  void everyPrefixGivesTheFirstPacketsAndAWarningWhereARecordIsCut() throws IOException {
    byte[] file = pcap(1, 2, 3);
    for (int length = 24; length <= file.length; length++) {
      try (CaptureReader reader =
          CaptureFile.open(write("prefix.pcap", Arrays.copyOf(file, length)))) {
        assertThat(drain(reader)).hasSize((length - 24) / 17);
        assertThat(reader.warnings()).hasSize((length - 24) % 17 == 0 ? 0 : 1);
      }
    }
  }

  @Test
  void stopsWithAWarningAtARecordThatCannotBe() throws IOException {
    FileBytes file = pcapHeader(LITTLE_ENDIAN, "a1b2c3d4");
    file.u32(1, 0, 1, 1).bytes((byte) 1).u32(2, 0, 0xffff_fff0L, 1).bytes((byte) 2);
    try (CaptureReader reader = CaptureFile.open(write("bad.pcap", file.toBytes()))) {
      assertThat(drain(reader)).hasSize(1);
      assertThat(reader.warnings()).hasSize(1);
      CaptureWarning warning = reader.warnings().getFirst();
      assertThat(warning.byteOffset()).isEqualTo(41);
      assertThat(warning.text())
          .isEqualTo(
              "bad.pcap, byte 41: a packet record claims 4,294,967,280 bytes, which no packet has;"
                  + " what follows cannot be read.");
    }
  }

  @Test
  void anEmptyCaptureIsValid() throws IOException {
    assertThat(read(pcap())).isEmpty();
    assertThat(read(new FileBytes(BIG_ENDIAN).section().toBytes())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', the file is empty",
    "'{\"log\":{}}', 'it looks like a HAR file'",
    "'hello world', 'it looks like text, not like pcap or pcapng'"
  })
  void saysWhatAFileIsThatIsNoCapture(String text, String what) throws IOException {
    Path path = write("other.pcap", text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThatThrownBy(() -> CaptureFile.open(path))
        .isInstanceOf(NoCaptureException.class)
        .hasMessage(path + " is no capture: " + what + ".");
  }

  @Test
  void aMissingFileIsNamed() {
    Path path = folder.resolve("none.pcap");
    assertThatThrownBy(() -> CaptureFile.open(path))
        .isInstanceOf(IOException.class)
        .hasMessage(path + " does not exist.");
  }

  @Test
  void mergesFilesByTimeAndKeepsTheOrderWithinEach() throws IOException {
    FileBytes first = pcapHeader(LITTLE_ENDIAN, "a1b2c3d4");
    first.u32(1, 0, 1, 1).bytes((byte) 1).u32(5, 0, 1, 1).bytes((byte) 5);
    FileBytes second = pcapHeader(BIG_ENDIAN, "a1b2c3d4");
    second.u32(2, 0, 1, 1).bytes((byte) 2).u32(5, 0, 1, 1).bytes((byte) 6);
    try (CaptureReader reader =
        CaptureFile.open(
            List.of(write("a.pcap", first.toBytes()), write("b.pcap", second.toBytes())))) {
      assertThat(drain(reader)).extracting(Seen::bytes).containsExactly("[1]", "[2]", "[5]", "[6]");
      assertThat(reader.interfaces()).hasSize(2);
    }
  }

  @Test
  void aRecordLargerThanTheBufferIsReadWhole() throws IOException {
    FileBytes file = new FileBytes(LITTLE_ENDIAN).u32(0xa1b2c3d4L).u16(2, 4).u32(0, 0, 4 << 20, 1);
    file.u32(1, 0, 1, 1).bytes((byte) 1);
    byte[] large = new byte[3 << 20];
    large[large.length - 1] = 7;
    file.u32(2, 0, large.length, large.length).bytes(large);
    try (CaptureReader reader = CaptureFile.open(write("large.pcap", file.toBytes()))) {
      PacketBatch batch = new PacketBatch();
      assertThat(reader.read(batch)).isTrue();
      assertThat(batch.count()).isEqualTo(1);
      assertThat(reader.read(batch)).isTrue();
      assertThat(batch.capturedLength(0)).isEqualTo(large.length);
      assertThat(batch.bytes()[batch.offset(0) + large.length - 1]).isEqualTo((byte) 7);
      assertThat(reader.read(batch)).isFalse();
    }
  }

  @Test
  void noDamageMakesAReaderThrow() throws IOException {
    FileBytes ng = new FileBytes(LITTLE_ENDIAN);
    ng.section()
        .block(1, ng.sub().u16(1, 0).u32(0).option(9, (byte) 6))
        .block(6, enhanced(ng.sub(), 0, 1, (byte) 1))
        .block(6, enhanced(ng.sub(), 0, 2, (byte) 2));
    Random random = new Random(7);
    for (byte[] file : List.of(pcap(1, 2, 3), ng.toBytes())) {
      for (int round = 0; round < 2000; round++) {
        byte[] damaged = file.clone();
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        try (CaptureReader reader = CaptureFile.open(write("damaged", damaged))) {
          assertThat(drain(reader)).hasSizeLessThanOrEqualTo(8);
        } catch (NoCaptureException e) {
          assertThat(e).hasMessageContaining("damaged");
        }
      }
    }
  }

  private static FileBytes pcapHeader(ByteOrder order, String magic) {
    return new FileBytes(order).u32(Long.parseLong(magic, 16)).u16(2, 4).u32(0, 0, 65535, 1);
  }

  private static byte[] pcap(int... packets) {
    FileBytes file = pcapHeader(LITTLE_ENDIAN, "a1b2c3d4");
    for (int packet : packets) {
      file.u32(packet, 0, 1, 1).bytes((byte) packet);
    }
    return file.toBytes();
  }

  private static FileBytes enhanced(FileBytes body, int id, long units, byte value) {
    return body.u32(id, units >>> 32, units, 1, 1).padded(value);
  }

  private static byte[] longBytes(long value) {
    return new FileBytes(LITTLE_ENDIAN).u64(value).toBytes();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private List<Seen> read(byte[] file) throws IOException {
    try (CaptureReader reader = CaptureFile.open(write("capture", file))) {
      return drain(reader);
    }
  }

  private static List<Seen> drain(CaptureReader reader) throws IOException {
    List<Seen> seen = new ArrayList<>();
    PacketBatch batch = new PacketBatch();
    while (reader.read(batch)) {
      for (int i = 0; i < batch.count(); i++) {
        int from = batch.offset(i);
        byte[] bytes = Arrays.copyOfRange(batch.bytes(), from, from + batch.capturedLength(i));
        seen.add(
            new Seen(
                batch.epochNanos(i),
                batch.originalLength(i),
                Arrays.toString(bytes),
                batch.interfaceId(i),
                batch.linkType(i)));
      }
    }
    return seen;
  }
}
