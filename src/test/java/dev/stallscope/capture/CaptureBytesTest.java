package dev.stallscope.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stallscope.testkit.PcapBytes;
import dev.stallscope.testkit.TimedPacket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureBytesTest {
  @TempDir Path folder;

  @Test
  void readsEveryPacketAgainFromPlainAndCompressedFiles() throws Exception {
    List<Path> files =
        List.of(
            write("a.pcap", SampleFiles.pcap(1, 3, 5)),
            write("b.pcap.gz", SampleFiles.gzip(SampleFiles.pcap(2, 3, 4))),
            write("c.pcapng", SampleFiles.pcapng()));
    PacketIndex index = index(files);
    List<String> again = new ArrayList<>();
    try (CaptureBytes bytes = new CaptureBytes(files, index)) {
      for (int packet = index.count() - 1; packet >= 0; packet--) {
        again.addFirst(Arrays.toString(bytes.read(packet)));
      }
    }
    try (CaptureReader reader = CaptureFile.open(files)) {
      assertThat(SeenPacket.drain(reader)).extracting(SeenPacket::bytes).isEqualTo(again);
    }
  }

  @Test
  void visitsManyPacketsInAnyOrder() throws Exception {
    List<Path> files =
        List.of(
            write("a.pcap", SampleFiles.pcap(1, 3, 5)),
            write("b.pcap.gz", SampleFiles.gzip(SampleFiles.pcap(2, 3, 4))),
            write("c.pcap", large()));
    PacketIndex index = index(files);
    int[] packets = new int[2 * index.count()];
    for (int i = 0; i < index.count(); i++) {
      packets[i] = i;
      packets[packets.length - 1 - i] = i;
    }
    List<Integer> seen = new ArrayList<>();
    try (CaptureBytes bytes = new CaptureBytes(files, index)) {
      bytes.visit(
          Arrays.stream(packets),
          (packet, array, offset, length) -> {
            seen.add(packet);
            assertThat(Arrays.copyOfRange(array, offset, offset + length))
                .isEqualTo(uncheckedRead(bytes, packet));
            return seen.size() < packets.length - 1;
          });
    }
    assertThat(seen).hasSize(packets.length - 1);
  }

  @Test
  void aReaderThatIsInterruptedDoesNotSpoilTheOthers() throws Exception {
    for (Path file :
        List.of(
            write("a.pcap", SampleFiles.pcap(1, 3, 5)),
            write("b.pcap.gz", SampleFiles.gzip(SampleFiles.pcap(1, 3, 5))))) {
      PacketIndex index = index(List.of(file));
      try (CaptureBytes bytes = new CaptureBytes(List.of(file), index)) {
        byte[] before = bytes.read(1);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> bytes.read(1)).isInstanceOf(IOException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(bytes.read(1)).isEqualTo(before);
      }
    }
  }

  private static byte[] uncheckedRead(CaptureBytes bytes, int packet) {
    try {
      return bytes.read(packet);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Packets of up to 200 kB, larger than what is read at once. */
  private static byte[] large() {
    List<TimedPacket> packets = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      byte[] bytes = new byte[i * 5000];
      Arrays.fill(bytes, (byte) i);
      packets.add(new TimedPacket(i, bytes));
    }
    return PcapBytes.of(packets, 1, 262_144);
  }

  @Test
  void namesTheFileThatHasBecomeShorter() throws Exception {
    Path file = write("a.pcap", SampleFiles.pcap(1, 2));
    PacketIndex index = index(List.of(file));
    Files.write(file, Arrays.copyOf(SampleFiles.pcap(1, 2), 50));
    try (CaptureBytes bytes = new CaptureBytes(List.of(file), index)) {
      assertThat(bytes.read(0)).containsExactly(1);
      assertThatThrownBy(() -> bytes.read(1))
          .isInstanceOf(IOException.class)
          .hasMessage(
              file + " cannot be read at byte 57: the file has become shorter since it was read");
    }
  }

  @Test
  void cannotBeReadOnceClosed() throws Exception {
    Path file = write("a.pcap", SampleFiles.pcap(1));
    CaptureBytes bytes = new CaptureBytes(List.of(file), index(List.of(file)));
    bytes.close();
    assertThatThrownBy(() -> bytes.read(0)).isInstanceOf(IllegalStateException.class);
  }

  private static PacketIndex index(List<Path> files) throws IOException {
    PacketIndex index = new PacketIndex();
    PacketBatch batch = new PacketBatch();
    try (CaptureReader reader = CaptureFile.open(files)) {
      while (reader.read(batch)) {
        index.append(batch);
      }
    }
    return index;
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }
}
