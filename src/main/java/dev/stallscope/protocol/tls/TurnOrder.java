package dev.stallscope.protocol.tls;

import dev.stallscope.time.Nanos;
import java.util.Optional;

/**
 * Whether who sent a message had what the other side had sent before.
 *
 * <p>Two messages are concurrent where the later one does not acknowledge all of the earlier: a
 * record of the server that was sent before the request had come, a request that was sent before
 * the response had. That is known where {@link SeenRecord#acknowledged} is; where it is not, a
 * record of the server counts as concurrent that follows the request, and an unfinished response,
 * in less than a quarter of the shortest round trip seen so far.
 */
final class TurnOrder {
  /** Below it, times in the capture are too coarse to tell an answer from chance. */
  private static final long SHORTEST_ROUND_TRIP_NANOS = Nanos.ofMillis(4);

  private long roundTripNanos = Long.MAX_VALUE;

  private TurnOrder() {}

  /** Knows the round trip of the handshake, where it was seen. */
  static TurnOrder after(Optional<TlsHandshake> handshake) {
    TurnOrder order = new TurnOrder();
    handshake
        .filter(seen -> seen.clientHelloNanos() >= 0)
        .filter(seen -> seen.serverHelloNanos() >= seen.clientHelloNanos())
        .ifPresent(
            seen -> order.roundTripNanos = seen.serverHelloNanos() - seen.clientHelloNanos());
    return order;
  }

  /** The shortest seen so far, {@link Long#MAX_VALUE} where none was. */
  long roundTripNanos() {
    return roundTripNanos;
  }

  /** A record begins the answer to a request: no round trip takes longer. */
  void answered(TurnRun request, SeenRecord record) {
    roundTripNanos =
        Math.min(roundTripNanos, Math.max(0, record.firstNanos() - request.lastNanos()));
  }

  /** The side that sent the record did not have all of what the other had sent. */
  static boolean isSentBefore(SeenRecord record, TurnRun other) {
    return record.acknowledged() >= 0 && record.acknowledged() < other.endOffset();
  }

  /**
   * Whether a record of the server is none of the answer to a request.
   *
   * @param isFirst whether nothing was asked before
   * @param responseEndNanos when the response before was over
   */
  boolean isConcurrent(SeenRecord record, TurnRun request, boolean isFirst, long responseEndNanos) {
    if (record.acknowledged() >= 0) {
      return isSentBefore(record, request);
    }
    long limitNanos = roundTripNanos / 4;
    return !isFirst
        && roundTripNanos >= SHORTEST_ROUND_TRIP_NANOS
        && roundTripNanos != Long.MAX_VALUE
        && record.firstNanos() - request.lastNanos() < limitNanos
        && request.firstNanos() - responseEndNanos < limitNanos;
  }
}
