package dev.stallscope.protocol.tls;

import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the server leads a talk, as one that pushes news or asks whether its client is alive: it
 * speaks unasked, a small record of the client follows at once, and after a pause the same comes
 * again. What the client says then confirms, and asks nothing.
 *
 * <p>Once is not enough: what a client says upon news may ask for more, and be answered late. So
 * the records are held until the second time, or until something else comes.
 */
final class ServerLead {
  /** What confirms news is short. */
  private static final int SMALL_BYTES = 64;

  /** What a client needs to confirm, beyond the way. */
  private static final long PROMPT_NANOS = Nanos.ofMillis(5);

  /**
   * What the server says first on a connection whose beginning was not captured may be a late
   * answer, and what the client says at once the next request. No server lets a request wait so
   * long without an answer: proxies and clients give up after a minute by default.
   */
  private static final long MIDWAY_PAUSE_NANOS = Nanos.ofSeconds(60);

  private static final int MOST_HELD = 16;

  /** What becomes of a record. */
  enum Fate {
    /** Nothing is to be held, or no longer. */
    USUAL,
    HELD,
    /** It shows that the server leads. */
    LEADS
  }

  /** A record that waits for what follows. */
  record Held(SeenRecord record, int plaintext) {}

  private final List<Held> held = new ArrayList<>();
  private @Nullable TurnRun news;
  private @Nullable TurnRun more;
  private long leastPauseNanos = TurnPairs.SILENCE_NANOS;

  /** The server said something unasked. */
  void unasked(TurnRun said) {
    news = said;
    leastPauseNanos = TurnPairs.SILENCE_NANOS;
  }

  /** The server said something, and what was before is not known. */
  void midway(TurnRun said) {
    news = said;
    leastPauseNanos = MIDWAY_PAUSE_NANOS;
  }

  /**
   * @param roundTripNanos as far as it is known, or {@link Long#MAX_VALUE}
   */
  Fate client(SeenRecord record, int plaintext, long roundTripNanos) {
    TurnRun before = held.isEmpty() ? news : more;
    boolean isReply =
        before != null && plaintext <= SMALL_BYTES && isAtOnce(before, record, roundTripNanos);
    boolean isFirst = held.isEmpty();
    news = null;
    if (!isReply) {
      return Fate.USUAL;
    }
    held.add(new Held(record, plaintext));
    return isFirst ? Fate.HELD : Fate.LEADS;
  }

  private static boolean isAtOnce(TurnRun before, SeenRecord record, long roundTripNanos) {
    long way = roundTripNanos == Long.MAX_VALUE ? 0 : roundTripNanos;
    return record.firstNanos() - before.lastNanos() <= way + PROMPT_NANOS
        && !TurnOrder.isSentBefore(record, before);
  }

  Fate server(SeenRecord record, int plaintext) {
    if (held.isEmpty()) {
      return Fate.USUAL;
    }
    long pause = record.firstNanos() - held.getLast().record().lastNanos();
    boolean isExpected = more == null ? pause >= leastPauseNanos : pause <= TurnPairs.SILENCE_NANOS;
    if (!isExpected || held.size() >= MOST_HELD) {
      return Fate.USUAL;
    }
    held.add(new Held(record, plaintext));
    more = new TurnRun(record, plaintext);
    return Fate.HELD;
  }

  /** Hands over what was held, in its order. */
  List<Held> release() {
    List<Held> all = List.copyOf(held);
    held.clear();
    more = null;
    return all;
  }
}
