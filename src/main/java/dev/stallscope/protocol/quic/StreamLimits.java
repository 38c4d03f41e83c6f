package dev.stallscope.protocol.quic;

import dev.stallscope.protocol.TransportWait;
import dev.stallscope.protocol.TransportWait.Kind;
import dev.stallscope.time.Nanos;
import java.util.Set;

/**
 * When a client had to wait for a stream: by its own word, a STREAMS_BLOCKED frame (RFC 9000
 * section 19.14), it had opened as many as its server allows in all, and wanted another. It waits
 * until it opens that one, but no longer than the permission needs to reach it: what it asks later
 * it had not wanted before. Only streams that go both ways are told of, which carry requests.
 */
final class StreamLimits {
  /** The two lowest bits of an id: the client's that go both ways have none. */
  private static final int KINDS = 4;

  private static final long REACTION_NANOS = Nanos.ofMillis(10);

  private static final long NONE = -1;

  private final TransportWaits waits;
  private final PathTimes path;
  private long allowed = NONE;
  private long blockedAt = NONE;
  private long sinceNanos;
  private int sincePacket;
  private long raisedNanos = NONE;

  StreamLimits(TransportWaits waits, PathTimes path) {
    this.waits = waits;
    this.path = path;
  }

  /** A side may not open more than so many streams, and wants to. */
  void blocked(SeenPacket packet, boolean isBothWays, long limit) {
    if (packet.isFromClient() && isBothWays && limit > blockedAt) {
      blockedAt = limit;
      sinceNanos = packet.epochNanos();
      sincePacket = packet.packet();
      raisedNanos = allowed > limit ? sinceNanos : NONE;
    }
  }

  /** A side lets its peer open so many. */
  void allowed(SeenPacket packet, boolean isBothWays, long streams) {
    if (!packet.isFromClient() && isBothWays && streams > allowed) {
      allowed = streams;
      if (raisedNanos < 0 && streams > blockedAt) {
        raisedNanos = packet.epochNanos();
      }
    }
  }

  /** Bytes of a stream came, before which none had. */
  void opened(SeenPacket packet, long stream) {
    if (sincePacket >= 0
        && blockedAt >= 0
        && packet.isFromClient()
        && stream % KINDS == 0
        && stream / KINDS == blockedAt) {
      waits.add(
          new TransportWait(
              Kind.STREAM_LIMIT,
              packet.direction(),
              sinceNanos,
              until(packet.epochNanos()),
              sincePacket,
              packet.packet(),
              Set.of(stream)));
      sincePacket = -1;
    }
  }

  private long until(long openedNanos) {
    return raisedNanos < 0 || path.minNanos() < 0
        ? openedNanos
        : Math.min(openedNanos, raisedNanos + path.minNanos() + REACTION_NANOS);
  }
}
