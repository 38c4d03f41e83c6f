package dev.stallscope.packet;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.stallscope.capture.LinkType;
import dev.stallscope.testkit.PacketBuilder;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fragments of a few datagrams in any order, overlapping, cut and repeated. Each takes four bytes
 * of an input: which datagram and address family, where it stands, whether more follow, its length.
 */
class FragmentFuzzTest {
  private static final int MORE_FRAGMENTS = 0x2000;
  private static final int BYTES_EACH = 4;

  static Stream<byte[]> fragments() {
    return Stream.of(
        new byte[] {0, 0, 1, 8, 0, 8, 0, 8},
        new byte[] {4, 0, 1, 16, 4, 8, 1, 16, 4, 1, 1, 8, 4, 16, 0, 3},
        new byte[] {1, 8, 0, 5, 1, 0, 1, 8, 2, 0, 0, 8});
  }

  @MethodSource("fragments")
  @FuzzTest(maxDuration = "30s")
  void anyFragmentsMeet(byte[] input) {
    PacketDecoder decoder = new PacketDecoder(new AnomalyLog());
    PacketCursor cursor = new PacketCursor();
    for (int i = 0; (i + 1) * BYTES_EACH <= input.length; i++) {
      byte[] fragment = Arrays.copyOfRange(input, i * BYTES_EACH, (i + 1) * BYTES_EACH);
      byte[] packet = packet(fragment);
      int captured = (fragment[2] & 4) == 0 ? packet.length : packet.length * 2 / 3;
      long nanos = i * (fragment[2] & 0xf8) * 100_000_000L;
      decoder.decode(packet, 0, captured, packet.length, LinkType.RAW, i, nanos, cursor);
      assertThat(cursor.payloadCaptured).isBetween(0, cursor.payloadLength);
      assertThat(cursor.payloadOffset + cursor.payloadCaptured)
          .isLessThanOrEqualTo(cursor.bytes.length);
      assertThat(cursor.payloadLength).isLessThanOrEqualTo(PacketLimits.DATAGRAM_BYTES);
    }
  }

  private static byte[] packet(byte[] fragment) {
    boolean isV6 = (fragment[0] & 4) != 0;
    int at = fragment[1] & 0x1f;
    boolean more = (fragment[2] & 1) != 0;
    byte[] payload = new byte[fragment[3] & 0xff];
    Arrays.fill(payload, fragment[1]);
    if (!isV6) {
      return PacketBuilder.ofProtocol("10.0.0.1", "10.0.0.2", 17)
          .id(fragment[0] & 3)
          .fragmentField((more ? MORE_FRAGMENTS : 0) | at)
          .payload(payload)
          .ip();
    }
    byte[] extended = new byte[8 + payload.length];
    extended[0] = 17;
    extended[2] = (byte) (at >> 5);
    extended[3] = (byte) (at << 3 | (more ? 1 : 0));
    extended[7] = (byte) (fragment[0] & 3);
    System.arraycopy(payload, 0, extended, 8, payload.length);
    return PacketBuilder.ofProtocol("fd00::1", "fd00::2", 44).payload(extended).ip();
  }
}
