package dev.stallscope.measure.timeline;

import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.flow.tcp.TcpConnection.Closing;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
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
            && (isAfterReset(gap) || isFarewell(gap) || isBehindTheEnd(gap))
        ? Optional.of(Verdict.blameless(gap, StallCause.IDLE, 0.9))
        : Optional.empty();
  }

  private static boolean isAfterReset(Gap gap) {
    Closing closing = gap.scene().connection().closing();
    return closing.resetNanos() >= 0
        && gap.startNanos() >= closing.resetNanos()
        && gap.scene().nextData(closing.resetBy(), gap.from()) < 0;
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
