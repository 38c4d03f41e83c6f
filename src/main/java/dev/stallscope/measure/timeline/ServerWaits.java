package dev.stallscope.measure.timeline;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpConnection.Closing;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.packet.TcpFlags;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.Message;
import java.util.Optional;

/**
 * G7, a request was sent and no answer has begun: first the path, then the server (A01), unless it
 * was closing the connection meanwhile (A06) or reset it.
 */
final class ServerWaits implements Judge {
  /** Of the first byte of a stream: the SYN has the number before (RFC 9293 section 3.4). */
  private static final int FIRST_SEQUENCE = 1;

  /** What a capture missed shows soon after. */
  private static final int LOOK_AHEAD_ROWS = 16;

  /** A server that had closed already answers a request with RST within this and a round trip. */
  private static final long RACE_NANOS = 50_000_000L;

  @Override
  public Optional<Verdict> judge(Gap gap) {
    if (gap.token() != Token.SERVER) {
      return Optional.empty();
    }
    Optional<StallCause> broken = gap.exchange().flatMap(exchange -> broken(gap, exchange));
    if (broken.isPresent()) {
      return Optional.of(Verdict.lost(gap, broken.get(), 0.9));
    }
    return Optional.of(think(gap));
  }

  private static Verdict think(Gap gap) {
    long pathEnd =
        deliveredNanos(gap)
            + gap.scene().path().serverNanos()
            + gap.scene().tunnel().behindNanos(gap.stretch().startNanos());
    if (gap.startNanos() < pathEnd) {
      return new Verdict(StallCause.NETWORK_ROUND_TRIP, Math.min(gap.endNanos(), pathEnd), 0, 1);
    }
    if (isRequestUnderWay(gap)) {
      return Verdict.blameless(gap, StallCause.TRANSFER, 0.8);
    }
    long queueEnd = pathEnd + uplinkQueueNanos(gap);
    if (gap.startNanos() < queueEnd) {
      return queued(gap, Math.min(gap.endNanos(), queueEnd));
    }
    if (isBehindHole(gap)) {
      return Verdict.lost(gap, LossWaits.policed(gap, StallCause.PACKET_LOSS), 0.8);
    }
    if (HeldRequest.isOne(gap)) {
      StallCause cause =
          gap.scene().limits().delayCause(Direction.CLIENT_TO_SERVER, gap.durationNanos());
      return Verdict.lost(gap, cause, 0.8);
    }
    long left = HeldAnswer.leftNanos(gap, deliveredNanos(gap));
    if (gap.startNanos() >= left) {
      return HeldAnswer.verdict(gap);
    }
    return LostFlight.cause(gap)
        .map(cause -> Verdict.lost(gap, cause, 0.8))
        .or(() -> lostWhole(gap))
        .or(() -> LostAnswer.cause(gap).map(cause -> Verdict.lost(gap, cause, 0.6)))
        .or(() -> unseen(gap))
        .or(() -> unread(gap))
        .or(() -> unheard(gap, left))
        .orElseGet(
            () ->
                new Verdict(
                    StallCause.SLOW_SERVER_RESPONSE,
                    left,
                    left - gap.startNanos(),
                    gap.exchange().map(Exchange::confidence).orElse(1.0)
                        * (isAcknowledged(gap) ? 0.95 : 0.7)));
  }

  private static Optional<Verdict> unheard(Gap gap, long leftNanos) {
    return leftNanos < gap.endNanos()
        ? Optional.empty() // the path held the answer
        : UnheardCopies.cause(gap).map(cause -> Verdict.lost(gap, cause, 0.65));
  }

  /** More of the answer has come and comes still: it waits for its beginning, which was lost. */
  private static boolean isBehindHole(Gap gap) {
    return gap.fromServer().sackedBytes() > 0
        && gap.endedBy() == Direction.SERVER_TO_CLIENT
        && gap.durationNanos() <= gap.clocks().stallNanos();
  }

  /** The answer had been sent before, all of it, by its sender's own count of its packets. */
  private static Optional<Verdict> lostWhole(Gap gap) {
    return gap.endedBy() == Direction.SERVER_TO_CLIENT
            && gap.scene().isData(gap.to())
            && PacketCount.lacksDataBefore(gap.scene(), gap.to())
        ? Optional.of(Verdict.lost(gap, StallCause.TAIL_LOSS, 0.85))
        : Optional.empty();
  }

  /**
   * A request without an answer whose server sent something all the same: the capture lacks the
   * answer, or its beginning, and does not tell when it came.
   */
  private static Optional<Verdict> unseen(Gap gap) {
    if (gap.exchange().filter(exchange -> exchange.response().isEmpty()).isEmpty()) {
      return Optional.empty();
    }
    TcpTrace trace = gap.trace();
    int end = Math.min(trace.size(), gap.to() + LOOK_AHEAD_ROWS);
    for (int row = firstRow(gap); row < end; row++) {
      boolean isServer = trace.direction(row) == Direction.SERVER_TO_CLIENT;
      boolean isMissed =
          isServer
              ? trace.has(row, SegmentEvent.LOST_SEGMENT)
              : trace.has(row, SegmentEvent.ACKED_MISSED);
      if (isMissed || isServer && gap.scene().isData(row)) {
        return Optional.of(Verdict.blameless(gap, StallCause.CAPTURE_DROPPED_PACKETS, 0.6));
      }
    }
    return Optional.empty();
  }

  /**
   * The server had sent something before the answer that could be read: with its contents cut, that
   * may have been the answer, and what was read another's.
   */
  private static Optional<Verdict> unread(Gap gap) {
    return gap.exchange()
        .filter(exchange -> isBehindUnread(gap, exchange))
        .map(_ -> Verdict.blameless(gap, StallCause.UNDETERMINED, 0.3));
  }

