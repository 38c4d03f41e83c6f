package dev.stallscope.protocol.http3;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.stallscope.net.Direction;
import dev.stallscope.net.Transport;
import dev.stallscope.protocol.Conversation;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.MessageRecorder;
import dev.stallscope.protocol.MultiStreamDecoder;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamGap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes, gaps, ends and resets on any streams are read. Each piece of the input is one byte
 * that says what happens (bit 0 the direction, bits 1 and 2 what, the others the stream), one of
 * length, and as many bytes.
 */
class Http3FuzzTest {
  static Stream<byte[]> pieces() {
    String control = "10 06 000403 0140dc".replace(" ", "");
    String encoder = "30 0b 02 3fbd01 c003 777777 c101 2f".replace(" ", "");
    String request = "00 08 0106 0381 d1 d7 10 11".replace(" ", "");
    return Stream.of(control + "19" + control.substring(2) + encoder + request, request + encoder)
        .map(HexFormat.of()::parseHex);
  }

  @MethodSource("pieces")
  @FuzzTest(maxDuration = "30s")
  void readsAnything(byte[] input) {
    Http3Decoder http3 = new Http3Decoder();
    MessageRecorder recorder = new MessageRecorder();
    feed(
        http3
            .multiStream(Conversation.with(http3, 443).context(Transport.UDP, recorder))
            .orElseThrow(),
        input);
    assertThat(recorder.anomalies()).hasSizeLessThanOrEqualTo(DecodeLimits.STREAM_ANOMALIES);
    recorder
        .messages()
        .forEach(
            message ->
                assertThat(message.span().lastNanos())
                    .isGreaterThanOrEqualTo(message.span().firstNanos()));
  }

  private static void feed(MultiStreamDecoder decoder, byte[] input) {
    Map<Long, Long> offsets = new HashMap<>();
    int packet = 0;
    for (int at = 0; at + 2 <= input.length; packet++) {
      int what = input[at] & 0xff;
      Direction direction = Direction.values()[what & 1];
      long stream = what >> 3;
      int length = Math.min(input[at + 1] & 0xff, input.length - at - 2);
      long place = 2 * stream + (what & 1);
      long offset = offsets.getOrDefault(place, 0L);
      boolean isBytes = (what & 6) == 0;
      switch (what >> 1 & 3) {
        case 0 ->
            decoder.bytes(
                stream,
                direction,
                new StreamBytes().set(input, at + 2, length, offset, packet, packet));
        case 1 ->
            decoder.gap(
                stream,
                direction,
                new StreamGap(StreamGap.Reason.NOT_CAPTURED, offset, length + 1L, packet, packet));
        case 2 -> decoder.end(stream, direction, packet, packet);
        default -> decoder.reset(stream, direction, length, packet, packet);
      }
      offsets.merge(place, isBytes ? length : length + 1L, Long::sum);
      at += 2 + (isBytes ? length : 0);
    }
    decoder.close();
  }
}
