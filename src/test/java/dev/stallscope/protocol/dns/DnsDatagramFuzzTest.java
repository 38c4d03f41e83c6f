package dev.stallscope.protocol.dns;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.stallscope.net.Direction;
import dev.stallscope.net.Transport;
import dev.stallscope.protocol.Conversation;
import dev.stallscope.protocol.DatagramDecoder;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageRecorder;
import dev.stallscope.protocol.StreamBytes;

/** Any bytes as a datagram. */
class DnsDatagramFuzzTest {
  private static final Conversation TALK = Conversation.with(DnsDecoder.dns(), 53);

  @FuzzTest(maxDuration = "30s")
  void readsAnyDatagram(byte[] input) {
    DnsDecoder.dns().signature().judge(input, 0, input.length, 53);
    DnsDecoder.dns().signature().judge(input, 0, input.length, 5300);
    MessageRecorder recorder = new MessageRecorder();
    DatagramDecoder decoder =
        DnsDecoder.dns().datagrams(TALK.context(Transport.UDP, recorder)).orElseThrow();
    StreamBytes bytes = new StreamBytes().set(input, 0, input.length, -1, 1, 1);
    decoder.datagram(Direction.CLIENT_TO_SERVER, bytes, input.length + 1);
    decoder.end();
    assertThat(recorder.messages().size() + recorder.anomalies().size()).isEqualTo(1);
    recorder.messages().forEach(DnsDatagramFuzzTest::assertSane);
  }

  static void assertSane(Message message) {
    DnsMessage dns = (DnsMessage) message.content();
    assertThat(dns.label()).isNotBlank();
    assertThat(dns.answers()).hasSizeLessThanOrEqualTo(DecodeLimits.DNS_RECORDS);
    assertThat(dns.aliases()).isBetween(0, dns.answers().size());
    assertThat(message.span().lastNanos()).isGreaterThanOrEqualTo(message.span().firstNanos());
  }
}
