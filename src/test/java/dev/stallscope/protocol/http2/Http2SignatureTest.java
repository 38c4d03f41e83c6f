package dev.stallscope.protocol.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.Signature;
import dev.stallscope.protocol.Signature.Verdict;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Http2SignatureTest {
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final String SETTINGS = "\0\0\u0006\u0004\0\0\0\0\0" + "\0\u0003\0\0\0\u0064";

  private final Signature signature = new Http2Decoder().signature();

  private Verdict judge(String bytes) {
    byte[] array = ("xx" + bytes).getBytes(StandardCharsets.ISO_8859_1);
    return signature.judge(array, 2, array.length - 2, 8080);
  }

  private Verdict judge(Frames frames) {
    return judge(new String(frames.bytes(), StandardCharsets.ISO_8859_1));
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
  void recognisesHeadersInTheMiddleOfAConnection() {
    assertThat(judge(new Frames().windowUpdate(0, 99).lastHeaders(9, "828684be")))
        .isEqualTo(Verdict.yes(Direction.CLIENT_TO_SERVER));
    assertThat(judge(new Frames().data(7, "end").headers(9, "88c5")))
        .isEqualTo(Verdict.yes(Direction.SERVER_TO_CLIENT));
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
    assertThat(judge(new Frames().windowUpdate(0, 99).data(1, "no headers"))).isEqualTo(Verdict.NO);
    assertThat(judge(new Frames().headers(1, "c5c6")))
        .as("no field in sight")
        .isEqualTo(Verdict.NO);
    assertThat(judge(new Frames().headers(1, "88407f"))).as("broken").isEqualTo(Verdict.NO);
  }
}
