package dev.stallscope.protocol.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Signature.Certainty;
import dev.stallscope.protocol.Signature.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DnsSignatureTest {
  private static final DnsSignature DNS = new DnsSignature(AppProtocol.DNS);

  private static Verdict judge(byte[] bytes, int port) {
    return DNS.judge(bytes, 0, bytes.length, port);
  }

  @Test
  void knowsAQueryOnAnyPort() {
    byte[] query = DnsBytes.query(1, "example.org", DnsType.A).bytes();
    assertThat(judge(query, 5300)).isEqualTo(Verdict.yes(Direction.CLIENT_TO_SERVER));
  }

  @Test
  void knowsWhoSentAResponse() {
    byte[] response = DnsBytes.response(1, 3, "example.org", DnsType.A).bytes();
    assertThat(judge(response, 40000)).isEqualTo(Verdict.yes(Direction.SERVER_TO_CLIENT));
  }

  @Test
  void knowsAStreamByItsFirstMessage() {
    byte[] stream = DnsBytes.query(1, "example.org", DnsType.A).framed();
    assertThat(judge(stream, 5300)).isEqualTo(Verdict.yes(Direction.CLIENT_TO_SERVER));
  }

  @Test
  void waitsForTheWholeQuestionOfAStream() {
    byte[] stream = DnsBytes.query(1, "example.org", DnsType.A).framed();
    for (int length = 0; length < stream.length; length++) {
      assertThat(DNS.judge(stream, 0, length, 5300)).isNotEqualTo(Verdict.NO);
    }
  }

  @Test
  void leavesADatagramWithMoreThanItsQuestion() {
    byte[] query = DnsBytes.query(1, "example.org", DnsType.A).bytes();
    byte[] longer = Arrays.copyOf(query, query.length + 4);
    assertThat(judge(longer, 5300).certainty()).isNotEqualTo(Certainty.YES);
    assertThat(judge(longer, 53).certainty()).isEqualTo(Certainty.YES);
  }

  @Test
  void leavesAnUnusualTypeToItsPort() {
    byte[] query = DnsBytes.query(1, "example.org", 0x4242).bytes();
    assertThat(judge(query, 5300)).isEqualTo(Verdict.NO);
    assertThat(judge(query, 53).certainty()).isEqualTo(Certainty.YES);
  }

  @Test
  void leavesWhatAnswersWithinAQuery() {
    byte[] query = DnsBytes.query(1, "example.org", 1).address(1, "192.0.2.1").bytes();
    assertThat(judge(query, 5300)).isEqualTo(Verdict.NO);
  }

  @Test
  void takesAHeaderForWeakEvidenceOnItsOwnPort() {
    byte[] cut = Arrays.copyOf(DnsBytes.query(1, "example.org", DnsType.A).bytes(), 20);
    assertThat(judge(cut, 53).certainty()).isEqualTo(Certainty.WEAK);
  }

  @Test
  void leavesMulticastToItsPorts() {
    byte[] query = DnsBytes.query(0, "printer.local", DnsType.A).bytes();
    assertThat(judge(query, 5353)).isEqualTo(Verdict.NO);
    DnsSignature mdns = new DnsSignature(AppProtocol.MDNS);
    assertThat(mdns.judge(query, 0, query.length, 5353).certainty()).isEqualTo(Certainty.YES);
    assertThat(mdns.judge(query, 0, query.length, 53)).isEqualTo(Verdict.NO);
  }

  @Test
  void claimsNoOtherProtocol() {
    for (String text :
        new String[] {
          "GET / HTTP/1.1\r\nHost: example.org\r\n\r\n", "*1\r\n$4\r\nPING\r\n", "SSH-2.0-OpenSSH_9"
        }) {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      assertThat(judge(bytes, 8080)).as(text).isEqualTo(Verdict.NO);
    }
  }

  @Test
  void claimsNoNoise() {
    Random random = new Random(1);
    int claimed = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] noise = new byte[20 + random.nextInt(100)];
      random.nextBytes(noise);
      claimed += judge(noise, 443).certainty() == Certainty.YES ? 1 : 0;
    }
    assertThat(claimed).isZero();
  }
}
