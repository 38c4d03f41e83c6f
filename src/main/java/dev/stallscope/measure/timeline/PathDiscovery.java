package dev.stallscope.measure.timeline;

import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import java.util.Optional;

/**
 * Path MTU discovery at work (RFC 1191, RFC 8201): a router said that packets were too big, and
 * what they had held is sent again in smaller ones. It costs the time until the router's word, and
 * the share of later round trips of what still had to wait for its turn.
 */
final class PathDiscovery {
  private PathDiscovery() {}

  /** What of a gap it cost; empty where it has nothing to do with the gap. */
  static Optional<Verdict> verdict(Gap gap) {
    if (!gap.scene().connection().isToldOfSmallerPath()) {
      return Optional.empty();
    }
    if (LossWaits.isRepair(gap.trace(), gap.to()) && isMadeSmaller(gap.trace(), gap.to())) {
      return Optional.of(Verdict.lost(gap, StallCause.PATH_MTU_BLACK_HOLE, 0.9));
    }
    Direction direction = gap.dataDirection();
    Gap.SenderState sender = gap.sender(direction);
    int next = gap.scene().nextData(direction, gap.to());
    if (!isUnderWay(sender) || next < 0 || !LossWaits.isRepair(gap.trace(), next)) {
      return Optional.empty();
    }
    double waiting = Math.max(0, sender.highest() - gap.trace().sequence(next));
    return Optional.of(
        Verdict.partly(
            gap,
            StallCause.PATH_MTU_BLACK_HOLE,
            gap.endNanos(),
            Math.min(1, waiting / sender.outstandingBytes()),
            0.8));
  }

  private static boolean isUnderWay(Gap.SenderState sender) {
    return sender.outstandingBytes() > 0
        && sender.isRecovering()
        && sender.episode().filter(cause -> cause == StallCause.PATH_MTU_BLACK_HOLE).isPresent();
  }

  /** Whether the row holds in a smaller packet what had been sent before the router's word. */
  static boolean isMadeSmaller(TcpTrace trace, int row) {
    TcpConnection connection = trace.connection();
    int original = trace.originalRow(row);
    return connection.isToldOfSmallerPath()
        && original >= 0
        && trace.epochNanos(original) <= connection.closing().icmpNanos()
        && trace.epochNanos(row) >= connection.closing().icmpNanos()
        && trace.payloadBytes(row) < trace.payloadBytes(original);
  }
}
