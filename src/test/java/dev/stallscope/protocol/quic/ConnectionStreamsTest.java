package dev.stallscope.protocol.quic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.quic.PacketType;
import org.junit.jupiter.api.Test;

class ConnectionStreamsTest {
  private static final SeenPacket PACKET =
      new SeenPacket(PacketType.ONE_RTT, Direction.SERVER_TO_CLIENT, 7, 3, 1200);

  private final RecordedStreams read = new RecordedStreams();
  private final ConnectionStreams streams = new ConnectionStreams(read);

  private void bytes(long stream, long offset, int length) {
    streams.bytes(PACKET, stream, offset, new byte[length], 0, length, false);
  }

  @Test
  void givesUpHolesWhenTooMuchWaitsBehindThem() {
    int piece = 60_000;
    for (int i = 0; i < 200; i++) {
      bytes(0, 1 + (long) i * piece, piece);
    }
    assertThat(read.events).isEmpty();
    for (int i = 200; i < 220; i++) {
      bytes(0, 1 + (long) i * piece, piece);
    }
    assertThat(read.events.getFirst()).isEqualTo("0< gap 0+1");
    assertThat(read.bytes).containsEntry("0<", 220L * piece);
    assertThat(streams.firstGap()).isEqualTo(3);
  }

  @Test
  void keepsNoMoreStreamsOpenThanItShould() {
    for (int i = 0; i < 2 * DecodeLimits.CLOSED_STREAMS; i++) {
      bytes(4L * i, 0, 1);
    }
    assertThat(read.bytes).hasSize(DecodeLimits.CLOSED_STREAMS);
  }

  @Test
  void leavesStreamsOutThatNobodyCanHaveReached() {
    bytes(1L << 61, 0, 1);
    streams.reset(PACKET, 1L << 61, 0);
    streams.stop(PACKET, 1L << 61, 0);
    assertThat(read.events).isEmpty();
  }

  @Test
  void takesNothingFromTheSideThatMayNotSend() {
    bytes(2, 0, 1);
    assertThat(read.events).isEmpty();
    bytes(3, 0, 1);
    assertThat(read.bytes).containsOnlyKeys("3<");
  }
}
