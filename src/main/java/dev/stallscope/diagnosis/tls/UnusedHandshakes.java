package dev.stallscope.diagnosis.tls;

import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.flow.tcp.TcpConnection.Closing;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;

/**
 * Connections that their client left before it had asked anything: nobody waited there for an
 * answer. Health checks and scans do so, and clients that reject a certificate when all is agreed.
 */
final class UnusedHandshakes {
  /** A program that does not like what was agreed leaves at once. */
  static final long AT_ONCE_NANOS = Nanos.ofMillis(500);

  private UnusedHandshakes() {}

  /** Whether a connection is one. */
  static boolean isOn(RuleContext context, int connection) {
    return connection >= 0
        && context.measurements().isTcp(connection)
        && context.requests(connection).isEmpty()
        && leftNanos(context, connection) >= 0;
  }

  /** Whether the connection of a handshake is one, and was left as soon as all was agreed. */
  static boolean isLeftAtOnce(RuleContext context, Exchange handshake) {
    int id = handshake.connection();
    return isOn(context, id)
        && leftNanos(context, id) - handshake.span().endNanos() < AT_ONCE_NANOS;
  }

  /** When the client left first, epoch nanoseconds; -1 where it did not. */
  static long leftNanos(RuleContext context, int connection) {
    Closing closing = context.connection(connection).closing();
    boolean isReset =
        closing.resetNanos() >= 0
            && (closing.finNanos() < 0 || closing.resetNanos() < closing.finNanos());
    Direction by = isReset ? closing.resetBy() : closing.firstFinBy();
    return by == Direction.CLIENT_TO_SERVER
        ? isReset ? closing.resetNanos() : closing.finNanos()
        : -1;
  }
}
