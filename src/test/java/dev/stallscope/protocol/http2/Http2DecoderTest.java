package dev.stallscope.protocol.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Conversation;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.DecoderContract;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageRole;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.Signature;
import dev.stallscope.protocol.Signature.Verdict;
import dev.stallscope.protocol.StreamEnd;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Http2DecoderTest {
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final String SETTINGS = "\0\0\u0006\u0004\0\0\0\0\0" + "\0\u0003\0\0\0\u0064";

  private final Signature signature = new Http2Decoder().signature();

  private static Conversation conversation() {
    return Conversation.with(new Http2Decoder(), 8080)
        .client(100, PREFACE + SETTINGS)
        .server(200, SETTINGS)
        .server(900, "\0\0\0\u0004\u0001\0\0\0\0")
        .endedBy(StreamEnd.FIN);
  }

  private Verdict judge(String bytes) {
    byte[] array = ("xx" + bytes).getBytes(StandardCharsets.ISO_8859_1);
    return signature.judge(array, 2, array.length - 2, 8080);
  }

  @Test
  void recognisesThePrefaceOfAClient() {
    assertThat(judge(PREFACE)).isEqualTo(Verdict.yes(Direction.CLIENT_TO_SERVER));
    assertThat(judge(PREFACE + SETTINGS)).isEqualTo(Verdict.yes(Direction.CLIENT_TO_SERVER));
  }

  @Test
  void recognisesTheFirstSettingsOfAServer() {
    assertThat(judge(SETTINGS)).isEqualTo(Verdict.yes(Direction.SERVER_TO_CLIENT));
  }

  @Test
  void waitsForTheWholePreface() {
    for (int length = 0; length < PREFACE.length(); length++) {
      assertThat(judge(PREFACE.substring(0, length))).isEqualTo(Verdict.NEEDS_MORE);
    }
  }

  @Test
  void refusesWhatOnlyLooksLikeIt() {
    assertThat(judge("PRI * HTTP/1.1\r\n\r\n")).isEqualTo(Verdict.NO);
    assertThat(judge("\0\0\u0006\u0004\0\0\0\0\u0001" + "\0\u0003\0\0\0\u0064"))
        .isEqualTo(Verdict.NO);
    assertThat(judge("\0".repeat(40))).isEqualTo(Verdict.NO);
  }

  @Test
  void reportsTheConnectionAsOneLongLivedExchange() {
    assertThat(conversation().read().messages())
        .containsExactly(
            new Message(
                AppProtocol.HTTP2,
                MessageRole.REQUEST,
                Direction.CLIENT_TO_SERVER,
                new MessageSpan(100, 100, 0, 0, 0, 24),
                Correlation.IN_ORDER,
                true,
                1,
                new Http2Preface(MessageRole.REQUEST)),
            new Message(
                AppProtocol.HTTP2,
                MessageRole.RESPONSE,
                Direction.SERVER_TO_CLIENT,
                new MessageSpan(200, 900, 1, 2, 0, 24),
                Correlation.IN_ORDER,
                true,
                1,
                new Http2Preface(MessageRole.RESPONSE)));
    assertThat(new Http2Preface(MessageRole.REQUEST).isLongLived()).isTrue();
  }

  @Test
  void keepsTheDecoderContract() {
    DecoderContract.holdsForStream(conversation());
  }
}
