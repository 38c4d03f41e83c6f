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
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
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

  private void asks(int millis, Frames frames) {
    sent(Direction.CLIENT_TO_SERVER, millis, frames);
  }

  private List<String> priorities() {
    responses();
    return recorder.messages().stream()
        .filter(message -> message.role() == MessageRole.REQUEST)
        .map(message -> message.stream().priority())
        .toList();
  }

  private static byte[] update(int stream, String value) {
    return ("\0\0\0" + (char) stream + value).getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void aPriorityMayBeToldBeforeAndAfterTheRequest() {
    asks(5, new Frames().frame(2, 0, 5, new byte[] {(byte) 0x80, 0, 0, 3, (byte) 200}));
    asks(6, new Frames().lastHeaders(5, GET).frame(2, 0, 3, new byte[] {0, 0, 0, 0, 15}));

    assertThat(priorities())
        .containsExactly("", "weight 16", "weight 201, after stream 3, exclusive");
  }

  @Test
  void aPriorityStandsInTheHeadersOfTheRequest() {
    byte[] block = HexFormat.of().parseHex("0000000007" + GET);
    asks(6, new Frames().frame(1, 0x25, 5, block));
    asks(7, new Frames().lastHeaders(7, GET + Frames.hex("priority", "u=2")));

    assertThat(priorities()).containsExactly("", "", "weight 8", "u=2");
  }

  @Test
  void theLastUpdateHolds() {
    asks(
        6,
        new Frames()
            .frame(0x10, 0, 0, update(5, "u=5"))
            .lastHeaders(5, GET + Frames.hex("priority", "u=2"))
            .frame(0x10, 0, 0, update(5, "u=0, i"))
            .frame(2, 0, 5, new byte[] {0, 0, 0, 0, 15}));
    answered(10, new Frames().settings(SETTINGS).frame(0x10, 0, 0, update(3, "u=9")));

    assertThat(priorities()).containsExactly("", "", "u=0, i");
  }

  @Test
  void keepsFewPrioritiesOfStreamsThatNeverOpen() {
    for (int stream = 101; stream < 1001; stream += 2) {
      asks(6, new Frames().frame(2, 0, stream, new byte[] {0, 0, 0, 0, 15}));
    }
    asks(7, new Frames().lastHeaders(101, GET).lastHeaders(999, GET));

    assertThat(priorities()).containsExactly("", "", "", "weight 16");
  }

  @Test
  void aPingIsAnsweredByWhatStoodInIt() {
    byte[] one = {1, 2, 3, 4, 5, 6, 7, 8};
    byte[] other = {8, 7, 6, 5, 4, 3, 2, 1};
    asks(10, new Frames().frame(6, 0, 0, one).frame(6, 0, 0, other));
    answered(30, new Frames().settings(SETTINGS).frame(6, 1, 0, other).frame(6, 1, 0, other));
    answered(35, new Frames().frame(6, 0, 0, one).frame(6, 1, 0, one));
    asks(55, new Frames().frame(6, 1, 0, one));

    assertThat(recorder.pings())
        .containsExactly(
            "CLIENT_TO_SERVER 10000000 30000000 30",
            "CLIENT_TO_SERVER 10000000 35000000 35",
            "SERVER_TO_CLIENT 35000000 55000000 55");
  }
}
