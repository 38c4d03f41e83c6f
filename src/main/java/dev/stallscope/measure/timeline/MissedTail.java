package dev.stallscope.measure.timeline;

import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.packet.TcpFlags;
import java.util.Optional;

/**
 * The end of a flight that was lost before the capture point: near the receiver it was never there.
 * What shows it where packets are not counted: the last segment that came was full and lacked PSH,
 * so that its sender had more ready, and a timer may have brought that.
 */
final class MissedTail {
  /** Segments that a probe or a timer sends before it hears of them. */
  private static final int REPAIRS = 2;

  private MissedTail() {}

  /** Why nothing came for the gap though there was more; empty where there need not have been. */
  static Optional<StallCause> cause(Gap gap, Direction direction) {
    if (!hadMoreReady(gap, direction)) {
      return Optional.empty();
    }
    return Optional.of(comesAlone(gap, direction) ? StallCause.TAIL_LOSS : StallCause.DELAY_SPIKE);
  }

  /** Whether that is so whatever was meant by what came: a timer brought it. */
  static boolean isProved(Gap gap, Direction direction) {
    return gap.scene().isData(gap.to())
        && hadMoreReady(gap, direction)
        && comesAlone(gap, direction);
  }

  /** Near the receiver, all that came was acknowledged, and a timer may have ended the silence. */
  static boolean mayBe(Gap gap, Direction direction) {
    long toSender = gap.scene().path().toSender(direction);
    long timer = Math.min(gap.clocks().timeoutNanos(), 2 * gap.clocks().minNanos());
    return gap.endedBy() == direction
        && toSender > gap.scene().path().toReceiver(direction)
        && gap.sender(direction).outstandingBytes() == 0
        && gap.durationNanos() > toSender * 5 / 4 + MessageWaits.JITTER_NANOS
        && gap.durationNanos() >= timer * 4 / 5;
  }

  private static boolean hadMoreReady(Gap gap, Direction direction) {
    int last = gap.scene().lastData(direction, gap.from());
    return last >= 0
        && (gap.trace().flags(last) & TcpFlags.PSH) == 0
        && gap.trace().payloadBytes(last) >= gap.scene().mss(direction)
        && mayBe(gap, direction);
  }

  /** A repair brings a segment or two; what the path held back comes all at once. */
  private static boolean comesAlone(Gap gap, Direction direction) {
    TcpTrace trace = gap.trace();
    long until = trace.epochNanos(gap.to()) + gap.clocks().minNanos() / 2;
    int segments = 0;
    for (int row = gap.to(); row < trace.size() && trace.epochNanos(row) <= until; row++) {
      if (trace.direction(row) == direction && gap.scene().isData(row) && ++segments > REPAIRS) {
        return false;
      }
    }
    return true;
  }
}
