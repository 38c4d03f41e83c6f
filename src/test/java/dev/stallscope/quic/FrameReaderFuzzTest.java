package dev.stallscope.quic;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Frames of any bytes: what is told of them lies in them. */
class FrameReaderFuzzTest {
  @FuzzTest(maxDuration = "30s")
  void readsAnyFrames(byte[] input) {
    int length = input.length;
    FrameReader.read(
        input,
        length,
        new FrameListener() {
          @Override
          public void stream(
              long stream, long offset, byte[] bytes, int at, int count, boolean isFinal) {
            assertThat(at + count).isLessThanOrEqualTo(length);
            assertThat(offset + count).isNotNegative();
          }

          @Override
          public void ackRange(long smallest, long largest) {
            assertThat(smallest).isBetween(0L, largest);
          }
        });
  }
}
