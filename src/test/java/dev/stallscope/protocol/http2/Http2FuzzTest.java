package dev.stallscope.protocol.http2;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.stallscope.net.Transport;
import dev.stallscope.protocol.Conversation;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.FuzzedPieces;
import dev.stallscope.protocol.MessageRecorder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are judged, and any bytes and gaps in any order are read. */
class Http2FuzzTest {
  static Stream<byte[]> pieces() {
    String preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0";
    String settings = "\0\0\0\u0004\u0001\0\0\0\0";
    return Stream.of(
        latin(
            "\0"
                + (char) preface.length()
                + preface
                + "\u0005"
                + (char) settings.length()
                + settings),
        latin("\0" + (char) preface.length() + preface + "\2\5\1\t" + settings));
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @MethodSource("pieces")
  @FuzzTest(maxDuration = "30s")
  void readsAnything(byte[] input) {
    Http2Decoder http2 = new Http2Decoder();
    assertThat(http2.signature().judge(input, 0, input.length, 80)).isNotNull();
    MessageRecorder recorder = new MessageRecorder();
    FuzzedPieces.feed(
        http2.stream(Conversation.with(http2, 80).context(Transport.TCP, recorder)).orElseThrow(),
        input);
    assertThat(recorder.anomalies()).hasSizeLessThanOrEqualTo(DecodeLimits.STREAM_ANOMALIES);
    recorder
        .messages()
        .forEach(
            message ->
                assertThat(message.span().lastNanos())
                    .isGreaterThanOrEqualTo(message.span().firstNanos()));
  }
}
