package dev.stallscope.protocol.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.net.Direction;
import dev.stallscope.net.Transport;
import dev.stallscope.protocol.Conversation;
import dev.stallscope.protocol.DeliveryWait;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageRecorder;
import dev.stallscope.protocol.MessageRole;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamDecoder;
import dev.stallscope.protocol.StreamEnd;
import dev.stallscope.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds a stream up that shares its connection with others. */
class StreamFactsTest {
  private static final String SETTINGS = "000300000064";
  private static final String GET = "828684410f7777772e6578616d706c652e636f6d";
  private static final String OK = "88";

  private final Http2Decoder decoder = new Http2Decoder();
  private final MessageRecorder recorder = new MessageRecorder();
  private final StreamDecoder reader =
      decoder.stream(Conversation.with(decoder, 80).context(Transport.TCP, recorder)).orElseThrow();
  private final long[] offsets = new long[2];

  @BeforeEach
  void twoRequestsAreOpen() {
    sent(
        Direction.CLIENT_TO_SERVER,
        0,
        Frames.preface().settings(SETTINGS).lastHeaders(1, GET).lastHeaders(3, GET));
  }

  /** Delivers what a packet brought, its index its time in milliseconds. */
  private void sent(Direction direction, int millis, Frames frames) {
    byte[] bytes = frames.bytes();
    long offset = offsets[direction.ordinal()];
    reader.bytes(
        direction,
        new StreamBytes().set(bytes, 0, bytes.length, offset, Nanos.ofMillis(millis), millis));
    offsets[direction.ordinal()] += bytes.length;
  }

  private void answered(int millis, Frames frames) {
    sent(Direction.SERVER_TO_CLIENT, millis, frames);
  }

  private List<Message> responses() {
    for (Direction direction : Direction.values()) {
      reader.end(direction, StreamEnd.FIN, Nanos.ofMillis(500), 500);
    }
    return recorder.messages().stream()
        .filter(message -> message.role() == MessageRole.RESPONSE)
        .toList();
  }

  @Test
  void bytesBehindAHoleWaitUntilItIsFilled() {
    answered(10, new Frames().settings(SETTINGS).headers(1, OK).headers(3, OK));
    answered(60, new Frames().data(1, "lost, and sent again"));
    answered(20, new Frames().data(3, "came first").data(1, "own"));
    answered(25, new Frames().data(3, "came second"));
    answered(70, new Frames().lastData(1, "in time").lastData(3, "in time"));

    List<Message> responses = responses();
    assertThat(responses.get(0).stream().deliveryWaits())
        .containsExactly(new DeliveryWait(Nanos.ofMillis(20), Nanos.ofMillis(60), 60, true));
    assertThat(responses.get(1).stream().deliveryWaits())
        .containsExactly(new DeliveryWait(Nanos.ofMillis(20), Nanos.ofMillis(60), 60, false));
  }

  @Test
  void nothingWaitsOnAConnectionInOrder() {
    answered(10, new Frames().settings(SETTINGS).headers(1, OK).lastData(1, "a"));
    answered(20, new Frames().headers(3, OK).lastData(3, "b"));

    assertThat(responses()).allMatch(message -> message.stream().deliveryWaits().isEmpty());
  }

  @Test
  void tellsHowManyRequestsTheServerAllowsOnceItSaidSo() {
    answered(10, new Frames().settings(SETTINGS));
    sent(Direction.CLIENT_TO_SERVER, 20, new Frames().lastHeaders(5, GET));
    responses();

    assertThat(recorder.messages())
        .extracting(message -> message.stream().concurrencyLimit())
        .containsExactly(-1, -1, 100);
  }
}
