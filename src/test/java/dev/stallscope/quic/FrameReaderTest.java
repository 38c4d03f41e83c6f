package dev.stallscope.quic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.stallscope.quic.FrameReader.Outcome;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
  private final List<String> events = new ArrayList<>();

  private final FrameListener listener =
      new FrameListener() {
        @Override
        public void ack(long largest, long delay) {
          events.add("ack " + largest + " after " + delay);
        }

        @Override
        public void ackRange(long smallest, long largest) {
          events.add("range " + smallest + ".." + largest);
        }

        @Override
        public void stream(
            long stream, long offset, byte[] bytes, int at, int length, boolean isFinal) {
          events.add("stream " + stream + " " + offset + "+" + length + (isFinal ? " end" : ""));
        }

        @Override
        public void newConnectionId(ConnectionId id) {
          events.add("id " + id);
        }

        @Override
        public void close(boolean isByApplication, long errorCode) {
          events.add("close " + isByApplication + " " + errorCode);
        }
      };

  private Outcome read(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return FrameReader.read(bytes, bytes.length, listener);
  }

  @Test
  void readsRangesOfAcknowledgments() {
    assertThat(read("0214050102" + "0103")).isEqualTo(Outcome.NOT_ELICITING);
    assertThat(events).containsExactly("ack 20 after 5", "range 18..20", "range 12..15");
  }

  @Test
  void readsStreamsWithAndWithoutLength() {
    assertThat(read("0e0405" + "02aabb" + "09" + "08ccdd")).isEqualTo(Outcome.ACK_ELICITING);
    assertThat(events).containsExactly("stream 4 5+2", "stream 8 0+2 end");
  }

  @Test
  void readsIdsAndTheReasonOfAClose() {
    assertThat(read("180100" + "04c1c2c3c4" + "00".repeat(16) + "1c0a0000"))
        .isEqualTo(Outcome.ACK_ELICITING);
    assertThat(events).containsExactly("id c1c2c3c4", "close false 10");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "18010080000015", // an id of 21 bytes
        "180100c0000000edb7d556", // an id as long as a negative int
        "0214050102", // a range is missing
        "0205000006", // a range below packet 0
        "06ffffffffffffffff40", // a CRYPTO frame that does not end
        "3f", // no frame
      })
  void stopsAtAFrameThatCannotBe(String hex) {
    assertThat(read(hex)).isEqualTo(Outcome.BROKEN);
  }

  @Test
  void readsAnything() {
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = new byte[1 + random.nextInt(40)];
      random.nextBytes(bytes);
      bytes[0] &= 0x3f;
      assertThatCode(() -> FrameReader.read(bytes, bytes.length, new FrameListener() {}))
          .doesNotThrowAnyException();
    }
  }
}
