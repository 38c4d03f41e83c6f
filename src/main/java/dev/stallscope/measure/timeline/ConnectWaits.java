package dev.stallscope.measure.timeline;

import dev.stallscope.flow.tcp.TcpConnection.Handshake;
import dev.stallscope.flow.tcp.TcpConnection.Handshake.Outcome;
import dev.stallscope.measure.StallCause;
import dev.stallscope.measure.rate.PathTimes;
import dev.stallscope.net.Direction;
import dev.stallscope.packet.TcpFlags;
import java.util.Optional;

/** G1, before a connection is established: C01 to C03, C05, C06. */
final class ConnectWaits implements Judge {
  /** Queueing up to here is usual during a handshake. */
  private static final long USUAL_EXCESS_NANOS = 30_000_000L;

  @Override
  public Optional<Verdict> judge(Gap gap) {
    if (gap.token() != Token.CONNECT) {
      return Optional.empty();
    }
    Handshake handshake = gap.scene().connection().handshake();
    return Optional.of(
        switch (handshake.outcome()) {
          case REFUSED -> Verdict.lost(gap, StallCause.CONNECTION_REFUSED, 1);
          case UNANSWERED -> Verdict.lost(gap, StallCause.CONNECT_TIMEOUT, 0.9);
          case ESTABLISHED, NOT_SEEN -> answered(gap, handshake);
        });
  }

  private static Verdict answered(Gap gap, Handshake handshake) {
    boolean isRepeat =
        gap.scene().hasFlag(gap.to(), TcpFlags.SYN)
            && gap.trace().epochNanos(gap.to()) > handshake.synNanos()
            && (gap.endedBy() == Direction.CLIENT_TO_SERVER
                || gap.trace().epochNanos(gap.to()) > handshake.synAckNanos());
    if (isRepeat) {
      return isAnsweredInTime(gap, handshake)
          ? Verdict.blameless(gap, StallCause.NETWORK_ROUND_TRIP, 0.9)
          : Verdict.lost(gap, StallCause.SYN_RETRANSMISSION, 1);
    }
    if (!isNextOfThree(gap, handshake)) {
      return Verdict.blameless(gap, StallCause.NETWORK_ROUND_TRIP, 0.5);
    }
    long path =
        gap.endedBy() == Direction.SERVER_TO_CLIENT
            ? gap.scene().path().serverNanos()
            : gap.scene().path().clientNanos();
    if (handshake.outcome() == Outcome.ESTABLISHED
        && gap.scene().path().isKnown()
        && gap.durationNanos() - path > Math.max(USUAL_EXCESS_NANOS, gap.scene().path().nanos())) {
      return beyondPath(gap, path);
    }
    return Verdict.blameless(gap, StallCause.NETWORK_ROUND_TRIP, 1);
  }

  /**
   * What was sent again was on its way all the same: the path, as later packets show it, takes
   * longer than the timer, and each answer came as soon as it can answer the first. A satellite's
   * path does that to a timer of one second.
   */
  private static boolean isAnsweredInTime(Gap gap, Handshake handshake) {
    PathTimes path = gap.scene().path();
    return handshake.outcome() == Outcome.ESTABLISHED
        && path.isKnown()
        && handshake.synAckNanos() - handshake.synNanos() <= inTimeNanos(path.serverNanos())
        && handshake.establishedNanos() - handshake.synAckNanos()
            <= inTimeNanos(path.clientNanos());
  }

  private static long inTimeNanos(long pathNanos) {
    return pathNanos + Math.max(USUAL_EXCESS_NANOS, pathNanos / 5);
  }

  /**
   * Whether the next packet of the opening ended the gap. One that the capture missed may have come
   * long before; and a client's last one waits for its first data where its system puts it off.
   */
  private static boolean isNextOfThree(Gap gap, Handshake handshake) {
    return gap.endedBy() == Direction.SERVER_TO_CLIENT
        ? gap.scene().hasFlag(gap.to(), TcpFlags.SYN)
        : handshake.synAckNanos() >= 0
            && gap.trace().payloadBytes(gap.to()) == 0
            && !gap.scene().path().isNear(Direction.CLIENT_TO_SERVER);
  }

  private static Verdict beyondPath(Gap gap, long path) {
    long inevitable = gap.trace().epochNanos(gap.from()) + path;
    return gap.startNanos() < inevitable
        ? new Verdict(StallCause.NETWORK_ROUND_TRIP, inevitable, 0, 1)
        : Verdict.lost(gap, StallCause.SLOW_CONNECT, 0.8);
  }
}
