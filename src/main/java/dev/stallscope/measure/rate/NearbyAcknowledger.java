package dev.stallscope.measure.rate;

import dev.stallscope.flow.tcp.TcpConnection.Handshake;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;

/**
 * Something on the way that acknowledges data in the server's name: the address translation of a
 * virtual machine, a transparent proxy. Its ACKs come at once, and say nothing of the path to the
 * server; what does is the handshake, which it passes on, and that the first answer came no sooner.
 */
public final class NearbyAcknowledger {
  /** A handshake so many times the shortest round trip was answered by somebody else. */
  private static final int FACTOR = 10;

  /** At the server itself there is no such path: the capture was taken on the client's side. */
  private static final int CLIENT_FACTOR = 4;

  /** Below it the difference is a host's own delay. */
  private static final long LEAST_EXCESS_NANOS = Nanos.ofMillis(5);

  /**
   * What a path on Earth may take; a round trip of it varies. A handshake that took longer was held
   * up, if the answer came sooner.
   */
  private static final long LONGEST_PATH_NANOS = Nanos.ofMillis(300);

  private NearbyAcknowledger() {}

  /** The path of a connection, up to the server itself. */
  public static PathTimes path(TcpTrace trace) {
    PathTimes path = PathTimes.of(trace.connection());
    Handshake handshake = trace.connection().handshake();
    if (!path.isKnown()
        || handshake.synCount() != 1
        || handshake.synNanos() < 0
        || handshake.synAckNanos() < 0) {
      return path;
    }
    long connected = handshake.synAckNanos() - handshake.synNanos();
    boolean isOtherPath =
        connected >= FACTOR * path.serverNanos()
            && connected >= CLIENT_FACTOR * path.clientNanos()
            && connected - path.serverNanos() >= LEAST_EXCESS_NANOS;
    long answered = firstAnswer(trace, connected);
    long least = connected <= LONGEST_PATH_NANOS ? connected / 2 : connected * 4 / 5;
    return isOtherPath && answered >= least
        ? new PathTimes(path.clientNanos(), Math.min(connected, answered), true, true)
        : path;
  }

  /**
   * From the client's first data to the server's next: later ones may have been on their way
   * already, and a greeting answers nothing. {@code none} where no answer was seen.
   */
  private static long firstAnswer(TcpTrace trace, long none) {
    long asked = -1;
    for (int row = 0; row < trace.size(); row++) {
      if (trace.payloadBytes(row) > 0) {
        boolean isClient = trace.direction(row) == Direction.CLIENT_TO_SERVER;
        if (isClient) {
          asked = trace.epochNanos(row);
        } else if (asked >= 0) {
          return trace.epochNanos(row) - asked;
        }
      }
    }
    return none;
  }
}
