package dev.stallscope.protocol.quic;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.TransportWait;
import dev.stallscope.time.Nanos;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds silences that a sender ended by sending again because its timer had expired (RFC 9002
 * section 6.2): something that it had sent was not acknowledged, nothing came from its peer since,
 * and what it sends now it had sent before, or is a mere PING.
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
    private long askedNanos = Long.MIN_VALUE;
    private int askedPacket;
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

  /**
   * The packet's frames are over.
   *
   * @param isWaiting whether something was unacknowledged that its sender had sent before
   */
  void end(SeenPacket packet, boolean isWaiting) {
    Sender sender = senders.of(packet.direction());
    long silentNanos = packet.epochNanos() - sender.askedNanos;
    boolean isProbe = isResent || isPing && !hasNews;
    boolean heardNothing =
        senders.of(packet.direction().reverse()).datagramNanos < sender.askedNanos;
    if (isProbe
        && isWaiting
        && heardNothing
        && sender.askedNanos != Long.MIN_VALUE
        && silentNanos >= leastNanos()) {
      waits.add(
          new TransportWait(
              TransportWait.Kind.PROBE_TIMEOUT,
              packet.direction(),
              sender.askedNanos,
              packet.epochNanos(),
              sender.askedPacket,
              packet.packet(),
              resentStreams));
    }
    sender.askedNanos = packet.epochNanos();
    sender.askedPacket = packet.packet();
  }

  /** A timer is set to more than the round trip. */
  private long leastNanos() {
    return Math.max(LEAST_NANOS, path.minNanos());
  }
}
