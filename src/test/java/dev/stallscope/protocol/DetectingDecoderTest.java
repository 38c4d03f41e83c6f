package dev.stallscope.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.net.Direction;
import dev.stallscope.net.Transport;
import org.junit.jupiter.api.Test;

class DetectingDecoderTest {
  private static final Direction CLIENT = Direction.CLIENT_TO_SERVER;
  private static final Direction SERVER = Direction.SERVER_TO_CLIENT;

  private final ScriptedProtocol protocol = new ScriptedProtocol(AppProtocol.REDIS, "hello", 6379);
  private final DetectingDecoder decoder =
      new DetectingDecoder(
          Conversation.with(protocol, 6379).context(Transport.TCP, new MessageRecorder()));
  private final long[] offsets = new long[2];

  private void send(Direction direction, String text) {
    byte[] bytes = ScriptedProtocol.bytes(text);
    StreamBytes view = new StreamBytes();
    view.set(bytes, 0, bytes.length, offsets[direction.ordinal()], 1, 1);
    decoder.bytes(direction, view);
    offsets[direction.ordinal()] += bytes.length;
  }

  private void lose(Direction direction, int length) {
    decoder.gap(
        direction,
        new StreamGap(StreamGap.Reason.NOT_CAPTURED, offsets[direction.ordinal()], length, 1, 1));
    offsets[direction.ordinal()] += length;
  }

  @Test
  void handsOverWhatItKeptAndAllThatFollows() {
    send(CLIENT, "hel");
    assertThat(decoder.protocol()).isEmpty();
    send(CLIENT, "lo");
    send(SERVER, "hi");
    decoder.end(CLIENT, StreamEnd.FIN, 2, 2);
    assertThat(protocol.heard())
        .containsExactly("client 40000", "> 0 hel", "> 3 lo", "< 0 hi", "> FIN");
    assertThat(decoder.protocol()).contains(AppProtocol.REDIS);
  }

  @Test
  void keepsWhatTheServerSaidFirst() {
    send(SERVER, "greeting");
    send(CLIENT, "hello");
    assertThat(protocol.heard()).containsExactly("client 40000", "< 0 greeting", "> 0 hello");
  }

  @Test
  void turnsTheSidesRoundWhenTheServerTurnsOutToBeTheClient() {
    send(SERVER, "hello");
    send(CLIENT, "welcome");
    assertThat(decoder.isReversed()).isTrue();
    assertThat(protocol.heard()).containsExactly("client 6379", "> 0 hello", "< 0 welcome");
  }

  @Test
  void findsTheProtocolInALaterSegment() {
    send(CLIENT, "middle of something");
    send(CLIENT, "hello");
    assertThat(protocol.heard())
        .containsExactly("client 40000", "> 0 middle of something", "> 19 hello");
  }

  @Test
  void looksAgainAfterAGap() {
    send(CLIENT, "hel");
    lose(CLIENT, 10);
    send(CLIENT, "hello");
    assertThat(protocol.heard())
        .containsExactly("client 40000", "> 0 hel", "> 3 gap 10", "> 13 hello");
  }

  @Test
  void forgetsUnknownBytesThatAreTooMany() {
    send(SERVER, "x".repeat(3 * DecodeLimits.DETECTION_BYTES));
    send(CLIENT, "hello");
    assertThat(protocol.heard()).containsExactly("client 40000", "> 0 hello");
  }

  @Test
  void givesUpWhenBothSidesHaveNothingMoreToOffer() {
    for (int i = 0; i < DecodeLimits.DETECTION_SEGMENTS; i++) {
      assertThat(decoder.isGivenUp()).isFalse();
      send(CLIENT, "noise");
    }
    decoder.end(SERVER, StreamEnd.FIN, 2, 2);
    assertThat(decoder.isGivenUp()).isTrue();
    send(CLIENT, "hello");
    assertThat(protocol.heard()).isEmpty();
  }

  @Test
  void givesUpAStreamThatEndsUndecided() {
    send(CLIENT, "hel");
    decoder.end(CLIENT, StreamEnd.RESET, 2, 2);
    decoder.end(SERVER, StreamEnd.RESET, 2, 2);
    assertThat(decoder.isGivenUp()).isTrue();
    assertThat(protocol.heard()).isEmpty();
  }
}
