package dev.stallscope.protocol.quic;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.CreditWait;
import dev.stallscope.protocol.TransportWait;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a sender had used up what its receiver allowed it to send (RFC 9000 section 4), by its own
 * word: a BLOCKED frame with the limit that it has reached. It lasts until a larger limit comes.
 * Streams that a limit of the whole connection held up are those that were begun before and go on
 * after it.
 */
final class FlowCredit {
  /** Stands for the limit of the connection, which has no stream. */
  static final long CONNECTION = -1;

  /** Limits remembered for one direction: as many as streams can be open. */
  private static final int MAX_LIMITS = 4096;

  private final TransportWaits waits;
  private final BySide<Sender> senders = BySide.of(Sender::new);

  /** What one side may send, and when it last did. */
  private static final class Sender {
    private final Map<Long, Long> limits = new HashMap<>();
    private final Map<Long, Blocked> blocked = new HashMap<>();
    private final Map<Long, Last> last = new HashMap<>();
    private final Set<Long> heldUp = new HashSet<>();
    private @Nullable Granted granted;
  }

  /** When something was sent last. */
  private record Last(long epochNanos, int packet) {}

  /** A limit that was reached. */
  private record Blocked(long limit, Last since) {}

  /** The connection's limit was raised after a wait. */
  private record Granted(Last since, Last at) {}

  /** Takes waits by the stream that they held up. */
  interface Taker {
    void waited(long stream, Direction sender, CreditWait wait);
  }

  FlowCredit(TransportWaits waits) {
    this.waits = waits;
  }

  /** The sender says that it has more than it may send; {@code stream} -1 for the connection. */
  void blocked(SeenPacket packet, long stream, long limit) {
    Sender sender = senders.of(packet.direction());
    Last now = new Last(packet.epochNanos(), packet.packet());
    if (limit >= sender.limits.getOrDefault(stream, 0L)
        && sender.blocked.size() < MAX_LIMITS
        && !sender.blocked.containsKey(stream)) {
      sender.blocked.put(stream, new Blocked(limit, sender.last.getOrDefault(stream, now)));
      if (stream == CONNECTION) {
        sender.heldUp.addAll(sender.last.keySet());
      }
    }
  }

  /** The receiver allows more; {@code stream} -1 for the connection. */
  void granted(SeenPacket packet, long stream, long limit, Taker taker) {
    Direction direction = packet.direction().reverse();
    Sender sender = senders.of(direction);
    if (sender.limits.size() < MAX_LIMITS || sender.limits.containsKey(stream)) {
      sender.limits.merge(stream, limit, Math::max);
    }
    Blocked waiting = sender.blocked.get(stream);
    if (waiting == null || limit <= waiting.limit()) {
      return;
    }
    sender.blocked.remove(stream);
    Last now = new Last(packet.epochNanos(), packet.packet());
    if (stream == CONNECTION) {
      sender.granted = new Granted(waiting.since(), now);
    } else {
      tell(stream, direction, waiting.since(), now, taker);
    }
  }

  private void tell(long stream, Direction direction, Last since, Last at, Taker taker) {
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

  /** New bytes of a stream were sent. */
  void sent(SeenPacket packet, long stream, Taker taker) {
    Sender sender = senders.of(packet.direction());
    Granted granted = sender.granted;
    if (granted != null && sender.heldUp.remove(stream)) {
      tell(stream, packet.direction(), granted.since(), granted.at(), taker);
    }
    Last now = new Last(packet.epochNanos(), packet.packet());
    if (sender.last.size() < MAX_LIMITS || sender.last.containsKey(stream)) {
      sender.last.put(stream, now);
    }
    sender.last.put(CONNECTION, now);
  }

  /** The stream sends nothing more. */
  void over(long stream, Direction direction) {
    Sender sender = senders.of(direction);
    sender.limits.remove(stream);
    sender.blocked.remove(stream);
    sender.last.remove(stream);
    sender.heldUp.remove(stream);
  }
}
