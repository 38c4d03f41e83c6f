package dev.stallscope.protocol.quic;

import dev.stallscope.protocol.TransportWait;
import dev.stallscope.protocol.TransportWait.Kind;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds silences in the middle of what one side sends, while bytes of it are missing that came
 * behind: after a loss its congestion window is half as large, and it waits until so much less is
 * under way (RFC 9002 section 7.3.2). Beside the receiver the path is seen to be idle meanwhile; a
 * path with a queue hands on without a pause, and loses no time. Usual pauses between packets are
 * those of the round trips before the loss; only what is longer than these is lost. Silences are
 * told when what is missing comes after all: what never does the capture may have missed.
 */
final class LossSilences {
  /** Shorter silences are the bursts in which systems and radio links hand on packets. */
  private static final long LEAST_NANOS = Nanos.ofMillis(5);

  /** A silence is this many times as long as the longest usual one, so that chance makes none. */
  private static final int UNUSUAL = 2;

  /** A window that is halved is waited for about half a round trip; far less is chance. */
  private static final int PARTS_OF_ROUND_TRIP = 8;

  /** Packets in two round trips: a side that sends fewer has often nothing to send. */
  private static final int LEAST_PACKETS = 8;

  /** Silences that wait for a repair: there is one or two in a round trip. */
  private static final int MOST_HELD = 64;

  private final TransportWaits waits;
  private final PathTimes path;
  private final List<TransportWait> held = new ArrayList<>(0);
  private boolean isBegun;
  private long lastNanos;
  private int lastPacket;
  private boolean isMissing;
  private long roundNanos;
  private Spacing now = Spacing.NONE;
  private Spacing before = Spacing.NONE;

  /** The packets of a round trip, and the longest silence between two of them. */
  private record Spacing(int packets, long longestNanos) {
    static final Spacing NONE = new Spacing(0, 0);

    Spacing with(long silenceNanos) {
      return new Spacing(packets + 1, Math.max(longestNanos, silenceNanos));
    }
  }

  LossSilences(TransportWaits waits, PathTimes path) {
    this.waits = waits;
    this.path = path;
  }

  /**
   * A packet with bytes of streams.
   *
   * @param isTold whether it is known already what the silence before it was
   * @param missing keys of the streams of which something was missing before it
   * @param isStillMissing whether something is missing behind it
   */
  void packet(SeenPacket packet, boolean isTold, Set<Long> missing, boolean isStillMissing) {
    long silence = packet.epochNanos() - lastNanos;
    if (isBegun && isMissing) {
      if (!isTold && isUnusual(silence)) {
        add(packet, silence, missing);
      }
    } else {
      usual(packet.epochNanos(), isBegun ? silence : 0);
    }
    isBegun = true;
    isMissing = isStillMissing;
    lastNanos = packet.epochNanos();
    lastPacket = packet.packet();
  }

  private boolean isUnusual(long silence) {
    return path.minNanos() >= 0
        && now.packets() + before.packets() >= LEAST_PACKETS
        && silence >= LEAST_NANOS
        && silence >= path.minNanos() / PARTS_OF_ROUND_TRIP
        && silence >= UNUSUAL * usualNanos();
  }

  private long usualNanos() {
    return Math.max(now.longestNanos(), before.longestNanos());
  }

  private void usual(long epochNanos, long silence) {
    if (epochNanos - roundNanos >= Math.max(LEAST_NANOS, path.minNanos())) {
      before = now;
      now = Spacing.NONE;
      roundNanos = epochNanos;
    }
    now = now.with(silence);
  }

  /** What was missing of a stream came in a later packet. */
  void repaired(long stream) {
    held.stream().filter(wait -> wait.keys().contains(stream)).forEach(waits::add);
    held.removeIf(wait -> wait.keys().contains(stream));
  }

  /** Nothing is missing. */
  void allCame() {
    held.clear();
  }

  private void add(SeenPacket packet, long silence, Set<Long> missing) {
    if (held.size() == MOST_HELD) {
      held.removeFirst();
    }
    held.add(
        new TransportWait(
            Kind.LOSS,
            packet.direction(),
            lastNanos,
            packet.epochNanos(),
            silence - usualNanos(),
            lastPacket,
            packet.packet(),
            Set.<Object>copyOf(missing)));
  }
}
