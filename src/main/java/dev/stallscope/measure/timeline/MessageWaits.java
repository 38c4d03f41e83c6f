package dev.stallscope.measure.timeline;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.packet.TcpFlags;
import dev.stallscope.protocol.Message;
import dev.stallscope.time.Nanos;
import java.util.Optional;

/**
 * G6 and G7 within a message: its sender was silent although it could have sent (A02 to A05, W04),
 * or the end of what it had sent was lost before it reached the capture point.
 */
final class MessageWaits implements Judge {
  /** Shorter pauses are the jitter of hosts and paths. */
  static final long JITTER_NANOS = Nanos.ofMillis(5);

  /** Who closes sooner after the last byte changed his mind, and did not lose patience. */
  private static final long GIVEN_UP_NANOS = Nanos.ofMillis(500);

  @Override
  public Optional<Verdict> judge(Gap gap) {
    return switch (gap.token()) {
      case REQUEST -> Optional.of(paused(gap, Direction.CLIENT_TO_SERVER));
      case RESPONSE -> Optional.of(paused(gap, Direction.SERVER_TO_CLIENT));
      case UNKNOWN -> Optional.of(Verdict.blameless(gap, StallCause.TRANSFER, 0.5));
      case STREAMING, CLIENT, SERVER, SETUP, CONNECT -> Optional.empty();
    };
  }

  private static Verdict paused(Gap gap, Direction direction) {
    if (gap.durationNanos() <= JITTER_NANOS) {
      return Verdict.blameless(gap, StallCause.TRANSFER, 0.8);
    }
    if ((gap.trace().flags(gap.to()) & TcpFlags.RST) != 0) {
      return Verdict.lost(gap, StallCause.CONNECTION_RESET, 0.8);
    }
    if (isCutShort(gap, direction)) {
      return Verdict.beyond(gap, StallCause.CONNECTION_RESET, gap.clocks().minNanos(), 0.8);
    }
    if (gap.trace().has(gap.to(), SegmentEvent.OVERTAKEN)) {
      return Verdict.lost(gap, StallCause.REORDERING, 0.7);
    }
    if (isGuessed(gap) && !MissedTail.isProved(gap, direction)) {
      // The client may have begun another request, the server have spoken unasked.
      boolean isClient = direction == Direction.CLIENT_TO_SERVER;
      return Verdict.blameless(gap, isClient ? StallCause.CLIENT_THINK : StallCause.IDLE, 0.5);
    }
    if (isGivenUp(gap, direction)) {
      return Verdict.lost(
          gap, isAlive(gap, direction) ? StallCause.RESPONSE_TRICKLE : StallCause.PATH_OUTAGE, 0.7);
    }
    int next = gap.scene().nextData(direction, gap.to() - 1);
    if (next < 0) {
      return Verdict.blameless(gap, StallCause.UNDETERMINED, 0.3);
    }
    Optional<StallCause> lost =
        gap.endedBy() == direction ? LostFlight.cause(gap) : Optional.empty();
    if (lost.isPresent()) {
      return Verdict.beyond(gap, lost.get(), gap.clocks().minNanos(), 0.8);
    }
    if (MissedTail.mayBe(gap, direction) && PacketCount.lacksDataBefore(gap.scene(), gap.to())) {
      return Verdict.beyond(gap, StallCause.TAIL_LOSS, gap.clocks().minNanos(), 0.9);
    }
    Optional<StallCause> missed = MissedTail.cause(gap, direction);
    if (missed.isPresent()) {
      return Verdict.beyond(gap, missed.get(), gap.clocks().minNanos(), 0.65);
    }
    return silent(gap, direction);
  }

  /** Instead of the rest that its head had announced came the end of the connection. */
  private static boolean isCutShort(Gap gap, Direction direction) {
    return (gap.trace().flags(gap.to()) & TcpFlags.FIN) != 0
        && gap.endedBy() == direction
        && gap.trace().payloadBytes(gap.to()) == 0
        && gap.exchange()
            .flatMap(Exchange::response)
            .filter(response -> response.content().lacksEnd())
            .isPresent();
  }

  /**
   * The client closed in the middle of an answer of which nothing had come for long, and the
   * capture shows whether the server's host still answered that.
   */
  private static boolean isGivenUp(Gap gap, Direction direction) {
    return direction == Direction.SERVER_TO_CLIENT
        && gap.endedBy() == Direction.CLIENT_TO_SERVER
        && gap.scene().hasFlag(gap.to(), TcpFlags.FIN)
        && gap.durationNanos() >= GIVEN_UP_NANOS
        && gap.exchange()
            .filter(exchange -> exchange.span().endNanos() == gap.endNanos())
            .isPresent()
        && (isAlive(gap, direction) || isFinRepeated(gap));
  }

