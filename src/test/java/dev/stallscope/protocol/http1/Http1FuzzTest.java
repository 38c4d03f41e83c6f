package dev.stallscope.protocol.http1;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.stallscope.net.Direction;
import dev.stallscope.net.Transport;
import dev.stallscope.protocol.CatalogueDetector;
import dev.stallscope.protocol.Conversation;
import dev.stallscope.protocol.DetectingDecoder;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageRecorder;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamDecoder;
import dev.stallscope.protocol.StreamEnd;
import dev.stallscope.protocol.StreamGap;
import dev.stallscope.protocol.http2.Http2Decoder;
import java.util.List;

/**
 * Any bytes and gaps in any order, with and without detection. An input is cut at bytes 0xff; the
 * first byte of a piece says what it is: {@code >} and {@code <} bytes of the client and the
 * server, {@code )} and {@code (} a gap as long as the piece. A first piece that begins with {@code
 * ?} asks for detection.
 */
class Http1FuzzTest {
  @FuzzTest(maxDuration = "30s")
  void readsAnything(byte[] input) {
    Http1Decoder http1 = new Http1Decoder();
    MessageRecorder recorder = new MessageRecorder();
    var context =
        Conversation.with(http1, 80)
            .detectedBy(new CatalogueDetector(List.of(http1, new Http2Decoder())))
            .context(Transport.TCP, recorder);
    boolean isDetected = input.length > 0 && input[0] == '?';
    StreamDecoder decoder =
        isDetected ? new DetectingDecoder(context) : http1.stream(context).orElseThrow();
    feed(decoder, input);
    for (Message message : recorder.messages()) {
      MessageSpan span = message.span();
      assertThat(span.lastNanos()).isGreaterThanOrEqualTo(span.firstNanos());
      assertThat(span.lastPacket()).isGreaterThanOrEqualTo(span.firstPacket());
      assertThat(span.wireBytes()).isPositive();
      assertThat(message.content().label()).isNotBlank();
    }
  }

  private static void feed(StreamDecoder decoder, byte[] input) {
    long[] offsets = new long[2];
    int packet = 0;
    int from = 0;
    while (from < input.length) {
      int to = from + 1;
      while (to < input.length && input[to] != (byte) 0xff) {
        to++;
      }
      int length = to - from - 1;
      boolean isClient = input[from] == '>' || input[from] == ')';
      Direction direction = isClient ? Direction.CLIENT_TO_SERVER : Direction.SERVER_TO_CLIENT;
      long offset = offsets[direction.ordinal()];
      if ((input[from] == '(' || input[from] == ')') && length > 0) {
        decoder.gap(
            direction,
            new StreamGap(StreamGap.Reason.NOT_CAPTURED, offset, length, packet, packet));
        offsets[direction.ordinal()] += length;
      } else if (input[from] == '<' || input[from] == '>') {
        StreamBytes view = new StreamBytes();
        decoder.bytes(direction, view.set(input, from + 1, length, offset, packet, packet));
        offsets[direction.ordinal()] += length;
      }
      packet++;
      from = to + 1;
    }
    StreamEnd end = StreamEnd.values()[packet % StreamEnd.values().length];
    decoder.end(Direction.CLIENT_TO_SERVER, end, packet, packet);
    decoder.end(Direction.SERVER_TO_CLIENT, end, packet, packet);
  }
}
