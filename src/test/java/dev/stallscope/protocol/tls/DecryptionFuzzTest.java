package dev.stallscope.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.stallscope.net.Direction;
import dev.stallscope.net.Transport;
import dev.stallscope.protocol.Conversation;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.FuzzedPieces;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageRecorder;
import dev.stallscope.tls.TlsBytes;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes and gaps in any order, with keys that fit some of them. */
class DecryptionFuzzTest {
  private static final int MAX_PIECE = 255;

  static Stream<byte[]> talks() {
    TlsDecoder tls = new TlsDecoder(SealedTalk.keys(32));
    return Stream.of(
        pieces(SealedTalk.tls13(0x1301, SealedTalk.silence(tls)).get(50, "/a").update(60).talk()),
        pieces(SealedTalk.tls12(0xc02f, false, SealedTalk.silence(tls)).get(50, "/a").talk()),
        pieces(SealedTalk.tls12(0xc013, true, SealedTalk.silence(tls)).get(50, "/a").talk()),
        pieces(SealedTalk.tls12(0xc027, false, SealedTalk.silence(tls)).get(50, "/a").talk()));
  }

  private static byte[] pieces(Conversation talk) {
    TlsBytes pieces = TlsBytes.empty();
    for (Conversation.Turn turn : talk.turns()) {
      int side = turn.direction() == Direction.values()[0] ? 0 : 1;
      for (int at = 0; at < turn.bytes().length; at += MAX_PIECE) {
        int length = Math.min(MAX_PIECE, turn.bytes().length - at);
        byte[] piece = new byte[length];
        System.arraycopy(turn.bytes(), at, piece, 0, length);
        pieces.u8(4 + side).u8(length).raw(piece);
      }
    }
    return pieces.bytes();
  }

  @MethodSource("talks")
  @FuzzTest(maxDuration = "30s")
  void readsAnything(byte[] input) {
    TlsDecoder tls = new TlsDecoder(SealedTalk.keys(32));
    MessageRecorder recorder = new MessageRecorder();
    FuzzedPieces.feed(
        tls.stream(SealedTalk.silence(tls).context(Transport.TCP, recorder)).orElseThrow(), input);
    assertThat(recorder.decryptions()).hasSize(1);
    assertThat(recorder.anomalies()).hasSizeLessThanOrEqualTo(2 * DecodeLimits.STREAM_ANOMALIES);
    for (Message message : recorder.messages()) {
      assertThat(message.span().lastNanos()).isGreaterThanOrEqualTo(message.span().firstNanos());
      assertThat(message.span().wireBytes()).isPositive();
      assertThat(message.content().label()).isNotBlank();
    }
  }
}
