package dev.stallscope.packet;

import static dev.stallscope.testkit.Encapsulation.ethernet;
import static dev.stallscope.testkit.Encapsulation.geneve;
import static dev.stallscope.testkit.Encapsulation.gre;
import static dev.stallscope.testkit.Encapsulation.hex;
import static dev.stallscope.testkit.Encapsulation.join;
import static dev.stallscope.testkit.Encapsulation.linuxCooked;
import static dev.stallscope.testkit.Encapsulation.linuxCooked2;
import static dev.stallscope.testkit.Encapsulation.mpls;
import static dev.stallscope.testkit.Encapsulation.pppoe;
import static dev.stallscope.testkit.Encapsulation.vlan;
import static dev.stallscope.testkit.Encapsulation.vxlan;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.stallscope.capture.LinkType;
import dev.stallscope.capture.PacketBatch;
import dev.stallscope.testkit.CaptureScript;
import dev.stallscope.testkit.PacketBuilder;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PacketDecoderTest {
  private static final int[] LINK_TYPES = {
    0, 1, 9, 12, 14, 50, 51, 101, 104, 105, 108, 113, 127, 192, 228, 229, 239, 258, 276
  };

  record Sample(String name, int linkType, byte[] frame) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Sample> samples() {
    byte[] ip =
        PacketBuilder.tcp("10.0.0.1", 1000, "10.0.0.2", 2000)
            .timestamps(1, 2)
            .sack(10, 20, 30, 40)
            .ipOptions(hex("94040000"))
            .payload("a payload")
            .ip();
    byte[] segment = PacketBuilder.tcp("fd00::1", 1, "fd00::2", 2).payload("six").transport();
    byte[] ipv6 =
        PacketBuilder.ofProtocol("fd00::1", "fd00::2", 0)
            .payload(join(hex("3c00 0104 00000000 0600 0104 00000000"), segment))
            .ip();
    byte[] onPort4789 =
        PacketBuilder.udp("1.1.1.1", 9, "2.2.2.2", 4789).payload(vxlan(1, ethernet(ip))).ip();
    byte[] onPort6081 =
        PacketBuilder.udp("fd00::8", 9, "fd00::9", 6081)
            .payload(geneve(new byte[8], 0x86dd, ipv6))
            .ip();
    byte[] inGre = PacketBuilder.ofProtocol("1.1.1.1", "2.2.2.2", 47).payload(gre(0x0800, ip)).ip();
    return Stream.of(
        new Sample("ethernet", LinkType.ETHERNET, ethernet(ip)),
        new Sample("ipv6 extensions", LinkType.RAW, ipv6),
        new Sample("vlan", LinkType.ETHERNET, ethernet(0x8100, vlan(1, 0x0800, ip))),
        new Sample("cooked", LinkType.LINUX_SLL, linuxCooked(0, ip)),
        new Sample("cooked 2", LinkType.LINUX_SLL2, linuxCooked2(4, ipv6)),
        new Sample("pppoe", LinkType.ETHERNET, ethernet(0x8864, pppoe(ip))),
        new Sample("mpls", LinkType.ETHERNET, ethernet(0x8847, mpls(3, ip))),
        new Sample("gre", LinkType.RAW, inGre),
        new Sample("vxlan", LinkType.ETHERNET, ethernet(onPort4789)),
        new Sample("geneve", LinkType.NULL, join(hex("1e000000"), onPort6081)));
  }

  /**
   * The header decides the length, the snap length only what is kept; a cut is never an anomaly.
   */
  @ParameterizedTest
  @MethodSource("samples")
  void everySnapLengthGivesTheSameSegmentOrNone(Sample sample) {
    PacketCursor whole = Decoded.of(sample.linkType, sample.frame).cursor();
    assertThat(whole.kind).isEqualTo(PacketKind.TCP);
    for (int kept = 0; kept < sample.frame.length; kept++) {
      Decoded cut = Decoded.cut(sample.linkType, sample.frame, kept);
      assertThat(cut.found()).as("%d bytes kept", kept).isEmpty();
      if (cut.cursor().kind == PacketKind.TCP) {
        assertThat(cut.cursor().payloadLength).isEqualTo(whole.payloadLength);
        assertThat(cut.cursor().sequence).isEqualTo(whole.sequence);
        int missing = sample.frame.length - kept;
        assertThat(cut.cursor().payloadCaptured)
            .isEqualTo(Math.max(0, whole.payloadLength - missing));
      } else {
        assertThat(cut.cursor().kind).isIn(PacketKind.OTHER, PacketKind.UDP);
        assertThat(kept).isLessThan(whole.payloadOffset);
      }
    }
  }

  /** The same where the file calls the cut length the original one: an anomaly, no other answer. */
  @ParameterizedTest
  @MethodSource("samples")
  void everyPrefixIsReadWithoutException(Sample sample) {
    for (int kept = 0; kept < sample.frame.length; kept++) {
      Decoded cut = Decoded.of(sample.linkType, Arrays.copyOf(sample.frame, kept));
      assertThat(cut.cursor().payloadOffset + cut.cursor().payloadCaptured)
          .isLessThanOrEqualTo(kept);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anyByteMayBeWrong(Sample sample) {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] frame = sample.frame.clone();
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        frame[random.nextInt(frame.length)] = (byte) random.nextInt(256);
      }
      assertIsSound(Decoded.of(sample.linkType, frame).cursor());
    }
  }

  @Test
  void anyBytesAreReadWithEveryLinkType() {
    Random random = new Random(11);
    PacketDecoder decoder = new PacketDecoder(new AnomalyLog());
    PacketCursor cursor = new PacketCursor();
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[random.nextInt(120)];
      random.nextBytes(bytes);
      int original = random.nextInt(4) == 0 ? random.nextInt() : bytes.length;
      int linkType = LINK_TYPES[random.nextInt(LINK_TYPES.length)];
      decoder.decode(bytes, 0, bytes.length, original, linkType, i, random.nextLong(), cursor);
      assertIsSound(cursor);
    }
  }

  private static void assertIsSound(PacketCursor cursor) {
    boolean isSound =
        cursor.payloadCaptured >= 0
            && cursor.payloadCaptured <= cursor.payloadLength
            && cursor.payloadLength <= PacketLimits.FRAME_BYTES
            && cursor.payloadOffset >= 0
            && cursor.payloadOffset + cursor.payloadCaptured <= cursor.bytes.length;
    assertThat(isSound)
        .as("%d+%d of %d", cursor.payloadOffset, cursor.payloadCaptured, cursor.bytes.length)
        .isTrue();
  }

  @Test
  void nothingIsReadOutsideThePacketsOwnBytes() {
    byte[] frame = samples().findFirst().orElseThrow().frame;
    byte[] around = new byte[frame.length + 200];
    Arrays.fill(around, (byte) 0x45);
    System.arraycopy(frame, 0, around, 100, frame.length);
    PacketCursor inside = new PacketCursor();
    new PacketDecoder(new AnomalyLog())
        .decode(around, 100, frame.length, frame.length, LinkType.ETHERNET, 0, 0, inside);
    PacketCursor alone = Decoded.of(LinkType.ETHERNET, frame).cursor();
    assertThat(inside.payloadOffset).isEqualTo(100 + alone.payloadOffset);
    assertThat(inside)
        .usingRecursiveComparison()
        .ignoringFields("bytes", "payloadOffset")
        .isEqualTo(alone);
  }

  @Test
  void noPacketCostsMemory() {
    CaptureScript script =
        CaptureScript.parse(
            """
            set timestamps on
            client 0ms handshake rtt 10ms
            server 20ms data 0..300000 rtt 10ms
            """);
    PacketBatch batch = script.batches().getFirst();
    PacketDecoder decoder = new PacketDecoder(new AnomalyLog());
    PacketCursor cursor = new PacketCursor();
    decodeAll(decoder, batch, cursor, 100);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    decodeAll(decoder, batch, cursor, 1000);
    long perPacket = (threads.getCurrentThreadAllocatedBytes() - before) / (1000L * batch.count());
    assertThat(batch.count()).isGreaterThan(200);
    assertThat(perPacket).isZero();
  }

  private static void decodeAll(
      PacketDecoder decoder, PacketBatch batch, PacketCursor cursor, int times) {
    for (int round = 0; round < times; round++) {
      for (int i = 0; i < batch.count(); i++) {
        decoder.decode(batch, i, cursor);
      }
    }
  }
}
