package dev.stallscope.protocol.quic;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.CreditWait;
import dev.stallscope.protocol.TransportWait;
import dev.stallscope.quic.TransportParameters;
import dev.stallscope.time.Nanos;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a sender had used up what its receiver allowed it to send (RFC 9000 section 4): by its own
 * word, a BLOCKED frame with the limit that it has reached, or by what it sent, which ends exactly
 * at the limit. It lasts until it goes on beyond the limit, but no longer than a larger limit needs
 * to reach it: beside the receiver the larger limit passes before what it allows. Streams that a
 * limit of the whole connection held up are those that were begun before and go on after it.
 */
final class FlowCredit {
  /** Stands for the limit of the connection, which has no stream. */
  static final long CONNECTION = -1;

  /** Limits remembered for one direction: as many as streams can be open. */
  private static final int MAX_LIMITS = 4096;

  /** What a sender needs to go on once it may. */
  private static final long REACTION_NANOS = Nanos.ofMillis(10);

  private final TransportWaits waits;
  private final PathTimes path;
  private final BySide<Sender> senders = BySide.of(Sender::new);

  /** What one side may send, and when it last did. */
  private static final class Sender {
    private final Map<Long, Long> limits = new HashMap<>();
    private final Map<Long, Long> sent = new HashMap<>();
    private final Map<Long, Blocked> blocked = new HashMap<>();
    private final Map<Long, Last> last = new HashMap<>();
    private final Set<Long> heldUp = new HashSet<>();
    private @Nullable Granted granted;
    private TransportParameters allowed = TransportParameters.UNKNOWN;

    /** How far a stream may go as far as was told, -1 where nothing was. */
    long limit(long stream, Direction direction) {
      Long raised = limits.get(stream);
      if (raised != null) {
        return raised;
      }
      return stream == CONNECTION ? allowed.maxDataBytes() : allowed.streamBytes(stream, direction);
    }

    long sent(long stream) {
      return sent.getOrDefault(stream, 0L);
    }

    /** Takes how far a stream has come; returns how many bytes are new. */
    long reached(long stream, long end) {
      long before = sent(stream);
      if (end <= before || sent.size() >= MAX_LIMITS && !sent.containsKey(stream)) {
        return 0;
      }
      sent.put(stream, end);
      return end - before;
    }
  }

  /** When something was sent last. */
  private record Last(long epochNanos, int packet) {}

  /**
   * A limit that was reached.
   *
   * @param raisedNanos when a larger one passed, -1 as long as none did
   */
  private record Blocked(long limit, Last since, long raisedNanos) {}

  /** The connection went on beyond a limit after a wait. */
  private record Granted(Last since, Last at) {}

  /** Takes waits by the stream that they held up. */
  interface Taker {
    void waited(long stream, Direction sender, CreditWait wait);
  }

  FlowCredit(TransportWaits waits, PathTimes path) {
    this.waits = waits;
    this.path = path;
  }

  /**
   * What a receiver allows from the beginning.
   *
   * @param sender which way the bytes go
   */
  void allowed(Direction sender, TransportParameters parameters) {
    senders.of(sender).allowed = parameters;
  }

  /** The sender says that it has more than it may send; {@code stream} -1 for the connection. */
  void blocked(SeenPacket packet, long stream, long limit) {
    Sender sender = senders.of(packet.direction());
    Last now = new Last(packet.epochNanos(), packet.packet());
    if (sender.sent(stream) <= limit) {
      block(sender, packet.direction(), stream, limit, sender.last.getOrDefault(stream, now));
    }
  }

  private static void block(
      Sender sender, Direction direction, long stream, long limit, Last since) {
    if (sender.blocked.size() >= MAX_LIMITS || sender.blocked.containsKey(stream)) {
      return;
    }
    boolean isRaised = sender.limit(stream, direction) > limit;
    sender.blocked.put(stream, new Blocked(limit, since, isRaised ? since.epochNanos() : -1));
    if (stream == CONNECTION) {
      sender.heldUp.addAll(sender.last.keySet());
    }
  }

