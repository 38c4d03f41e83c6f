package dev.stallscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.capture.CaptureFile;
import dev.stallscope.capture.CaptureReader;
import dev.stallscope.capture.LinkType;
import dev.stallscope.capture.PacketBatch;
import dev.stallscope.packet.TcpFlags;
import dev.stallscope.protocol.OpenedContents;
import dev.stallscope.testkit.PacketBuilder;
import dev.stallscope.testkit.PcapBytes;
import dev.stallscope.testkit.TimedPacket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadPassTest {
  private static final MemoryRoom NONE = new MemoryRoom(0);

  @TempDir Path folder;

  @Test
  void aCaptureWhoseLastPacketsFillTheRoomIsWhole() throws IOException {
    ReadPass pass = read(10);
    assertThat(pass.counts().packets).isEqualTo(10);
    assertThat(pass.isRoomFull()).isFalse();
    assertThat(pass.isCutShort()).isFalse();
  }

  @Test
  void whatFollowsWhereTheRoomIsFullIsLeftOut() throws IOException {
    int all = 8 * PacketBatch.MAX_PACKETS;
    ReadPass pass = read(all);
    assertThat(pass.isRoomFull()).isTrue();
    assertThat(pass.isCutShort()).isTrue();
    assertThat(pass.counts().packets).isPositive().isLessThan(all);
    assertThat(pass.bytesRead()).isPositive().isLessThan(Files.size(file()));
  }

  private ReadPass read(int count) throws IOException {
    byte[] syn = PacketBuilder.tcp("10.0.0.1", 40_000, "192.0.2.1", 443).flags(TcpFlags.SYN).ip();
    List<TimedPacket> packets =
        IntStream.range(0, count).mapToObj(i -> new TimedPacket(1_000L * i, syn)).toList();
    Files.write(file(), PcapBytes.of(packets, LinkType.RAW, 65_535));
    ReadPass pass = new ReadPass(new KeyRing(List.of()), OpenedContents.WANTED, 2, null, NONE);
    try (CaptureReader reader = CaptureFile.open(file())) {
      pass.read(reader, AnalysisProgress.NONE);
    }
    return pass;
  }

  private Path file() {
    return folder.resolve("syns.pcap");
  }
}
