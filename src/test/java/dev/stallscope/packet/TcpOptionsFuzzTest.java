package dev.stallscope.packet;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Options of any bytes, with any part of them captured. The first byte says how many are. */
class TcpOptionsFuzzTest {
  static Stream<byte[]> options() {
    return Stream.of(
            "28020405b40402080a0000000100000000010303070000",
            "280101080a0000000100000002",
            "280101050a0000000100000002",
            "051e1400000000000000",
            "28220a0011223344556677fe0cf989001122334455")
        .map(HexFormat.of()::parseHex);
  }

  @MethodSource("options")
  @FuzzTest(maxDuration = "30s")
  void anyOptionsAreRead(byte[] input) {
    if (input.length == 0) {
      return;
    }
    int end = Math.min(40, input.length - 1);
    LayerBytes in = new LayerBytes(new AnomalyLog());
    in.start(input, 1, Math.min(end, input[0] & 0xff), end, 0);
    PacketCursor cursor = new PacketCursor();
    TcpOptions.read(in, cursor, 0, end);
    assertThat(cursor.sackCount).isBetween(0, 4);
    assertThat(cursor.mss).isBetween(PacketCursor.NONE, 0xffff);
    assertThat(cursor.windowScale).isBetween(PacketCursor.NONE, 0xff);
  }
}
