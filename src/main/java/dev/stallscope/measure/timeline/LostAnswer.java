package dev.stallscope.measure.timeline;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.flow.tcp.CaptureQuality;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;
import java.util.Optional;

/**
 * An answer of which nothing ever came to the capture point, near the client: the server goes on
 * behind it, and the client never acknowledged it. A capture that had missed it would show the
 * acknowledgment.
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
        || server.highest() < 0
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

  /** What the server passes over in what it sends next, 0 where it came after all. */
  private static long holeBytes(Gap gap) {
    TcpTrace trace = gap.trace();
    long missed = gap.fromServer().highest();
    long hole = 0;
    int end = Math.min(trace.size(), gap.to() + Scene.LOOK_ROWS);
    for (int row = gap.to(); row < end; row++) {
      if (trace.direction(row) == Direction.SERVER_TO_CLIENT) {
        if (trace.sequence(row) <= missed && gap.scene().isData(row)) {
          return 0;
        }
        hole = hole == 0 ? trace.sequence(row) - missed : hole;
      } else if (trace.acknowledgment(row) > missed) {
        return 0;
      }
    }
    return hole;
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
