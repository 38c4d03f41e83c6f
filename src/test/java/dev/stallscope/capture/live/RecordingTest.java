package dev.stallscope.capture.live;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stallscope.capture.CaptureFile;
import dev.stallscope.capture.CaptureInterface;
import dev.stallscope.capture.CaptureReader;
import dev.stallscope.capture.PacketBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
  private static final int ETHERNET = 1;
  private static final int PACKET_BYTES = 60;

  @TempDir Path folder;
  private final List<RecordingEvent> events = new CopyOnWriteArrayList<>();

  @Test
  void everyPacketIsInTheFile() throws IOException {
    RecordingCounts counts = record(order(RingBuffer.NONE, StopConditions.NONE), 5);
    Path file = folder.resolve("a.pcapng");
    assertThat(times(file)).containsExactly(1000L, 2000L, 3000L, 4000L, 5000L);
    assertThat(counts).isEqualTo(new RecordingCounts(5, Files.size(file), 2, 1));
    assertThat(events)
        .containsExactly(new RecordingEvent.FileBegun(file), new RecordingEvent.Counted(counts));
  }

  @Test
  void theFileSaysWhatWasCapturedAndLost() throws IOException {
    record(order(RingBuffer.NONE, StopConditions.NONE), 5);
    try (CaptureReader reader = CaptureFile.open(folder.resolve("a.pcapng"))) {
      while (reader.read(new PacketBatch())) {}
      CaptureInterface source = reader.interfaces().getFirst();
      assertThat(source.name()).contains("test0");
      assertThat(source.filter()).contains("tcp");
      assertThat(source.received()).hasValue(8);
      assertThat(source.dropped()).hasValue(3);
      assertThat(reader.warnings()).isEmpty();
    }
  }

  @Test
  void onlyItsOwnerMayReadIt() throws IOException {
    record(order(RingBuffer.NONE, StopConditions.NONE), 0);
    assertThat(Files.getPosixFilePermissions(folder.resolve("a.pcapng")))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  }

  @Test
  void endsAfterSoManyPackets() throws IOException {
    assertThat(record(order(RingBuffer.NONE, new StopConditions(3, 0, 0)), 9).packets())
        .isEqualTo(3);
    assertThat(times(folder.resolve("a.pcapng"))).containsExactly(1000L, 2000L, 3000L);
  }

  @Test
  void keepsTheNewestFilesOfARing() throws IOException {
    // every file is full with its first packet
    record(order(new RingBuffer(2, 1, 0), StopConditions.NONE), 3);
    assertThat(folder)
        .isDirectoryContaining("glob:**a_00003.pcapng")
        .isDirectoryNotContaining("glob:**a_00001.pcapng");
    assertThat(times(folder.resolve("a_00003.pcapng"))).containsExactly(3000L);
    assertThat(times(folder.resolve("a_00004.pcapng"))).isEmpty();
    assertThat(events).contains(new RecordingEvent.FileDeleted(folder.resolve("a_00002.pcapng")));
  }

  @Test
  void theFilesOfARingAreAsLargeAsTheyMayBe() throws IOException {
    int most = 5000;
    record(order(new RingBuffer(0, most, 0), StopConditions.NONE), 300);
    List<Path> full;
    try (Stream<Path> files = Files.list(folder)) {
      full = files.sorted().toList();
    }
    assertThat(full).hasSizeGreaterThan(2);
    for (Path file : full.subList(0, full.size() - 1)) {
      assertThat(Files.size(file))
          .as("with its last packet and statistics")
          .isBetween((long) most, most + 300L);
    }
  }

  @Test
  void aMarkIsACommentOnTheNextPacket() throws IOException {
    FakeSource source = new FakeSource(2);
    Recording recording =
        new Recording(order(RingBuffer.NONE, StopConditions.NONE), source, events::add);
    recording.mark("clicked “Pay”");
    recording.run();
    assertThat(events).contains(new RecordingEvent.Marked(1000));
    String bytes = Files.readString(folder.resolve("a.pcapng"), ISO_8859_1);
    String comment = new String("clicked “Pay”".getBytes(UTF_8), ISO_8859_1);
    assertThat(bytes.split(comment, -1)).hasSize(2);
    assertThat(times(folder.resolve("a.pcapng"))).containsExactly(1000L, 2000L);
  }

  @Test
  void whatCannotBeWrittenIsNamed() {
    CaptureOrder order = CaptureOrder.of("test0", "", folder.resolve("no/such/folder.pcapng"));
    assertThatThrownBy(() -> new Recording(order, new FakeSource(0), events::add))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("folder.pcapng cannot be written");
  }

  private RecordingCounts record(CaptureOrder order, int packets) throws IOException {
    return new Recording(order, new FakeSource(packets), events::add).run();
  }

  private CaptureOrder order(RingBuffer ring, StopConditions until) {
    return new CaptureOrder(
        "test0", "tcp", 1000, 1, false, folder.resolve("a.pcapng"), ring, until);
  }

  private static List<Long> times(Path file) throws IOException {
    List<Long> times = new ArrayList<>();
    PacketBatch batch = new PacketBatch();
    try (CaptureReader reader = CaptureFile.open(file)) {
      while (reader.read(batch)) {
        for (int i = 0; i < batch.count(); i++) {
          times.add(batch.epochNanos(i));
        }
      }
    }
    return times;
  }

  /** Brings packets 1000 ns apart, then ends; two more were lost by the kernel, one by the card. */
  private static final class FakeSource implements PacketSource {
    private final int packets;

    FakeSource(int packets) {
      this.packets = packets;
    }

    @Override
    public int linkType() {
      return ETHERNET;
    }

    @Override
    public void run(Sink sink) throws IOException {
      for (int i = 1; i <= packets; i++) {
        sink.packet(1000L * i, new byte[PACKET_BYTES], PACKET_BYTES, PACKET_BYTES);
      }
    }

    @Override
    public void stop() {}

    @Override
    public Drops drops() {
      return new Drops(2, 1);
    }

    @Override
    public void close() {}
  }
}
