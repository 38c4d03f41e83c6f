package dev.stallscope.measure.timeline;

import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpConnection.Handshake.Outcome;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.packet.TcpFlags;
import dev.stallscope.time.Nanos;
import java.util.Optional;

/**
 * C05: the client finished the handshake and sent its request, but the server's listen queue was
 * full: the server drops what comes, and sends its SYN-ACK again. Without the SYN-ACK a request
 * that is sent again was lost on the path, unless it was seen to arrive, or the server ignored it
 * several times and answered others meanwhile.
 */
final class AcceptQueueWaits implements Judge {
  /** A server that took a request acknowledges it before it has come so often. */
  private static final int MOST_IGNORED = 2;

  /** Systems delay an ACK for so long at most, though RFC 9293, 3.8.6.3 allows 500 ms. */
  private static final long LONGEST_DELAYED_ACK_NANOS = Nanos.ofMillis(200);

  @Override
  public Optional<Verdict> judge(Gap gap) {
    if (gap.token() == Token.CONNECT
        || gap.fromClient().outstandingBytes() == 0
        || gap.fromClient().acknowledged() > 1
        || gap.fromServer().highest() > 1
        || gap.scene().connection().handshake().outcome() != Outcome.ESTABLISHED) {
      return Optional.empty();
    }
    Attempts attempts = Attempts.of(gap);
    boolean isRefused =
        attempts.synAcks > 0 && attempts.repeats > 0
            || attempts.repeats > MOST_IGNORED && hasAnsweredOthers(gap, attempts)
            || attempts.ignoredNanos > LONGEST_DELAYED_ACK_NANOS
                && gap.scene().path().isNear(Direction.SERVER_TO_CLIENT);
    return isRefused && gap.to() <= attempts.last
        ? Optional.of(
            Verdict.beyond(
                gap,
                StallCause.ACCEPT_QUEUE_OVERFLOW,
                gap.scene().path().nanos(),
                attempts.synAcks > 0 ? 0.9 : 0.7))
        : Optional.empty();
  }

  private static boolean hasAnsweredOthers(Gap gap, Attempts attempts) {
    return gap.scene()
        .answers()
        .cameElsewhere(
            gap.scene().connection(),
            gap.trace().epochNanos(attempts.first),
            gap.trace().epochNanos(attempts.last));
  }

  /**
   * What happened between the handshake and the server's first sign of having the request.
   *
   * @param repeats how often the client sent its small first request again
   * @param synAcks how often the server sent its SYN-ACK again
   * @param first row of the first of them, -1 without
   * @param last row of the last of them
   * @param ignoredNanos from the request to its last repetition
   */
  private record Attempts(int repeats, int synAcks, int first, int last, long ignoredNanos) {
    private static final Attempts NONE = new Attempts(0, 0, -1, -1, 0);

    static Attempts of(Gap gap) {
      TcpTrace trace = gap.trace();
      long established = gap.scene().connection().handshake().establishedNanos();
      int most = gap.scene().mss(Direction.CLIENT_TO_SERVER) / 2;
      int repeats = 0;
      int synAcks = 0;
      int first = -1;
      int last = -1;
      int asked = -1;
      long ignoredNanos = 0;
      long synAcked = Long.MIN_VALUE;
      for (int row = 0; row < trace.size() && row < Scene.LOOK_ROWS; row++) {
        boolean isServer = trace.direction(row) == Direction.SERVER_TO_CLIENT;
        if (isServer && trace.acknowledgment(row) > 1) {
          break;
        }
        boolean isSyn = gap.scene().hasFlag(row, TcpFlags.SYN);
        if (isSyn && !isServer && synAcked != Long.MIN_VALUE) {
          return NONE; // The SYN-ACKs did not reach the client.
        }
        if (isSyn && isServer && synAcked == Long.MIN_VALUE) {
          synAcked = trace.sequence(row);
        }
        // Another sequence number is another connection's: of a proxy that chose one itself.
        boolean isSynAck =
            isServer
                && isSyn
                && trace.sequence(row) == synAcked
                && established >= 0
                && trace.epochNanos(row) > established
                && !trace.has(row, SegmentEvent.CAPTURE_DUPLICATE);
        boolean isRepeat =
            !isServer && LossWaits.isRepair(trace, row) && trace.payloadBytes(row) < most;
        asked = asked < 0 && !isServer && trace.payloadBytes(row) > 0 ? row : asked;
        if (isRepeat) {
          repeats++;
          ignoredNanos = trace.epochNanos(row) - trace.epochNanos(asked);
        }
        synAcks += isSynAck ? 1 : 0;
        last = isRepeat || isSynAck ? row : last;
        first = first < 0 ? last : first;
      }
      return new Attempts(repeats, synAcks, first, last, ignoredNanos);
    }
  }
}