  private static boolean isAlive(Gap gap, Direction direction) {
    int end = Math.min(gap.trace().size(), gap.to() + Scene.LOOK_ROWS);
    for (int row = gap.to() + 1; row < end; row++) {
      if (gap.trace().direction(row) == direction) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFinRepeated(Gap gap) {
    int end = Math.min(gap.trace().size(), gap.to() + Scene.LOOK_ROWS);
    for (int row = gap.to() + 1; row < end; row++) {
      if (gap.scene().hasFlag(row, TcpFlags.FIN)
          && gap.trace().direction(row) == gap.endedBy()
          && !gap.trace().has(row, SegmentEvent.CAPTURE_DUPLICATE)) {
        return true;
      }
    }
    return false;
  }

  private static Verdict silent(Gap gap, Direction direction) {
    boolean isAllDelivered = gap.sender(direction).outstandingBytes() == 0;
    if (tellsOfHole(gap, direction)) {
      return Verdict.beyond(
          gap, LossWaits.policed(gap, StallCause.PACKET_LOSS), gap.clocks().minNanos(), 0.5);
    }
    if (direction == Direction.CLIENT_TO_SERVER) {
      return Verdict.lost(
          gap, waitsForConsent(gap) ? StallCause.EXPECT_CONTINUE : StallCause.REQUEST_TRICKLE, 0.8);
    }
    if (isAllDelivered && mayBeStream(gap)) {
      return Verdict.blameless(gap, StallCause.IDLE, 0.5);
    }
    if (isAllDelivered && mayBeRoundTrip(gap, direction)) {
      return Verdict.blameless(gap, StallCause.UNDETERMINED, 0.3);
    }
    if (isAllDelivered) {
      return Verdict.lost(
          gap, StallCause.RESPONSE_TRICKLE, WriteEnd.isSeen(gap, direction) ? 0.9 : 0.7);
    }
    if (!gap.scene().hasBareAcks(direction.reverse(), gap.to())) {
      return Verdict.blameless(gap, StallCause.UNDETERMINED, 0.3);
    }
    return LossWaits.isUnheard(gap, direction) || RepairSeries.isUnheard(gap, direction)
        ? Verdict.beyond(
            gap, LossWaits.policed(gap, StallCause.PACKET_LOSS), gap.clocks().minNanos(), 0.6)
        : Verdict.lost(gap, StallCause.SENDER_PAUSE, 0.7);
  }

  /** The receiver ends the silence with the word that something is missing. */
  private static boolean tellsOfHole(Gap gap, Direction direction) {
    long[] blocks = gap.trace().sackBlocks(gap.to());
    return gap.endedBy() != direction
        && blocks.length > 1
        && blocks[0] > gap.trace().acknowledgment(gap.to());
  }

  /**
   * Near the receiver: the data came as soon as the acknowledgments of those before can have called
   * them, at the round trip of late. Whether their sender had no more, or room for no more, does
   * not show. Where it had more, twice that trip is no pause of its program, nor is anything where
   * the trip is not known.
   */
  private static boolean mayBeRoundTrip(Gap gap, Direction direction) {
    if (!WriteEnd.isSeen(gap, direction) && gap.clocks().smoothedNanos() < 0) {
      return true;
    }
    int quarters = WriteEnd.isSeen(gap, direction) ? 5 : 8;
    return gap.scene().path().toSender(direction) > gap.scene().path().toReceiver(direction)
        && gap.sender(direction).flightBytes() > 0
        && gap.durationNanos() <= gap.clocks().smoothedNanos() * quarters / 4;
  }

  /**
   * The way of what was sent and of its ACK belongs to the pause that it lies in: the sender had
   * nothing more to send, and goes on long after all had arrived.
   */
  static Optional<Verdict> pauseUntilAcknowledged(Gap gap, Direction direction) {
    Token sending = direction == Direction.CLIENT_TO_SERVER ? Token.REQUEST : Token.RESPONSE;
    int next = gap.scene().nextData(direction, gap.to());
    if (gap.token() != sending
        || next < 0
        || gap.trace().epochNanos(next) > gap.stretch().endNanos()
        || !isAllAcknowledged(gap, direction, next)
        || !WriteEnd.isSeen(gap, direction)
        || isGuessed(gap)
        || sending == Token.RESPONSE && mayBeStream(gap)
        || waitsForConsent(gap)) {
      return Optional.empty();
    }
    StallCause cause =
        sending == Token.REQUEST ? StallCause.REQUEST_TRICKLE : StallCause.RESPONSE_TRICKLE;
    return Optional.of(Verdict.lost(gap, cause, 0.8));
  }

  private static boolean isAllAcknowledged(Gap gap, Direction direction, int before) {
    for (int row = gap.to(); row < before && row - gap.to() < Scene.LOOK_ROWS; row++) {
      if (gap.trace().direction(row) != direction
          && gap.trace().acknowledgment(row) >= gap.sender(direction).highest()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isGuessed(Gap gap) {
    return gap.exchange()
        .filter(
            exchange ->
                isSeveral(exchange.request()) && !isOneByItsAnswer(exchange)
                    || isAnotherAsked(exchange, gap))
        .isPresent();
  }

  /** What the answer showed of an encrypted protocol was not known yet when it was asked. */
  private static boolean isOneByItsAnswer(Exchange exchange) {
    return exchange.response().filter(answer -> !answer.content().mayBeSeveral()).isPresent();
  }

  private static boolean isSeveral(Optional<Message> message) {
    return message
        .map(Message::content)
        .filter(content -> content.mayBeSeveral() || !content.isEndKnown())
        .isPresent();
  }

  /** An answer whose end is not known may be over when its client sends something more. */
  private static boolean isAnotherAsked(Exchange exchange, Gap gap) {
    int asked = gap.scene().lastData(Direction.CLIENT_TO_SERVER, gap.to());
    return asked >= 0
        && isSeveral(exchange.response())
        && exchange
            .request()
            .filter(request -> gap.trace().epochNanos(asked) > request.span().lastNanos())
            .isPresent();
  }

  private static boolean mayBeStream(Gap gap) {
    return gap.exchange()
        .flatMap(Exchange::response)
        .filter(response -> response.content().mayBeStream())
        .isPresent();
  }

  /** The body waits for the interim response that the head asked for. */
  private static boolean waitsForConsent(Gap gap) {
    return gap.exchange().filter(exchange -> waitsForConsent(exchange, gap)).isPresent();
  }

  private static boolean waitsForConsent(Exchange exchange, Gap gap) {
    return exchange
        .request()
        .filter(
            request ->
                request.content().awaitsInterim()
                    || (!exchange.interim().isEmpty()
                        && exchange.interim().getFirst().span().firstNanos() >= gap.startNanos()))
        .isPresent();
  }
}
