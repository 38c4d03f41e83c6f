package dev.stallscope.analysis.detail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.CaptureOpening;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.analysis.OpeningListener;
import dev.stallscope.capture.CaptureFile;
import dev.stallscope.capture.CaptureReader;
import dev.stallscope.capture.NoCaptureException;
import dev.stallscope.capture.PacketBatch;
import dev.stallscope.testkit.PcapBytes;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.TimedPacket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in a packet, it is shown, and every field lies within it. */
class PacketReaderHostileTest {
  private static final int[] LINK_TYPES = {
    0, 1, 9, 50, 51, 101, 104, 105, 108, 113, 127, 192, 239, 258, 276
  };

  private static final int MAX_PACKETS = 3000;

  @TempDir Path folder;

  @Test
  void damagedPacketsAreShown() throws IOException {
    Random random = new Random(20);
    for (String sample :
        List.of("tls13-full", "dns-tcp-fallback", "keep-alive", "packet-loss", "http3-page")) {
      List<TimedPacket> packets = new ArrayList<>();
      for (byte[] packet : packets(sample)) {
        for (int i = 0; i < 12; i++) {
          packets.add(new TimedPacket(packets.size(), damaged(packet, random)));
        }
      }
      assertShown(packets, 1);
    }
  }

  private static byte[] damaged(byte[] packet, Random random) {
    byte[] damaged = Arrays.copyOf(packet, random.nextInt(packet.length + 1));
    for (int flips = random.nextInt(6); flips > 0 && damaged.length > 0; flips--) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
    }
    return damaged;
  }

  @Test
  void noiseOfAnyLinkTypeIsShown() throws IOException {
    Random random = new Random(21);
    for (int linkType : LINK_TYPES) {
      List<TimedPacket> packets = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        packets.add(new TimedPacket(i, bytes));
      }
      assertShown(packets, linkType);
    }
  }

  @Test
  void otherPeoplesBrokenCapturesAreShown() throws IOException {
    int shown = 0;
    for (Path file : SampleCaptures.allOpen()) {
      String name = SampleCaptures.name(file);
      if (name.startsWith("malformed") || name.startsWith("link-types")) {
        try {
          shown += assertShown(file);
        } catch (NoCaptureException e) {
          assertThat(e.getMessage()).isNotEmpty();
        }
      }
    }
    assertThat(shown).isGreaterThan(1000);
  }

  private static List<byte[]> packets(String sample) throws IOException {
    List<byte[]> packets = new ArrayList<>();
    PacketBatch batch = new PacketBatch();
    try (CaptureReader reader =
        CaptureFile.open(Path.of("sample-captures", sample, "capture.pcapng"))) {
      while (reader.read(batch)) {
        for (int i = 0; i < batch.count(); i++) {
          int from = batch.offset(i);
          packets.add(Arrays.copyOfRange(batch.bytes(), from, from + batch.capturedLength(i)));
        }
      }
    }
    return packets;
  }

  private void assertShown(List<TimedPacket> packets, int linkType) throws IOException {
    Path file = folder.resolve("hostile.pcap");
    Files.write(file, PcapBytes.of(packets, linkType, 262_144));
    assertThat(assertShown(file)).isEqualTo(Math.min(MAX_PACKETS, packets.size()));
  }

  private static int assertShown(Path file) throws IOException {
    try (OpenCapture open = CaptureOpening.open(List.of(file), OpeningListener.NONE, () -> 0)) {
      PacketReader reader = new PacketReader(open);
      int count = Math.min(MAX_PACKETS, open.index().count());
      for (int packet = 0; packet < count; packet++) {
        PacketDetail detail = reader.detail(packet, packet % 2 == 0);
        assertWithin(detail.headers(), detail.bytes().length);
      }
      return count;
    }
  }

  private static void assertWithin(List<PacketField> fields, int size) {
    for (PacketField field : fields) {
      assertThat(field.offset()).isBetween(0, size);
      assertThat(field.length()).isBetween(0, size - field.offset());
      assertWithin(field.fields(), size);
    }
  }
}
