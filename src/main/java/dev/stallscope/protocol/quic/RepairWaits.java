package dev.stallscope.protocol.quic;

import dev.stallscope.protocol.TransportWait;
import dev.stallscope.time.Nanos;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds silences that a timer ended where the packets that were lost never came by, as beside their
 * receiver: no number is used twice (RFC 9000 section 12.3), so numbers are missing; and what ends
 * the silence fills a hole in a stream, or goes on with one right where it stopped. What was sent
 * for the first time after packets of its stream were lost would leave a hole instead.
 */
final class RepairWaits {
  /**
   * Beyond a round trip: a timer waits for the delay that the peer may take, 25 ms unless it says
   * otherwise (RFC 9002 section 6.2.1). What a window held back comes after a round trip.
   */
  private static final long BEYOND_ROUND_TRIP_NANOS = Nanos.ofMillis(20);

  /** Streams of one packet that are remembered. */
  private static final int MAX_STREAMS = 64;

  private final TransportWaits waits;
  private final PathTimes path;
  private final BySide<Sender> senders = BySide.of(Sender::new);
  private final Set<Object> filled = new HashSet<>();
  private final Set<Object> continued = new HashSet<>();
  private boolean hasSkipped;

  /** What one side sent last in the space of 1-RTT packets. */
  private static final class Sender {
    private long largest = -1;
    private long epochNanos;
    private int packet;
    private long askedNanos = Long.MIN_VALUE;
  }

  RepairWaits(TransportWaits waits, PathTimes path) {
    this.waits = waits;
    this.path = path;
  }

  /** A packet begins whose frames follow. */
  void begin() {
    filled.clear();
    continued.clear();
    hasSkipped = false;
  }

  /** A frame brings bytes of a stream, before they are taken. */
  void stream(long stream, StreamPlace place) {
    switch (place) {
      case IN_HOLE -> remember(filled, stream);
      case NEXT -> remember(continued, stream);
      case BEYOND -> hasSkipped = true;
      case FIRST, KNOWN -> {}
    }
  }

  private static void remember(Set<Object> streams, long stream) {
    if (streams.size() < MAX_STREAMS) {
      streams.add(stream);
    }
  }

  /**
   * The frames of a 1-RTT packet are over.
   *
   * @param mustBeAnswered whether it has to be acknowledged
   */
  void end(SeenPacket packet, long number, boolean mustBeAnswered) {
    Sender sender = senders.of(packet.direction());
    if (sender.largest >= 0 && number > sender.largest && isTimers(packet, sender)) {
      boolean isMissing = number > sender.largest + 1 && !isAnswerDue(packet, sender);
      if (!filled.isEmpty()) {
        add(packet, sender, filled);
      } else if (isMissing && !hasSkipped && !continued.isEmpty()) {
        add(packet, sender, continued);
      }
    }
    sender.largest = Math.max(sender.largest, number);
    sender.epochNanos = packet.epochNanos();
    sender.packet = packet.packet();
    if (mustBeAnswered) {
      sender.askedNanos = packet.epochNanos();
    }
  }

  private boolean isTimers(SeenPacket packet, Sender sender) {
    return path.minNanos() >= 0
        && packet.epochNanos() - sender.epochNanos >= path.minNanos() + BEYOND_ROUND_TRIP_NANOS;
  }

  /** Whether what is missing may be a mere acknowledgment. */
  private boolean isAnswerDue(SeenPacket packet, Sender sender) {
    return senders.of(packet.direction().reverse()).askedNanos >= sender.epochNanos;
  }

  private void add(SeenPacket packet, Sender sender, Set<Object> streams) {
    waits.add(
        new TransportWait(
            TransportWait.Kind.PROBE_TIMEOUT,
            packet.direction(),
            sender.epochNanos,
            packet.epochNanos(),
            sender.packet,
            packet.packet(),
            streams));
  }
}
