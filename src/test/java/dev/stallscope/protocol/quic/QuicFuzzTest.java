package dev.stallscope.protocol.quic;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.stallscope.net.Direction;
import dev.stallscope.net.Transport;
import dev.stallscope.protocol.Conversation;
import dev.stallscope.protocol.DatagramConnection;
import dev.stallscope.protocol.DatagramDecoder;
import dev.stallscope.protocol.MessageRecorder;
import dev.stallscope.protocol.SetupMessage;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.quic.QuicVersion;
import java.util.Arrays;

/** Any datagrams after a client's first one. */
class QuicFuzzTest {
  private static final QuicTalk TALK = new QuicTalk(QuicVersion.V1);

  @FuzzTest(maxDuration = "30s")
  void readsAnyDatagrams(byte[] input) {
    QuicDecoder quic = new QuicDecoder();
    quic.signature().judge(input, 0, input.length, 443);
    MessageRecorder recorder = new MessageRecorder();
    DatagramDecoder reader =
        quic.datagrams(Conversation.with(quic, 443).context(Transport.UDP, recorder)).orElseThrow();
    feed(reader, Direction.CLIENT_TO_SERVER, first(input), 0);
    int from = 0;
    for (int i = 1; from < input.length; i++) {
      int length = Math.min(input.length - from, 1 + (input[from] & 0x7f));
      byte[] piece = Arrays.copyOfRange(input, from, from + length);
      feed(reader, Direction.values()[i % 2], piece, i);
      from += length;
    }
    reader.end();
    for (SetupMessage setup : recorder.setups()) {
      assertThat(setup.connectedNanos()).isBetween(setup.startNanos(), setup.endNanos());
      assertThat(setup.lastPacket()).isGreaterThanOrEqualTo(setup.firstPacket());
      assertThat(setup.content().label()).isNotBlank();
    }
    for (DatagramConnection connection : recorder.connections()) {
      assertThat(connection.endNanos()).isGreaterThanOrEqualTo(connection.startNanos());
      assertThat(connection.version()).isNotBlank();
    }
  }

  /** The frames of an Initial, which anybody can protect. */
  private static byte[] first(byte[] input) {
    return TALK.clientInitial(QuicTalk.FIRST_ID, 0, input);
  }

  private static void feed(DatagramDecoder reader, Direction direction, byte[] bytes, int packet) {
    StreamBytes view = new StreamBytes();
    view.set(bytes, 0, bytes.length, -1, packet, packet);
    reader.datagram(direction, view, bytes.length);
  }
}
