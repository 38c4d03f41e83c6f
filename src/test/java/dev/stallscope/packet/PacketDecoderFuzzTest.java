package dev.stallscope.packet;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Packets made by a fuzzer, several to a run so that fragments meet. */
class PacketDecoderFuzzTest {
  private static final int[] LINK_TYPES = {
    0, 1, 9, 12, 14, 50, 51, 101, 104, 105, 108, 113, 127, 192, 228, 229, 239, 258, 276
  };

  @FuzzTest(maxDuration = "10s")
  void packetsOfAnyBytesAreRead(FuzzedDataProvider data) {
    PacketDecoder decoder = new PacketDecoder(new AnomalyLog());
    PacketCursor cursor = new PacketCursor();
    int linkType = data.pickValue(LINK_TYPES);
    for (int i = 0; i < 16 && data.remainingBytes() > 0; i++) {
      byte[] bytes = data.consumeBytes(data.consumeInt(0, 400));
      int original = data.consumeBoolean() ? bytes.length : data.consumeInt();
      decoder.decode(bytes, 0, bytes.length, original, linkType, i, i * 1_000_000_000L, cursor);
      assertThat(cursor.payloadCaptured).isBetween(0, cursor.payloadLength);
      assertThat(cursor.payloadOffset + cursor.payloadCaptured)
          .isLessThanOrEqualTo(cursor.bytes.length);
    }
  }
}
