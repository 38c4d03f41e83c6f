package dev.stallscope.protocol.http2;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.http.stream.HeaderBlock;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any header blocks are decoded, one after the other: each is a byte of length and as many. */
class HeaderDecoderFuzzTest {
  static Stream<byte[]> blocks() {
    return Stream.of("0482868441", "0e400a637573746f6d2d6b6579023d3d01be", "033fe1ff022080")
        .map(HexFormat.of()::parseHex);
  }

  @MethodSource("blocks")
  @FuzzTest(maxDuration = "30s")
  void decodesAnyBlocks(byte[] input) {
    HeaderDecoder decoder = new HeaderDecoder();
    for (int at = 0; at < input.length; ) {
      int length = Math.min(input[at] & 0xff, input.length - at - 1);
      HeaderBlock block = decoder.decode(input, at + 1, length);
      long expanded =
          block.headers().fields().stream()
              .mapToLong(field -> field.name().length() + field.value().length())
              .sum();
      assertThat(expanded).isLessThanOrEqualTo(DecodeLimits.EXPANDED_HEADER_BYTES);
      at += 1 + length;
    }
  }
}
