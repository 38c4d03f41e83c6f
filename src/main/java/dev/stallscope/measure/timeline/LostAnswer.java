package dev.stallscope.measure.timeline;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.flow.tcp.CaptureQuality;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;
import java.util.Optional;

/**
 * An answer whose beginning never came to the capture point, near the client: what comes from the
 * server lies behind it, and the client never acknowledged it. A capture that had missed it would
 * show the acknowledgment.
 */
final class LostAnswer {
  /** In less a server's timer does not try three times (Linux: after 0.2, 0.6 and 1.4 s). */
  private static final long LEAST_NANOS = Nanos.ofMillis(1_400);

  /** TCP options that a full-size segment may give room to. */
  private static final int OPTION_BYTES = 40;

  private LostAnswer() {}

  /** Why no answer came; empty where nothing proves that it had been sent. */
  static Optional<StallCause> cause(Gap gap) {
    Gap.SenderState server = gap.fromServer();
    boolean isNearClient = gap.scene().path().serverNanos() > gap.scene().path().clientNanos();
    if (!isNearClient
        || gap.scene().has(CaptureQuality.UNSEEN_ACKNOWLEDGED)
        || gap.durationNanos() < LEAST_NANOS
        || server.acknowledged() < 0
        || gap.exchange().flatMap(Exchange::response).isPresent()) {
      return Optional.empty();
    }
    long hole = holeBytes(gap);
    if (hole <= 0) {
      return Optional.empty();
    }
    int full = gap.scene().mss(Direction.SERVER_TO_CLIENT) - OPTION_BYTES;
    return Optional.of(
        hole >= full && !hasReceived(gap, full)
            ? StallCause.PATH_MTU_BLACK_HOLE
            : StallCause.PATH_OUTAGE);
  }

  /**
   * What is missing between what the client acknowledged and the next that came from the server, 0
   * where it came after all.
   */
  private static long holeBytes(Gap gap) {
    TcpTrace trace = gap.trace();
    long missed = gap.fromServer().acknowledged();
    long next = Long.MAX_VALUE;
    int end = Math.min(trace.size(), gap.to() + Scene.LOOK_ROWS);
    for (int row = Math.max(0, gap.from() - Scene.LOOK_ROWS); row < end; row++) {
      if (trace.direction(row) == Direction.CLIENT_TO_SERVER) {
        if (trace.acknowledgment(row) > missed) {
          return 0;
        }
      } else if (trace.sequence(row) > missed) {
        next = Math.min(next, trace.sequence(row));
      } else if (trace.end(row) > missed) {
        return 0;
      }
    }
    return next == Long.MAX_VALUE ? 0 : next - missed;
  }

  /** Whether the server sent a segment of this size before that came. */
  private static boolean hasReceived(Gap gap, long bytes) {
    TcpTrace trace = gap.trace();
    for (int row = gap.from(); row >= 0 && gap.from() - row < Scene.LOOK_ROWS; row--) {
      if (trace.direction(row) == Direction.SERVER_TO_CLIENT && trace.payloadBytes(row) >= bytes) {
        return true;
      }
    }
    return false;
  }
}
