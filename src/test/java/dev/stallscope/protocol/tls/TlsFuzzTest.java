package dev.stallscope.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.stallscope.net.Transport;
import dev.stallscope.protocol.Conversation;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.FuzzedPieces;
import dev.stallscope.protocol.HandshakeContent;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageRecorder;
import dev.stallscope.protocol.SetupMessage;

/** Any bytes and gaps in any order. */
class TlsFuzzTest {
  @FuzzTest(maxDuration = "30s")
  void readsAnything(byte[] input) {
    TlsDecoder tls = new TlsDecoder();
    tls.signature().judge(input, 0, input.length, 443);
    MessageRecorder recorder = new MessageRecorder();
    FuzzedPieces.feed(
        tls.stream(Conversation.with(tls, 443).context(Transport.TCP, recorder)).orElseThrow(),
        input);
    assertThat(recorder.setups()).hasSizeLessThanOrEqualTo(2);
    assertThat(recorder.anomalies()).hasSizeLessThanOrEqualTo(DecodeLimits.STREAM_ANOMALIES);
    for (SetupMessage setup : recorder.setups()) {
      HandshakeContent handshake = (HandshakeContent) setup.content();
      assertThat(setup.endNanos()).isGreaterThanOrEqualTo(setup.startNanos());
      assertThat(setup.lastPacket()).isGreaterThanOrEqualTo(setup.firstPacket());
      assertThat(handshake.label()).isNotBlank();
      assertThat(handshake.roundTrips()).isNotNegative();
      assertThat(handshake.flights()).hasSizeLessThanOrEqualTo(DecodeLimits.TLS_HANDSHAKE_ENTRIES);
    }
    for (Message message : recorder.messages()) {
      assertThat(message.span().lastNanos()).isGreaterThanOrEqualTo(message.span().firstNanos());
      assertThat(message.span().wireBytes()).isPositive();
      assertThat(message.content().label()).startsWith("encrypted");
    }
  }
}
