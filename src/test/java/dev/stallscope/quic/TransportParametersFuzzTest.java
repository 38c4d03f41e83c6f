package dev.stallscope.quic;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.stallscope.bytes.VarInt;
import dev.stallscope.net.Direction;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Transport parameters of any bytes, wherever they stand in a hello. */
class TransportParametersFuzzTest {
  private static final int BEFORE = 3;

  static Stream<byte[]> parameters() {
    return Stream.of(
            "0102410004048010000005024400060108070109080240640901030a01030b0119",
            "04088000000000000000",
            "0440010a",
            "047f",
            "1b0201ff0f00")
        .map(HexFormat.of()::parseHex);
  }

  @MethodSource("parameters")
  @FuzzTest(maxDuration = "30s")
  void readsAnyParameters(byte[] input) {
    TransportParameters read = TransportParameters.parse(input, 0, input.length);
    LongStream.of(
            read.maxDataBytes(),
            read.ownStreamBytes(),
            read.peerStreamBytes(),
            read.oneWayStreamBytes(),
            read.maxStreams(),
            read.maxOneWayStreams(),
            read.streamBytes(0, Direction.CLIENT_TO_SERVER),
            read.acknowledgmentNanos(Long.MAX_VALUE))
        .forEach(value -> assertThat(value).isBetween(0L, VarInt.MAX));
    byte[] hello = new byte[BEFORE + input.length + BEFORE];
    Arrays.fill(hello, (byte) 4);
    System.arraycopy(input, 0, hello, BEFORE, input.length);
    assertThat(TransportParameters.parse(hello, BEFORE, input.length)).isEqualTo(read);
  }
}
