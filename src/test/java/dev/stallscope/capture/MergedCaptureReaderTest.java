package dev.stallscope.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergedCaptureReaderTest {
  @TempDir Path folder;

  @Test
  void mergesByTimeAndTakesTheEarlierFileFirstAtOneTime() throws Exception {
    Path first = write("a.pcap", SampleFiles.pcap(1, 5, 7));
    Path second = write("b.pcap", SampleFiles.pcap(2, 5, 6));
    try (CaptureReader reader = CaptureFile.open(List.of(first, second))) {
      PacketBatch batch = new PacketBatch();
      assertThat(reader.read(batch)).isTrue();
      List<String> seen = new ArrayList<>();
      for (int i = 0; i < batch.count(); i++) {
        seen.add(batch.bytes()[batch.offset(i)] + " of file " + batch.fileNumber(i));
      }
      assertThat(seen)
          .containsExactly(
              "1 of file 0",
              "2 of file 1",
              "5 of file 0",
              "5 of file 1",
              "6 of file 1",
              "7 of file 0");
      assertThat(reader.read(batch)).isFalse();
      assertThat(reader.sizeBytes()).isEqualTo(Files.size(first) + Files.size(second));
      assertThat(reader.bytesRead()).isEqualTo(reader.sizeBytes());
    }
  }

  @Test
  void keepsTheOrderOfAFileWhoseTimesRunBackwards() throws Exception {
    Path first = write("a.pcap", SampleFiles.pcap(4, 1, 5));
    Path second = write("b.pcap", SampleFiles.pcap(2, 3));
    assertThat(merged(first, second))
        .extracting(SeenPacket::bytes)
        .containsExactly("[2]", "[3]", "[4]", "[1]", "[5]");
  }

  @Test
  void manyLargeFilesGiveTheSameAsSortingAllPackets() throws Exception {
    Random random = new Random(11);
    List<Path> paths = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    for (int file = 0; file < 40; file++) {
      Path path = folder.resolve(file + ".pcapng");
      paths.add(path);
      try (PcapngWriter writer = PcapngWriter.create(path)) {
        int id = writer.addInterface(LinkType.ETHERNET);
        long nanos = 0;
        for (int i = 0; i < 500; i++) {
          nanos += random.nextInt(1000);
          times.add(nanos);
          writer.packet(id, nanos, new byte[random.nextInt(3000)]);
        }
      }
    }
    Collections.sort(times);
    List<SeenPacket> packets = merged(paths.toArray(Path[]::new));
    assertThat(packets).extracting(SeenPacket::epochNanos).isEqualTo(times);
    assertThat(packets).extracting(SeenPacket::interfaceId).contains(0, 39);
  }

  @Test
  void numbersTheInterfacesOfAllFilesThroughAndCombinesWhatIsSaid() throws Exception {
    Path first = write("a.pcapng", SampleFiles.pcapng());
    Path second =
        write("b.pcap", Arrays.copyOf(SampleFiles.pcap(1, 2), SampleFiles.pcap(1, 2).length - 1));
    try (CaptureReader reader = CaptureFile.open(List.of(first, second))) {
      assertThat(SeenPacket.drain(reader)).hasSize(9);
      assertThat(reader.interfaces())
          .extracting(CaptureInterface::id, CaptureInterface::snapLength, CaptureInterface::dropped)
          .containsExactly(
              tuple(0, 96, OptionalLong.of(7)),
              tuple(1, 96, OptionalLong.of(7)),
              tuple(2, 65535, OptionalLong.empty()));
      assertThat(reader.secrets()).hasSize(2);
      assertThat(reader.warnings())
          .extracting(CaptureWarning::file)
          .containsExactly("a.pcapng", "b.pcap");
    }
  }

  @Test
  void takesUpAFileAgainThatHasGrown() throws Exception {
    byte[] file = SampleFiles.pcap(1, 4);
    Path growing = write("a.pcap", Arrays.copyOf(file, file.length - 1));
    Path other = write("b.pcap", SampleFiles.pcap(2, 3));
    try (CaptureReader reader = CaptureFile.open(List.of(growing, other))) {
      assertThat(SeenPacket.drain(reader))
          .extracting(SeenPacket::bytes)
          .containsExactly("[1]", "[2]", "[3]");
      Files.write(growing, new byte[] {4}, StandardOpenOption.APPEND);
      assertThat(SeenPacket.drain(reader)).extracting(SeenPacket::bytes).containsExactly("[4]");
      assertThat(reader.warnings()).isEmpty();
    }
  }

  @Test
  void oneFileThatIsNoCaptureRefusesAll() throws Exception {
    Path first = write("a.pcap", SampleFiles.pcap(1));
    Path second = write("b.txt", new byte[0]);
    assertThatThrownBy(() -> CaptureFile.open(List.of(first, second)))
        .isInstanceOf(NoCaptureException.class)
        .hasMessage(second + " is no capture: the file is empty.");
  }

  @Test
  void moreFilesThanAnIndexCanNumberAreRefused() throws Exception {
    Path file = write("a.pcap", SampleFiles.pcap(1));
    assertThatThrownBy(() -> CaptureFile.open(Collections.nCopies(1025, file)))
        .isInstanceOf(NoCaptureException.class)
        .hasMessage("1,025 files are more than the 1,024 that can be read as one capture.");
  }

  private List<SeenPacket> merged(Path... files) throws IOException {
    try (CaptureReader reader = CaptureFile.open(List.of(files))) {
      return SeenPacket.drain(reader);
    }
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }
}
