package dev.stallscope.measure.timeline;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import java.util.Optional;

/**
 * A silence between two packets that made progress, with the state of both senders at its start.
 *
 * @param from row of the packet before
 * @param to row of the packet that ended it
 * @param startNanos from where it is to be judged: the packet before, or where a verdict ended
 * @param endNanos its end, or where the token changes
 * @param stretch who holds the token
 * @param spacingNanos mean distance of the packets before, -1 where there were too few
 */
record Gap(
    Scene scene,
    int from,
    int to,
    long startNanos,
    long endNanos,
    TokenTrack.Stretch stretch,
    SenderState fromClient,
    SenderState fromServer,
    Clocks clocks,
    long spacingNanos) {

  /**
   * One sender as the capture point sees it.
   *
   * @param highest highest sequence number sent plus one, -1 before the first
   * @param acknowledged highest acknowledgment captured, -1 before the first
   * @param flightBytes sent and not acknowledged as far as the sender knew
   * @param windowEdge right edge of the window that the sender knew, -1 where unknown
   * @param windowBytes that window, -1 where unknown
   * @param isRecovering whether it repairs a loss
   * @param episode the cause of that loss, where it is known
   * @param hadLoss whether it lost anything before
   */
  record SenderState(
      long highest,
      long acknowledged,
      long sackedBytes,
      long flightBytes,
      long windowEdge,
      long windowBytes,
      int duplicateAcks,
      boolean isRecovering,
      Optional<StallCause> episode,
      boolean hadLoss) {
    /** Bytes that the capture point has not seen acknowledged. */
    long outstandingBytes() {
      return highest < 0 || acknowledged < 0 ? 0 : Math.max(0, highest - acknowledged);
    }
  }

  /**
   * Round-trip estimates at the start of the gap.
   *
   * @param minNanos smallest recent round trip, 0 where unknown
   * @param smoothedNanos SRTT, -1 where unknown
   * @param timeoutNanos RTO estimate
   */
  record Clocks(long minNanos, long smoothedNanos, long timeoutNanos) {
    /** From when on silence is a stall: min(2 SRTT, RTO), STALLS 2.1. */
    long stallNanos() {
      return smoothedNanos < 0 ? timeoutNanos : Math.min(2 * smoothedNanos, timeoutNanos);
    }
  }

  long durationNanos() {
    return endNanos - startNanos;
  }

  TcpTrace trace() {
    return scene.trace();
  }

  Token token() {
    return stretch.token();
  }

  Optional<Exchange> exchange() {
    return stretch.exchange();
  }

  SenderState sender(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? fromClient : fromServer;
  }

  /** Direction of the packet that ended the gap. */
  Direction endedBy() {
    return trace().direction(to);
  }

  /** Whose data the gap holds up. */
  Direction dataDirection() {
    return switch (token()) {
      case REQUEST -> Direction.CLIENT_TO_SERVER;
      case RESPONSE, SERVER, STREAMING -> Direction.SERVER_TO_CLIENT;
      case SETUP, CONNECT, CLIENT, UNKNOWN ->
          fromClient.outstandingBytes() > 0 || fromServer.highest() < 0
              ? Direction.CLIENT_TO_SERVER
              : Direction.SERVER_TO_CLIENT;
    };
  }

  /** The rest of the gap from a time on. */
  Gap from(long nanos) {
    return new Gap(
        scene, from, to, nanos, endNanos, stretch, fromClient, fromServer, clocks, spacingNanos);
  }

  /** The same silence as if a later row had ended it. */
  Gap until(int row) {
    return new Gap(
        scene,
        from,
        row,
        startNanos,
        endNanos,
        stretch,
        fromClient,
        fromServer,
        clocks,
        spacingNanos);
  }
}