  /** The receiver allows more; {@code stream} -1 for the connection. */
  void granted(SeenPacket packet, long stream, long limit) {
    Sender sender = senders.of(packet.direction().reverse());
    if (sender.limits.size() < MAX_LIMITS || sender.limits.containsKey(stream)) {
      sender.limits.merge(stream, limit, Math::max);
    }
    Blocked waiting = sender.blocked.get(stream);
    if (waiting != null && limit > waiting.limit() && waiting.raisedNanos() < 0) {
      sender.blocked.put(
          stream, new Blocked(waiting.limit(), waiting.since(), packet.epochNanos()));
    }
  }

  private void tell(long stream, Direction direction, Last since, Last at, Taker taker) {
    if (at.epochNanos() <= since.epochNanos()) {
      return;
    }
    waits.add(
        new TransportWait(
            TransportWait.Kind.FLOW_CONTROL,
            direction,
            since.epochNanos(),
            at.epochNanos(),
            since.packet(),
            at.packet(),
            Set.of(stream)));
    taker.waited(stream, direction, new CreditWait(since.epochNanos(), at.epochNanos()));
  }

  /**
   * New bytes of a stream were sent.
   *
   * @param end how far the stream has come
   * @param isFinal whether it ends there
   */
  void sent(SeenPacket packet, long stream, long end, boolean isFinal, Taker taker) {
    Direction direction = packet.direction();
    Sender sender = senders.of(direction);
    Last now = new Last(packet.epochNanos(), packet.packet());
    long total = sender.sent(CONNECTION) + sender.reached(stream, end);
    sender.reached(CONNECTION, total);
    Blocked own = over(sender, stream, end);
    if (own != null) {
      tell(stream, direction, own.since(), until(own, now), taker);
    }
    Blocked all = over(sender, CONNECTION, total);
    if (all != null) {
      sender.granted = new Granted(all.since(), until(all, now));
    }
    Granted granted = sender.granted;
    if (granted != null && sender.heldUp.remove(stream)) {
      tell(stream, direction, granted.since(), granted.at(), taker);
    }
    if (sender.last.size() < MAX_LIMITS || sender.last.containsKey(stream)) {
      sender.last.put(stream, now);
    }
    sender.last.put(CONNECTION, now);
    if (!isFinal) {
      stopAt(sender, direction, stream, now);
      stopAt(sender, direction, CONNECTION, now);
    }
  }

  /** The limit that had been reached and that is passed now, null where there was none. */
  private static @Nullable Blocked over(Sender sender, long stream, long end) {
    Blocked blocked = sender.blocked.get(stream);
    if (blocked == null || end <= blocked.limit()) {
      return null;
    }
    sender.blocked.remove(stream);
    return blocked;
  }

  /** It goes on once it knows; what passes later it had not ready. */
  private Last until(Blocked blocked, Last now) {
    if (blocked.raisedNanos() < 0 || path.minNanos() < 0) {
      return now;
    }
    long known = blocked.raisedNanos() + path.minNanos() + REACTION_NANOS;
    return new Last(Math.min(now.epochNanos(), known), now.packet());
  }

  /** Nobody stops exactly at a limit who has less to send than it allows. */
  private static void stopAt(Sender sender, Direction direction, long stream, Last now) {
    long limit = sender.limit(stream, direction);
    if (limit > 0 && sender.sent(stream) == limit) {
      block(sender, direction, stream, limit, now);
    }
  }

  /** The stream sends nothing more. */
  void over(long stream, Direction direction) {
    Sender sender = senders.of(direction);
    sender.limits.remove(stream);
    sender.sent.remove(stream);
    sender.blocked.remove(stream);
    sender.last.remove(stream);
    sender.heldUp.remove(stream);
  }
}
