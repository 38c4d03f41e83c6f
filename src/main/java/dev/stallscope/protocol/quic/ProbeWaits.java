package dev.stallscope.protocol.quic;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.TransportWait;
import dev.stallscope.time.Nanos;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds silences that a sender ended by sending again because its timer had expired (RFC 9002
 * section 6.2): something that it had sent was not acknowledged, nothing came from its peer since,
 * and what it sends now it had sent before, or is a mere PING. It was lost only if the peer
 * acknowledges what was sent again without the first; a peer that has both was slow. A timer may
 * send what is new as well: that tells something only where several in a row got no answer.
 */
final class ProbeWaits {
  /** Timers do not expire sooner: the granularity and the delay that a peer may take (RFC 9002). */
  private static final long LEAST_NANOS = Nanos.ofMillis(10);

  /** Streams of one packet that are remembered. */
  private static final int MAX_STREAMS = 64;

  private final TransportWaits waits;
  private final PathTimes path;
  private final BySide<Sender> senders = BySide.of(Sender::new);
  private final Set<Object> resentStreams = new HashSet<>();
  private boolean isResent;
  private boolean isPing;
  private boolean hasNews;

  /** What one side did last. */
  private static final class Sender {
    private long datagramNanos = Long.MIN_VALUE;
    private @Nullable SeenPacket asked;
    private @Nullable PacketSpace space;
    private long number;
  }

  ProbeWaits(TransportWaits waits, PathTimes path) {
    this.waits = waits;
    this.path = path;
  }

  /** Any datagram of a side. */
  void datagram(Direction direction, long epochNanos) {
    senders.of(direction).datagramNanos = epochNanos;
  }

  /** A packet begins whose frames follow. */
  void begin() {
    isResent = false;
    isPing = false;
    hasNews = false;
    resentStreams.clear();
  }

  void ping() {
    isPing = true;
  }

  /** A frame brings bytes of the handshake. */
  void crypto(boolean wasSentBefore) {
    isResent |= wasSentBefore;
    hasNews |= !wasSentBefore;
  }

  /** A frame brings bytes of a stream. */
  void stream(long stream, boolean wasSentBefore) {
    isResent |= wasSentBefore;
    hasNews |= !wasSentBefore;
    if (wasSentBefore && resentStreams.size() < MAX_STREAMS) {
      resentStreams.add(stream);
    }
  }

  /** The packet's frames are over, and it has to be acknowledged. */
  void end(SeenPacket packet, PacketSpace space, long number) {
    Sender sender = senders.of(packet.direction());
    SeenPacket asked = sender.asked;
    boolean isProbe = isResent || isPing && !hasNews;
    if (asked != null
        && space == sender.space
        && space.sent().isWaitingFor(sender.number)
        && senders.of(packet.direction().reverse()).datagramNanos < asked.epochNanos()
        && packet.epochNanos() - asked.epochNanos() >= leastNanos()) {
      space
          .probes()
          .sent(
              sender.number,
              number,
              isProbe,
              new TransportWait(
                  TransportWait.Kind.PROBE_TIMEOUT,
                  packet.direction(),
                  asked.epochNanos(),
                  packet.epochNanos(),
                  asked.packet(),
                  packet.packet(),
                  resentStreams));
    }
    sender.asked = packet;
    sender.space = space;
    sender.number = number;
  }

  /** An answer told of packets of a space. */
  void acknowledged(PacketSpace space) {
    space.probes().acknowledged(space.sent(), waits);
  }

  /**
   * No more packets follow: probes that nothing ever came after have shown that nothing passed. Not
   * those of a server, whose client may be gone, and waits for nothing then.
   */
  void over(PacketSpace client) {
    client.probes().over(senders.server().datagramNanos, waits);
  }

  /** A timer is set to more than the round trip. */
  private long leastNanos() {
    return Math.max(LEAST_NANOS, path.minNanos());
  }
}
