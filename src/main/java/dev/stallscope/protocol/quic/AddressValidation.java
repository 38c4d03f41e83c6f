package dev.stallscope.protocol.quic;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.TransportWait;
import dev.stallscope.quic.PacketType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the time in which a server could not go on with its handshake because it may send three
 * times as much as it got until it knows the client's address (RFC 9000 section 8.1). It is known
 * by a packet of the client's Handshake level, or by a token.
 */
final class AddressValidation {
  private static final int FACTOR = 3;

  /** A server with less room than a full datagram waits for more. */
  private static final int DATAGRAM_BYTES = 1200;

  /** A shorter packet of the Handshake level is a mere acknowledgment. */
  private static final int LEAST_BYTES = 200;

  private final TransportWaits waits;
  private long clientBytes;
  private long serverBytes;
  private long serverNanos;
  private int serverPacket = -1;
  private boolean isValid;
  private boolean isHeldBack;
  private @Nullable TransportWait candidate;

  AddressValidation(TransportWaits waits) {
    this.waits = waits;
  }

  /** A datagram of the handshake, whose packets follow. */
  void datagram(Direction direction, int wireBytes, long epochNanos, int packet) {
    candidate = null;
    if (direction == Direction.CLIENT_TO_SERVER) {
      isHeldBack |= !isValid && isLimitReached();
      clientBytes += wireBytes;
      return;
    }
    if (isHeldBack) {
      candidate =
          new TransportWait(
              TransportWait.Kind.ADDRESS_VALIDATION,
              direction,
              serverNanos,
              epochNanos,
              serverPacket,
              packet,
              Set.of());
    }
    isHeldBack = false;
    serverBytes += wireBytes;
    serverNanos = epochNanos;
    serverPacket = packet;
  }

  private boolean isLimitReached() {
    long room = FACTOR * clientBytes - serverBytes;
    return serverBytes > 0 && room >= 0 && room < DATAGRAM_BYTES;
  }

  /** A packet with a long header of the datagram. */
  void packet(SeenPacket packet, int tokenBytes) {
    if (packet.isFromClient()) {
      isValid |= packet.type() == PacketType.HANDSHAKE || tokenBytes > 0;
    } else if (candidate != null
        && packet.type() == PacketType.HANDSHAKE
        && packet.bytes() >= LEAST_BYTES) {
      // It had more to send of the handshake, and sent it now.
      waits.add(candidate);
      candidate = null;
    }
  }
}
