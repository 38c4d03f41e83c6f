package dev.stallscope.measure.timeline;

import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.packet.TcpFlags;
import java.util.Optional;

/**
 * C05: the client finished the handshake and sent its request, but the server's listen queue was
 * full: the server drops what comes and sends its SYN-ACK again.
 */
final class AcceptQueueWaits implements Judge {
  @Override
  public Optional<Verdict> judge(Gap gap) {
    // A SYN-ACK that comes again after the client's ACK is the only trace of it, and it is rare.
    if (gap.scene().connection().handshake().synAckCount() < 2
        || gap.token() == Token.CONNECT
        || gap.fromClient().outstandingBytes() == 0
        || gap.fromServer().highest() > 1) {
      return Optional.empty();
    }
    return repeatsAfter(gap) || repeatsBefore(gap)
        ? Optional.of(
            Verdict.beyond(gap, StallCause.ACCEPT_QUEUE_OVERFLOW, gap.scene().path().nanos(), 0.9))
        : Optional.empty();
  }

  private static boolean isSynAck(Gap gap, int row) {
    return gap.trace().direction(row) == Direction.SERVER_TO_CLIENT
        && gap.scene().hasFlag(row, TcpFlags.SYN);
  }

  private static boolean repeatsAfter(Gap gap) {
    int end = Math.min(gap.trace().size(), gap.to() + Scene.LOOK_ROWS);
    for (int row = gap.to();
        row < end && !gap.scene().isData(row)
            || row < end && gap.trace().direction(row) == Direction.CLIENT_TO_SERVER;
        row++) {
      if (isSynAck(gap, row)) {
        return true;
      }
    }
    return false;
  }

  /** The wait between the last SYN-ACK and the client's next attempt, which is accepted. */
  private static boolean repeatsBefore(Gap gap) {
    for (int row = gap.from(); row > 0 && row > gap.from() - Scene.LOOK_ROWS; row--) {
      if (isSynAck(gap, row) && gap.trace().epochNanos(row) > establishedNanos(gap)) {
        return gap.endedBy() == Direction.CLIENT_TO_SERVER && gap.scene().isData(gap.to());
      }
    }
    return false;
  }

  private static long establishedNanos(Gap gap) {
    long nanos = gap.scene().connection().handshake().establishedNanos();
    return nanos < 0 ? Long.MAX_VALUE : nanos;
  }
}