  private static boolean isBehindUnread(Gap gap, Exchange exchange) {
    Optional<Message> response = exchange.response();
    if (response.isEmpty()
        || !(response.get().correlation() instanceof Correlation.InOrder found)
        || !found.isFoundAgain()) {
      return false;
    }
    long start = response.get().span().startOffset();
    TcpTrace trace = gap.trace();
    for (int row = firstRow(gap); row <= gap.from(); row++) {
      if (trace.direction(row) == Direction.SERVER_TO_CLIENT
          && gap.scene().isData(row)
          && !LossWaits.isRepair(trace, row)
          && trace.end(row) - FIRST_SEQUENCE <= start
          && !isInterim(exchange, trace.packet(row))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isInterim(Exchange exchange, int packet) {
    return exchange.interim().stream()
        .map(Message::span)
        .anyMatch(span -> span.firstPacket() <= packet && packet <= span.lastPacket());
  }

  /** The first row after the request was sent, as far back as it is looked. */
  private static int firstRow(Gap gap) {
    int row = gap.to();
    while (row > 0
        && gap.to() - row < Scene.LOOK_ROWS
        && gap.trace().epochNanos(row - 1) > gap.stretch().startNanos()) {
      row--;
    }
    return row;
  }

  /** How long the request stood behind what its client uploaded on other connections. */
  private static long uplinkQueueNanos(Gap gap) {
    return gap.scene()
        .uplinks()
        .queuedNanos(
            gap.scene().connection(), deliveredNanos(gap), gap.scene().path().serverNanos());
  }

  private static Verdict queued(Gap gap, long untilNanos) {
    long queued = untilNanos - gap.startNanos();
    return queued < Scene.JITTER_NANOS
        ? new Verdict(StallCause.NETWORK_ROUND_TRIP, untilNanos, 0, 0.8)
        : new Verdict(StallCause.BUFFERBLOAT, untilNanos, queued, 0.8);
  }

  /** When the request's last byte passed the capture point on its way to being delivered. */
  private static long deliveredNanos(Gap gap) {
    long sent = gap.stretch().startNanos();
    TcpTrace trace = gap.trace();
    for (int row = gap.from(); row >= 0 && trace.epochNanos(row) > sent; row--) {
      if (gap.from() - row > Scene.LOOK_ROWS) {
        break;
      }
      if (trace.direction(row) == Direction.CLIENT_TO_SERVER
          && LossWaits.isRepair(trace, row)
          && !LossWaits.isNeedless(trace, row)) {
        return trace.epochNanos(row);
      }
    }
    return sent;
  }

  /**
   * The acknowledgments of a long request still come in one after the other: a queue on the path
   * holds its last bytes, and the server cannot begin. Told where the server is far, and of more
   * than one segment, which no receiver leaves unacknowledged on purpose (RFC 5681, 4.2).
   */
  private static boolean isRequestUnderWay(Gap gap) {
    TcpTrace trace = gap.trace();
    return gap.scene().path().serverNanos() >= gap.scene().path().clientNanos()
        && gap.scene().isPureAck(gap.to())
        && gap.fromClient().outstandingBytes() > gap.scene().mss(Direction.CLIENT_TO_SERVER)
        && trace.acknowledgment(gap.to()) > gap.fromClient().acknowledged()
        && gap.durationNanos() < gap.clocks().stallNanos();
  }

  /** The server's kernel had the request: the wait is not the path's. */
  private static boolean isAcknowledged(Gap gap) {
    return gap.fromClient().outstandingBytes() == 0
        || gap.scene().isPureAck(gap.to())
        || gap.scene().path().serverNanos() * 4 < gap.scene().path().clientNanos();
  }

  private static Optional<StallCause> broken(Gap gap, Exchange exchange) {
    if (exchange.response().isPresent()) {
      return Optional.empty();
    }
    Closing closing = gap.scene().connection().closing();
    long sent = gap.stretch().startNanos();
    long race = sent + 2 * gap.clocks().minNanos() + RACE_NANOS;
    boolean serverClosed =
        closing.finNanos() >= 0
            && closing.firstFinBy() == Direction.SERVER_TO_CLIENT
            && closing.finNanos() <= race;
    boolean serverReset =
        closing.resetNanos() >= 0 && closing.resetBy() == Direction.SERVER_TO_CLIENT;
    boolean clientLeft =
        closing.finNanos() >= 0
            && closing.firstFinBy() == Direction.CLIENT_TO_SERVER
            && closing.finNanos() <= closing.resetNanos();
    if (isReused(gap)
        && !clientLeft
        && unseen(gap).isEmpty()
        && wantsAnswer(gap, exchange)
        && (serverClosed
            || serverReset
                && closing.resetNanos() <= race
                && !gap.scene().connection().isResetForeign())) {
      return Optional.of(StallCause.KEEP_ALIVE_RACE);
    }
    return serverReset
            && gap.startNanos() >= sent + gap.scene().path().serverNanos()
            && (gap.trace().flags(gap.to()) & TcpFlags.RST) != 0
        ? Optional.of(StallCause.CONNECTION_RESET)
        : Optional.empty();
  }

  /**
   * Unread, the last words may as well be a farewell; and what is answered met no closed server.
   */
  private static boolean wantsAnswer(Gap gap, Exchange exchange) {
    return exchange.request().filter(m -> m.content().mayBeSeveral()).isEmpty()
        && gap.scene().nextData(Direction.SERVER_TO_CLIENT, gap.from()) < 0;
  }

  /** A response had come on the connection before. */
  private static boolean isReused(Gap gap) {
    return gap.fromServer().highest() > 1;
  }
}
