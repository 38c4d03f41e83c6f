package dev.stallscope.protocol.quic;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.TransportWait;
import dev.stallscope.protocol.TransportWait.Kind;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds how long the ends of streams were late because of a loss, beside their receiver: bytes had
 * come behind others that were missing, and these come in a packet with a higher number than the
 * one that showed the hole. A packet with a lower number was not lost but late. Only what completes
 * a stream counts, from when the rest of it had come: until then, and where more follows, the
 * sender may have waited for its congestion window anyway; there {@link LossSilences} tell what a
 * loss costs.
 */
final class HoleWaits {
  /** Streams with holes that are followed: as many as can be open. */
  private static final int MAX_HOLES = 4096;

  /** Streams that a silence is said to have held up. */
  private static final int MAX_NAMED = 64;

  /** Shorter waits are the time that a burst of packets takes. */
  private static final long LEAST_NANOS = Nanos.ofMillis(1);

  private final TransportWaits waits;
  private final BySide<Receiver> receivers;
  private final List<TransportWait> repaired = new ArrayList<>();
  private final Set<Long> missing = new TreeSet<>();
  private final Set<Long> repairs = new TreeSet<>();
  private boolean hasData;

  /** What is missing of the streams of one direction. */
  private static final class Receiver {
    private final Map<Long, Hole> holes = new HashMap<>();
    private final LossSilences silences;
    private long largest = -1;
    private int missing;
    private int repairs;

    Receiver(LossSilences silences) {
      this.silences = silences;
    }
  }

  /**
   * A stream of which something is missing.
   *
   * @param number of the packet that showed it
   * @param epochNanos when bytes came last that had not been lost
   */
  private record Hole(long number, long epochNanos, int packet) {}

  /** How far a stream has come. */
  enum Progress {
    /** Bytes are missing before others that came. */
    HOLE,
    /** Nothing is missing, and more may follow. */
    NO_HOLE,
    /** All of it has come. */
    WHOLE
  }

  HoleWaits(TransportWaits waits, PathTimes path) {
    this.waits = waits;
    receivers = BySide.of(() -> new Receiver(new LossSilences(waits, path)));
  }

  /** A packet begins whose frames follow. */
  void begin(Direction sender, long number) {
    repaired.clear();
    repairs.clear();
    hasData = false;
    Receiver receiver = receivers.of(sender);
    missing.clear();
    for (Long stream : receiver.holes.keySet()) {
      if (missing.size() == MAX_NAMED) {
        break;
      }
      missing.add(stream);
    }
    if (number > receiver.largest) {
      receiver.missing +=
          receiver.largest < 0 ? 0 : (int) Math.min(MAX_HOLES, number - receiver.largest - 1);
      receiver.largest = number;
    } else {
      receiver.missing--;
    }
  }

  /**
   * A frame brought bytes of a stream, and they were taken.
   *
   * @param number of its packet
   */
  void stream(SeenPacket packet, long number, long stream, StreamPlace place, Progress progress) {
    Map<Long, Hole> holes = receivers.of(packet.direction()).holes;
    hasData |= place != StreamPlace.KNOWN;
    Hole hole = holes.get(stream);
    if (hole != null && place == StreamPlace.IN_HOLE && number > hole.number()) {
      repairs.add(stream);
      if (progress == Progress.WHOLE) {
        filled(packet, stream, hole);
      }
    }
    if (progress != Progress.HOLE) {
      holes.remove(stream);
    } else if (place == StreamPlace.BEYOND && (hole != null || holes.size() < MAX_HOLES)) {
      holes.put(
          stream,
          new Hole(hole == null ? number : hole.number(), packet.epochNanos(), packet.packet()));
    }
  }

  private void filled(SeenPacket packet, long stream, Hole hole) {
    if (packet.epochNanos() - hole.epochNanos() >= LEAST_NANOS) {
      repaired.add(
          new TransportWait(
              Kind.LOSS,
              packet.direction(),
              hole.epochNanos(),
              packet.epochNanos(),
              hole.packet(),
              packet.packet(),
              Set.of(stream)));
    }
  }

  /** The frames are over; {@code isTold} where more is known of the silence before them. */
  void end(SeenPacket packet, boolean isTold) {
    Receiver receiver = receivers.of(packet.direction());
    receiver.repairs += repairs.isEmpty() ? 0 : 1;
    if (!isTold) {
      repaired.forEach(waits::add);
    }
    if (hasData) {
      receiver.silences.packet(
          packet, isTold || !repaired.isEmpty(), missing, !receiver.holes.isEmpty());
    }
    repairs.forEach(receiver.silences::repaired);
    if (receiver.holes.isEmpty()) {
      receiver.silences.allCame();
    }
  }

  /**
   * Packets of a side that were lost before the capture point: at most as many as numbers are
   * missing, some of which may never have been used, and as packets brought what was missing.
   */
  int lost(Direction sender) {
    Receiver receiver = receivers.of(sender);
    return Math.clamp(receiver.missing, 0, receiver.repairs);
  }
}
