package dev.stallscope.measure.timeline;

import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.packet.TcpFlags;
import dev.stallscope.time.Nanos;
import java.util.Optional;

/**
 * K01 and K02: little is in flight, the receiver delays its ACK, and the sender goes on the moment
 * it comes. Small segments that continue one message are Nagle's rule.
 */
final class DelayedAcks {
  /** Bands of delayed ACK timers in milliseconds (STALLS 2.4). */
  private static final long[][] BANDS_MILLIS = {{30, 60}, {90, 110}, {150, 220}, {480, 520}};

  private static final long PROMPT_NANOS = Nanos.ofMillis(1);

  private DelayedAcks() {}

  static Optional<Verdict> judge(Gap gap, Direction direction) {
    TcpTrace trace = gap.trace();
    Gap.SenderState sender = gap.sender(direction);
    long mss = gap.scene().mss(direction);
    int last = gap.scene().lastData(direction, gap.from());
    if (last < 0
        || !isDelayed(gap, last, direction)
        || !gap.scene().isPureAck(gap.to())
        || trace.acknowledgment(gap.to()) < sender.highest()
        || sender.outstandingBytes() > 2 * mss) {
      return Optional.empty();
    }
    int next = gap.scene().nextData(direction, gap.to());
    if (next < 0 || !isPrompt(gap, direction, next)) {
      return Optional.empty();
    }
    // A small write is all that its sender had; a segment without PSH is cut to what the path
    // takes.
    boolean isSmall =
        trace.payloadBytes(last) < mss
            && sender.outstandingBytes() < mss
            && (trace.flags(last) & TcpFlags.PSH) != 0;
    return Optional.of(
        Verdict.beyond(
            gap,
            isSmall ? StallCause.NAGLE_DELAYED_ACK : cause(gap, direction),
            Math.max(0, arrivalNanos(gap, last, direction) - gap.startNanos()),
            isSmall ? 0.9 : 0.7));
  }

  /** Since its segment can have arrived, or since the ACK before it called for the next one. */
  private static boolean isDelayed(Gap gap, int last, Direction direction) {
    return isInBand(gap.trace().epochNanos(gap.to()) - arrivalNanos(gap, last, direction))
        || isInBand(gap.durationNanos() - gap.scene().path().toReceiver(direction));
  }

  /**
   * When the ACK of a segment was due that came at once: the path after it was sent, though ACKs of
   * earlier ones came in between.
   */
  private static long arrivalNanos(Gap gap, int last, Direction direction) {
    return gap.trace().epochNanos(last) + gap.scene().path().toReceiver(direction);
  }

  /**
   * Many losses leave a sender so little window that it waits for each ACK, if that is not lost.
   */
  static StallCause cause(Gap gap, Direction direction) {
    return gap.sender(direction).hadLoss() && gap.scene().limits().isLossy(direction)
        ? LossWaits.policed(gap, StallCause.CONGESTION_WINDOW_LIMITED)
        : StallCause.DELAYED_ACK;
  }

  /**
   * The ACK came as late as a timer lets it and covers less than the two segments that would have
   * called it at once: of what else was in flight the receiver may have had nothing.
   */
  static boolean isSuspected(Gap gap, Direction direction) {
    long covered =
        gap.trace().acknowledgment(gap.to()) - Math.max(0, gap.sender(direction).acknowledged());
    return gap.scene().isPureAck(gap.to())
        && covered < 2L * gap.scene().mss(direction)
        && isInBand(gap.durationNanos() - gap.scene().path().toReceiver(direction));
  }

  private static boolean isInBand(long delayNanos) {
    for (long[] band : BANDS_MILLIS) {
      if (delayNanos >= Nanos.ofMillis(band[0]) && delayNanos <= Nanos.ofMillis(band[1])) {
        return true;
      }
    }
    return false;
  }

  /** Whether the ACK let the next data go, and nothing came from the receiver in between. */
  private static boolean isPrompt(Gap gap, Direction direction, int next) {
    TcpTrace trace = gap.trace();
    for (int row = gap.to() + 1; row < next; row++) {
      if (trace.direction(row) != direction && gap.scene().isData(row)) {
        return false;
      }
    }
    if (SenderTimestamps.isSentUnheard(trace, gap.to(), next)) {
      return false;
    }
    long path = gap.scene().path().toSender(direction);
    long reaction = trace.epochNanos(next) - trace.epochNanos(gap.to()) - path;
    long tolerance = Math.max(PROMPT_NANOS, gap.clocks().minNanos() / 10) + path / 4;
    return Math.abs(reaction) <= tolerance; // sooner, it was another ACK that let it go
  }
}
