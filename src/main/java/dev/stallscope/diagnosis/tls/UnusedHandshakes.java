package dev.stallscope.diagnosis.tls;

import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.flow.tcp.TcpConnection.Closing;
import dev.stallscope.net.Direction;

/**
 * Connections that their client left before it had asked anything: nobody waited there for an
 * answer. Health checks and scans do so, and clients that reject a certificate when all is agreed.
 */
final class UnusedHandshakes {
  private UnusedHandshakes() {}

  /** Whether a connection is one. */
  static boolean isOn(RuleContext context, int connection) {
    return connection >= 0
        && context.measurements().isTcp(connection)
        && context.requests(connection).isEmpty()
        && leftNanos(context, connection) >= 0;
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
