package dev.stallscope.measure.timeline;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.HandshakeContent;
import dev.stallscope.protocol.SetupMessage;
import java.util.Optional;

/**
 * G1, handshakes above TCP (S01, S03 to S06, S08), judged by their flights: runs of data in one
 * direction. In a handshake of one round trip the server answers once; where it answers again and
 * has the last word, it is the second round trip of TLS 1.2; where the client has the last word,
 * the server refused its first offer.
 */
final class SetupWaits implements Judge {
  /** A first window of ten segments, less one that may be shared with the session's parameters. */
  private static final int FIRST_WINDOW_SEGMENTS = 9;

  @Override
  public Optional<Verdict> judge(Gap gap) {
    if (gap.token() != Token.SETUP) {
      return Optional.empty();
    }
    Optional<SetupMessage> setup = gap.exchange().flatMap(Exchange::setup);
    if (setup.isPresent() && !setup.get().isComplete() && isGivenUp(gap, setup.get())) {
      StallCause cause = LostAnswer.cause(gap).orElse(StallCause.TLS_HANDSHAKE_FAILURE);
      return Optional.of(Verdict.lost(gap, cause, 0.9));
    }
    Flights flights = Flights.before(gap);
    int next = nextData(gap);
    if (isUpgrade(setup)) {
      return Optional.of(upgrade(gap, flights, next));
    }
    if (next < 0 || flights.last() < 0) {
      return Optional.of(Verdict.blameless(gap, StallCause.NETWORK_ROUND_TRIP, 0.7));
    }
    Direction sender = gap.trace().direction(next);
    if (sender == gap.trace().direction(flights.last())) {
      if (isOnItsWay(gap, flights) && LossWaits.isRepair(gap.trace(), next)) {
        return Optional.of(Verdict.blameless(gap, StallCause.UNDETERMINED, 0.3));
      }
      return Optional.of(
          DelayedAcks.judge(gap, sender).orElseGet(() -> withinFlight(gap, sender, flights)));
    }
    return Optional.of(turn(gap, sender, flights));
  }

  /**
   * Whether what was said last was still under way: the other side's packet that ends the gap does
   * not acknowledge it.
   */
  private static boolean isOnItsWay(Gap gap, Flights flights) {
    TcpTrace trace = gap.trace();
    return gap.endedBy() != trace.direction(flights.last())
        && !gap.scene().isData(gap.to())
        && trace.acknowledgment(gap.to()) < trace.end(flights.last());
  }

  private static boolean isUpgrade(Optional<SetupMessage> setup) {
    return setup
        .filter(one -> one.content() instanceof HandshakeContent said && said.isUpgrade())
        .isPresent();
  }

  /** Question and answer in the clear: the path, and beyond it whoever speaks next. */
  private static Verdict upgrade(Gap gap, Flights flights, int next) {
    if (next < 0) {
      return Verdict.blameless(gap, StallCause.NETWORK_ROUND_TRIP, 0.5);
    }
    Direction sender = gap.trace().direction(next);
    long asked =
        flights.last() < 0 ? gap.stretch().startNanos() : gap.trace().epochNanos(flights.last());
    long pathEnd = asked + gap.scene().path().toSender(sender);
    if (gap.startNanos() < pathEnd) {
      return new Verdict(StallCause.NETWORK_ROUND_TRIP, Math.min(gap.endNanos(), pathEnd), 0, 1);
    }
    return sender == Direction.SERVER_TO_CLIENT
        ? Verdict.lost(gap, StallCause.SLOW_SERVER_RESPONSE, 0.8)
        : Verdict.blameless(gap, StallCause.CLIENT_THINK, 0.8);
  }

  /** Ended by who gave up, not by the end of the capture. */
  private static boolean isGivenUp(Gap gap, SetupMessage setup) {
    var closing = gap.scene().connection().closing();
    return closing.finNanos() >= 0 && closing.finNanos() <= setup.endNanos() + 1_000_000_000L
        || closing.resetNanos() >= 0;
  }

  private static int nextData(Gap gap) {
    int end = Math.min(gap.trace().size(), gap.to() + Scene.LOOK_ROWS);
    for (int row = gap.to(); row < end; row++) {
      if (gap.scene().isData(row)) {
        return row;
      }
    }
    return -1;
  }

  /** The token changes hands: the path first, then who took his time. */
  private static Verdict turn(Gap gap, Direction sender, Flights flights) {
    long asked = gap.trace().epochNanos(flights.last());
    boolean isServer = sender == Direction.SERVER_TO_CLIENT;
    long pathEnd =
        asked
            + gap.scene().path().toSender(sender)
            + (isServer ? gap.scene().tunnel().behindNanos(asked) : 0);
    if (gap.startNanos() < pathEnd) {
      long until = Math.min(gap.endNanos(), pathEnd);
      boolean isSecond =
          isServer ? flights.serverTurns() > 0 : flights.serverTurns() == 1 && isAsked(gap);
      Optional<StallCause> second = isSecond ? secondRoundTrip(gap) : Optional.empty();
      return second
          .map(cause -> new Verdict(cause, until, until - gap.startNanos(), 0.9))
          .orElseGet(() -> new Verdict(StallCause.NETWORK_ROUND_TRIP, until, 0, 1));
    }
    if (isOnItsWay(gap, flights)) {
      return Verdict.blameless(gap, StallCause.UNDETERMINED, 0.3);
    }
    if (isFirstAnswerLost(gap, sender)) {
      return Verdict.lost(gap, StallCause.TAIL_LOSS, 0.9);
    }
    long begun = isServer ? begunNanos(gap, flights.last()) : gap.startNanos();
    return gap.startNanos() < begun
        ? new Verdict(StallCause.NETWORK_ROUND_TRIP, Math.min(gap.endNanos(), begun), 0, 0.7)
        : Verdict.lost(
            gap, isServer ? StallCause.TLS_SLOW_SERVER : StallCause.TLS_SLOW_CLIENT, 0.8);
  }

