package dev.stallscope.protocol.quic;

import dev.stallscope.protocol.TransportWait;
import dev.stallscope.protocol.TransportWait.Kind;
import dev.stallscope.time.Nanos;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds silences that a timer ended where the packets that were lost never came by, as beside their
 * receiver: no number is used twice (RFC 9000 section 12.3), so numbers are missing; and what ends
 * the silence fills a hole in a stream, or goes on with one right where it stopped. What was sent
 * for the first time after packets of its stream were lost would leave a hole instead. A sender
 * that repeats what had come did not hear of it either: with more numbers missing than chance
 * loses, nothing passed. Where no number is missing, and the sender had not filled its last packet,
 * it had nothing more to send.
 */
final class RepairWaits {
  /**
   * Beyond a round trip: a timer waits for the delay that the peer may take, 25 ms unless it says
   * otherwise (RFC 9002 section 6.2.1). What a window held back comes after a round trip.
   */
  private static final long BEYOND_ROUND_TRIP_NANOS = Nanos.ofMillis(20);

  /** A first timer runs no longer than this beyond three round trips: later, a server was slow. */
  private static final long FIRST_TIMER_NANOS = Nanos.ofMillis(100);

  /** What acknowledgments of late packets and windows hold back comes within two round trips. */
  private static final long BEYOND_TWO_ROUND_TRIPS_NANOS = Nanos.ofMillis(50);

  /**
   * More than three full packets that were lost together, and nothing else that came: not the end
   * of an answer was lost, but all that was under way (as STALLS L04 for TCP).
   */
  private static final int OUTAGE_PACKETS = 4;

  /** Streams of one packet that are remembered. */
  private static final int MAX_STREAMS = 64;

  private final TransportWaits waits;
  private final PathTimes path;
  private final BySide<Sender> senders = BySide.of(Sender::new);
  private final Set<Object> filled = new HashSet<>();
  private final Set<Object> continued = new HashSet<>();
  private final Set<Object> begun = new HashSet<>();
  private final Set<Object> repeated = new HashSet<>();
  private boolean hasSkipped;
  private boolean isTold;

  /** What one side sent last in the space of 1-RTT packets. */
  private static final class Sender {
    private long largest = -1;
    private long epochNanos;
    private int packet;
    private long askedNanos = Long.MIN_VALUE;
    private long spokeNanos;
    private int spokePacket;
    private int spokeBytes;
    private int mostBytes;
    private boolean hasLostSince;

    /** Bytes of streams went along, and all that was sent before them has come. */
    private void spoke(SeenPacket seen) {
      spokeNanos = seen.epochNanos();
      spokePacket = seen.packet();
      spokeBytes = seen.bytes();
      mostBytes = Math.max(mostBytes, spokeBytes);
      hasLostSince = false;
    }

    private void sent(SeenPacket seen, long number, boolean mustBeAnswered) {
      largest = Math.max(largest, number);
      epochNanos = seen.epochNanos();
      packet = seen.packet();
      if (mustBeAnswered) {
        askedNanos = seen.epochNanos();
      }
    }
  }

  RepairWaits(TransportWaits waits, PathTimes path) {
    this.waits = waits;
    this.path = path;
  }

  /** A packet begins whose frames follow. */
  void begin() {
    filled.clear();
    continued.clear();
    begun.clear();
    repeated.clear();
    hasSkipped = false;
    isTold = false;
  }

  /** A frame brings bytes of a stream, before they are taken. */
  void stream(long stream, StreamPlace place) {
    switch (place) {
      case IN_HOLE -> remember(filled, stream);
      case NEXT -> remember(continued, stream);
      case BEYOND -> hasSkipped = true;
      case FIRST -> remember(begun, stream);
      case KNOWN -> remember(repeated, stream);
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
   * @return whether it ended a silence whose cause is known
   */
  boolean end(SeenPacket packet, long number, boolean mustBeAnswered) {
    Sender sender = senders.of(packet.direction());
    if (sender.largest >= 0 && number > sender.largest && path.minNanos() >= 0) {
      long missing = number - sender.largest - 1;
      sender.hasLostSince |= missing > 0;
      judge(packet, sender, missing);
    }
    sender.sent(packet, number, mustBeAnswered);
    if (!filled.isEmpty() || !continued.isEmpty() || !begun.isEmpty() || hasSkipped) {
      sender.spoke(packet);
    }
    return isTold;
  }

  private void judge(SeenPacket packet, Sender sender, long missing) {
    Kind silent = missing >= OUTAGE_PACKETS ? Kind.OUTAGE : Kind.PROBE_TIMEOUT;
    long asked = senders.of(packet.direction().reverse()).askedNanos;
    long silence = packet.epochNanos() - sender.epochNanos;
    long unanswered = packet.epochNanos() - Math.max(asked, sender.epochNanos);
    boolean isAnswerDue = asked >= sender.epochNanos;
    if (isTimers(silence) && !filled.isEmpty()) {
      add(silent, packet, sender.epochNanos, sender.packet, filled);
    } else if (hasSkipped) {
      return;
    } else if (missing > 0) {
      // What is missing may be a mere acknowledgment where one was due.
      if (isTimers(silence) && !isAnswerDue && !continued.isEmpty()) {
        add(silent, packet, sender.epochNanos, sender.packet, continued);
      } else if (isTimers(silence) && silent == Kind.OUTAGE && !repeated.isEmpty()) {
        add(silent, packet, sender.epochNanos, sender.packet, repeated);
      } else if (isFirstTimers(unanswered) && !begun.isEmpty()) {
        add(Kind.PROBE_TIMEOUT, packet, packet.epochNanos() - unanswered, sender.packet, begun);
      }
    } else if (isPause(packet, sender) && !continued.isEmpty()) {
      add(Kind.PAUSE, packet, sender.spokeNanos, sender.spokePacket, continued);
    }
  }

  private boolean isTimers(long silence) {
    return silence >= path.minNanos() + BEYOND_ROUND_TRIP_NANOS;
  }

  /** A server that is slow, and whose acknowledgment was lost, would be asked again before long. */
  private boolean isFirstTimers(long silence) {
    return isTimers(silence) && silence <= 3 * path.minNanos() + FIRST_TIMER_NANOS;
  }

  /** A sender that has more fills its packets; a path that holds them back does not empty them. */
  private boolean isPause(SeenPacket packet, Sender sender) {
    long silence = packet.epochNanos() - sender.spokeNanos;
    return sender.mostBytes > 0
        && silence >= 2 * path.minNanos() + BEYOND_TWO_ROUND_TRIPS_NANOS
        && sender.spokeBytes < sender.mostBytes
        && !sender.hasLostSince;
  }

  private void add(Kind kind, SeenPacket packet, long startNanos, int first, Set<Object> streams) {
    isTold = true;
    waits.add(
        new TransportWait(
            kind,
            packet.direction(),
            startNanos,
            packet.epochNanos(),
            first,
            packet.packet(),
            streams));
  }
}
