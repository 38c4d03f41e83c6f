package dev.stallscope.measure.timeline;

import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.flow.tcp.TcpConnection.Closing;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.packet.TcpFlags;
import dev.stallscope.protocol.AppProtocol;
import java.util.Optional;

/**
 * What comes after the end holds up nobody: after a reset, and where a client sends its last bytes
 * again to a server that has closed or is gone.
 */
final class EndWaits implements Judge {
  @Override
  public Optional<Verdict> judge(Gap gap) {
    return gap.token() != Token.CONNECT
            && (isAfterReset(gap)
                || isFarewell(gap)
                || isBehindTheEnd(gap)
                || isClosedBothWays(gap))
        ? Optional.of(Verdict.blameless(gap, StallCause.IDLE, 0.9))
        : Optional.empty();
  }

  private static boolean isAfterReset(Gap gap) {
    Closing closing = gap.scene().connection().closing();
    return closing.resetNanos() >= 0
        && gap.startNanos() >= closing.resetNanos()
        && gap.scene().nextData(closing.resetBy(), gap.from()) < 0;
  }

  /**
   * The receiver has acknowledged the sender's FIN and sent its own: it waits for no data that
   * still come.
   */
  private static boolean isClosedBothWays(Gap gap) {
    Closing closing = gap.scene().connection().closing();
    if (closing.finNanos() < 0
        || gap.startNanos() < closing.finNanos()
        || !gap.scene().isData(gap.to())) {
      return false;
    }
    TcpTrace trace = gap.trace();
    Direction sender = gap.endedBy();
    long acknowledged = -1;
    boolean hasReceiverClosed = false;
    for (int row = gap.from(); row >= Math.max(0, gap.from() - Scene.LOOK_ROWS); row--) {
      boolean isFin = gap.scene().hasFlag(row, TcpFlags.FIN);
      if (trace.direction(row) != sender) {
        acknowledged = Math.max(acknowledged, trace.acknowledgment(row));
        hasReceiverClosed |= isFin;
      } else if (isFin
          && hasReceiverClosed(gap, sender.reverse(), hasReceiverClosed, row)
          && acknowledged > trace.sequence(row) + trace.payloadBytes(row)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasReceiverClosed(
      Gap gap, Direction receiver, boolean hasClosedSince, int fin) {
    Closing closing = gap.scene().connection().closing();
    return hasClosedSince
        || closing.firstFinBy() == receiver && closing.finNanos() <= gap.trace().epochNanos(fin);
  }

  private static boolean isFarewell(Gap gap) {
    Closing closing = gap.scene().connection().closing();
    boolean isOver = gap.token() == Token.UNKNOWN || gap.token() == Token.CLIENT;
    return isOver
        && closing.finNanos() >= 0
        && gap.startNanos() >= closing.finNanos()
        && gap.dataDirection() == Direction.CLIENT_TO_SERVER
        && (closing.firstFinBy() == Direction.SERVER_TO_CLIENT || isServerSilent(gap));
  }

  /**
   * Under TLS what a client says after the server has closed is a farewell like as not, and so is
   * what it says together with its own close.
   */
  private static boolean isBehindTheEnd(Gap gap) {
    Closing closing = gap.scene().connection().closing();
    return closing.finNanos() >= 0
        && gap.exchange()
            .filter(exchange -> exchange.protocol() == AppProtocol.TLS)
            .filter(exchange -> exchange.kind() == ExchangeKind.REQUEST)
            .filter(exchange -> exchange.response().isEmpty())
            .filter(exchange -> exchange.span().startNanos() >= closing.finNanos())
            .isPresent();
  }

  private static boolean isServerSilent(Gap gap) {
    int end = Math.min(gap.trace().size(), gap.to() + Scene.LOOK_ROWS);
    for (int row = gap.to(); row < end; row++) {
      if (gap.trace().direction(row) == Direction.SERVER_TO_CLIENT) {
        return false;
      }
    }
    return true;
  }
}