  /**
   * Since when a server far away can have been at work on its answer, seen from where this arrives:
   * what the ways there and back took longer than the quickest is the path's.
   */
  private static long begunNanos(Gap gap, int question) {
    boolean isFar = gap.scene().path().serverNanos() > gap.scene().path().clientNanos();
    int answer = gap.scene().nextData(Direction.SERVER_TO_CLIENT, gap.to() - 1);
    long thought =
        isFar && answer >= 0 ? SenderTimestamps.sinceHeardNanos(gap, question, answer) : -1;
    return thought < 0 ? gap.startNanos() : gap.trace().epochNanos(answer) - thought;
  }

  /** Near who waits: what came was sent again, by its sender's own count of its packets. */
  private static boolean isFirstAnswerLost(Gap gap, Direction sender) {
    return gap.endedBy() == sender
        && gap.scene().isData(gap.to())
        && PacketCount.lacksDataBefore(gap.scene(), gap.to());
  }

  /** Whether the server has to answer in the handshake once more, which is half its second trip. */
  private static boolean isAsked(Gap gap) {
    TcpTrace trace = gap.trace();
    int limit = Math.min(trace.size(), gap.to() + Scene.LOOK_ROWS);
    for (int row = gap.to(); row < limit; row++) {
      if (trace.epochNanos(row) > gap.stretch().endNanos()) {
        return false;
      }
      if (gap.scene().isData(row) && trace.direction(row) == Direction.SERVER_TO_CLIENT) {
        return true;
      }
    }
    return false;
  }

  /**
   * Who speaks last in the handshake tells an old version from a refused offer; empty where the
   * refusal was not captured.
   */
  private static Optional<StallCause> secondRoundTrip(Gap gap) {
    long end = gap.stretch().endNanos();
    TcpTrace trace = gap.trace();
    Direction last = Direction.SERVER_TO_CLIENT;
    int limit = Math.min(trace.size(), gap.to() + Scene.LOOK_ROWS);
    for (int row = gap.to(); row < limit && trace.epochNanos(row) <= end; row++) {
      if (gap.scene().isData(row)) {
        last = trace.direction(row);
      }
    }
    if (last == Direction.SERVER_TO_CLIENT) {
      return Optional.of(StallCause.TLS_TWO_ROUND_TRIPS);
    }
    return gap.exchange()
        .flatMap(Exchange::setup)
        .filter(setup -> setup.content().beganAgain())
        .map(_ -> StallCause.TLS_HELLO_RETRY);
  }

  /** A pause within one side's flight: its first window was full, or it computed. */
  private static Verdict withinFlight(Gap gap, Direction sender, Flights flights) {
    long window = (long) FIRST_WINDOW_SEGMENTS * gap.scene().mss(sender);
    long roundTrip = gap.clocks().minNanos();
    if (sender == Direction.SERVER_TO_CLIENT
        && flights.bytes() >= window
        && gap.durationNanos() <= roundTrip * 3 / 2 + 2_000_000L) {
      return gap.durationNanos() >= roundTrip / 2
          ? Verdict.lost(gap, StallCause.TLS_CERTIFICATE_FLIGHT, 0.85)
          : Verdict.blameless(gap, StallCause.TRANSFER, 0.8);
    }
    if (gap.durationNanos() <= gap.scene().path().nanos() * 5 / 4 + 2_000_000L) {
      return Verdict.blameless(gap, StallCause.NETWORK_ROUND_TRIP, 0.7);
    }
    return Verdict.lost(
        gap,
        sender == Direction.SERVER_TO_CLIENT
            ? StallCause.TLS_SLOW_SERVER
            : StallCause.TLS_SLOW_CLIENT,
        0.6);
  }

  /**
   * The flights of the handshake up to a gap.
   *
   * @param last row of the last data before the gap, -1 without
   * @param bytes of the flight that this row belongs to
   * @param serverTurns flights of the server before
   */
  private record Flights(int last, long bytes, int serverTurns) {
    static Flights before(Gap gap) {
      TcpTrace trace = gap.trace();
      int last = -1;
      long bytes = 0;
      int serverTurns = 0;
      int first = gap.from();
      long start = gap.stretch().startNanos();
      while (first > 0
          && gap.from() - first < Scene.LOOK_ROWS
          && trace.epochNanos(first) >= start) {
        first--;
      }
      for (int row = first; row <= gap.from(); row++) {
        if (!gap.scene().isData(row)
            || trace.epochNanos(row) < start
            || LossWaits.isRepair(trace, row)) {
          continue;
        }
        boolean isNew = last < 0 || trace.direction(last) != trace.direction(row);
        if (isNew && trace.direction(row) == Direction.SERVER_TO_CLIENT) {
          serverTurns++;
        }
        bytes = (isNew ? 0 : bytes) + trace.payloadBytes(row);
        last = row;
      }
      return new Flights(last, bytes, serverTurns);
    }
  }
}
