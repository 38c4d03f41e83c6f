package dev.stallscope.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is left of a file that was cut or changed. */
class CaptureDamageTest {
  /** A file shorter than this has no format. */
  private static final int MAGIC_BYTES = 4;

  @TempDir Path folder;

  static List<byte[]> files() {
    return List.of(
        SampleFiles.pcap(1, 2, 3),
        SampleFiles.kuznetzov(LinkDirection.INBOUND),
        SampleFiles.pcapng());
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyPrefixGivesTheFirstPacketsAndSaysWhenARecordIsCut(byte[] file) throws Exception {
    List<SeenPacket> whole = SeenPacket.of(write(file));
    int before = 0;
    for (int length = MAGIC_BYTES; length <= file.length; length++) {
      try (CaptureReader reader = CaptureFile.open(write(Arrays.copyOf(file, length)))) {
        List<SeenPacket> packets = SeenPacket.drain(reader);
        assertThat(packets).isEqualTo(whole.subList(0, packets.size()));
        assertThat(packets.size()).isBetween(before, before + 1);
        before = packets.size();
        long covered = cutAt(reader, length);
        assertThat(covered).as("what was read, and what the warning names").isEqualTo(length);
      }
    }
    assertThat(before).isEqualTo(whole.size());
  }

  /** Where the file ends by what is said: at its end, or the cut record's begin and its bytes. */
  private static long cutAt(CaptureReader reader, int length) {
    List<CaptureWarning> warnings = reader.warnings();
    if (warnings.isEmpty() || !warnings.getLast().text().contains("ends within")) {
      return reader.bytesRead();
    }
    CaptureWarning cut = warnings.getLast();
    String bytes = cut.text().replaceAll(".*\\((\\d+) of its bytes.*", "$1");
    return bytes.equals(cut.text()) ? length : cut.byteOffset() + Long.parseLong(bytes);
  }

  @ParameterizedTest
  @MethodSource("files")
  void changedBytesDoNoHarm(byte[] file) throws Exception {
    Random random = new Random(7);
    for (int round = 0; round < 3000; round++) {
      byte[] damaged = file.clone();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        damaged[MAGIC_BYTES + random.nextInt(damaged.length - MAGIC_BYTES)] =
            (byte) random.nextInt();
      }
      try (CaptureReader reader = CaptureFile.open(write(damaged))) {
        assertThat(SeenPacket.drain(reader)).hasSizeLessThanOrEqualTo(10);
      } catch (NoCaptureException e) {
        assertThat(e).hasMessageContaining("begins neither like pcap nor like pcapng");
      }
    }
  }

  @Test
  void oneChangedByteOfAPcapngCostsOnePacketAtMostOrAnInterface() throws Exception {
    byte[] file = SampleFiles.pcapng();
    int whole = SeenPacket.of(write(file)).size();
    for (int at = 28; at < file.length / 2; at++) {
      byte[] damaged = file.clone();
      damaged[at] ^= 0x10;
      // The second section does not depend on the first.
      assertThat(SeenPacket.of(write(damaged)).size())
          .as("byte %d", at)
          .isBetween(whole / 2, whole);
    }
  }

  @Test
  void damagedCompressionEndsTheReadingWithAWarning() throws Exception {
    byte[] zipped = SampleFiles.gzip(SampleFiles.pcapng());
    Random random = new Random(9);
    for (int round = 0; round < 500; round++) {
      byte[] damaged = zipped.clone();
      damaged[10 + random.nextInt(damaged.length - 10)] ^= (byte) (1 + random.nextInt(255));
      try (CaptureReader reader = CaptureFile.open(write(damaged))) {
        assertThat(SeenPacket.drain(reader)).hasSizeLessThanOrEqualTo(10);
        assertThat(reader.warnings()).isNotEmpty();
      } catch (NoCaptureException e) {
        assertThat(e).hasMessageContaining("damaged");
      }
    }
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("damaged"), bytes);
  }
}
