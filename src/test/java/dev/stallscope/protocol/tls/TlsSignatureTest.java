package dev.stallscope.protocol.tls;

import static dev.stallscope.tls.TlsBytes.data;
import static dev.stallscope.tls.TlsBytes.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.Signature.Certainty;
import dev.stallscope.protocol.Signature.Verdict;
import dev.stallscope.tls.TlsBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TlsSignatureTest {
  private static Verdict judge(byte[] bytes) {
    return new TlsSignature().judge(bytes, 0, bytes.length, 8443);
  }

  @Test
  void knowsBothHellos() {
    assertThat(judge(TlsTalk.hello13())).isEqualTo(Verdict.yes(Direction.CLIENT_TO_SERVER));
    assertThat(judge(TlsTalk.answer13())).isEqualTo(Verdict.yes(Direction.SERVER_TO_CLIENT));
  }

  @Test
  void waitsForTheTypeOfTheFirstMessage() {
    byte[] hello = TlsTalk.hello13();
    for (int length = 0; length < 10; length++) {
      assertThat(judge(Arrays.copyOf(hello, length))).isEqualTo(Verdict.NEEDS_MORE);
    }
    assertThat(judge(Arrays.copyOf(hello, 10)).certainty()).isEqualTo(Certainty.YES);
  }

  @Test
  void knowsAHelloOfSsl2() {
    byte[] hello =
        TlsBytes.empty()
            .u16(0x8000 | 28)
            .u8(1)
            .u16(0x0301)
            .u16(3)
            .u16(0)
            .u16(16)
            .u24(0x35)
            .raw(new byte[16])
            .bytes();
    assertThat(judge(hello)).isEqualTo(Verdict.yes(Direction.CLIENT_TO_SERVER));
    hello[1]++;
    assertThat(judge(hello)).isEqualTo(Verdict.NO);
  }

  @Test
  void knowsAStreamJoinedLaterByTwoRecords() {
    assertThat(judge(join(data(100), data(50))).certainty()).isEqualTo(Certainty.YES);
    assertThat(judge(join(data(100), new byte[20]))).isEqualTo(Verdict.NO);
  }

  @Test
  void leavesOneRecordToTheUsualPorts() {
    assertThat(judge(data(100)).certainty()).isEqualTo(Certainty.WEAK);
    assertThat(new TlsSignature().isUsualPort(443)).isTrue();
    assertThat(new TlsSignature().isUsualPort(80)).isFalse();
  }

  @Test
  void claimsNoOtherProtocol() {
    for (String text : new String[] {"GET / HTTP/1.1\r\n\r\n", "220 mail ESMTP\r\n", "*1\r\n"}) {
      assertThat(judge(text.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(Verdict.NO);
    }
  }

  @Test
  void claimsNoNoise() {
    Random random = new Random(1);
    int claimed = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] noise = new byte[20 + random.nextInt(100)];
      random.nextBytes(noise);
      claimed += judge(noise).certainty() == Certainty.YES ? 1 : 0;
    }
    assertThat(claimed).isZero();
  }
}
