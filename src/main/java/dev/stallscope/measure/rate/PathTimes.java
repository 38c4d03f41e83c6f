package dev.stallscope.measure.rate;

import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpConnection.RoundTrip;
import dev.stallscope.flow.tcp.Vantage;
import dev.stallscope.net.Direction;

/**
 * The smallest round trips of a connection's path, seen from where the capture was taken (STALLS
 * 0.4).
 *
 * @param clientNanos capture point to client and back
 * @param serverNanos capture point to server and back
 * @param isKnown whether there was any sample; both are 0 otherwise
 * @param isRelayed whether somebody nearer than the server acknowledges in its name: then windows
 *     and ACKs say nothing of the way behind
 */
public record PathTimes(long clientNanos, long serverNanos, boolean isKnown, boolean isRelayed) {
  /** A half this much smaller than the other is the capturing host's own. */
  private static final int NEAR_PART = 10;

  /**
   * The path of a connection. Where only the whole round trip is known, the vantage says to which
   * side it belongs; where the vantage is not known either, it is halved.
   */
  public static PathTimes of(TcpConnection connection) {
    RoundTrip roundTrip = connection.roundTrip();
    long client = roundTrip.clientMinNanos();
    long server = roundTrip.serverMinNanos();
    long whole = roundTrip.minNanos();
    if (client < 0 && server < 0 && whole < 0) {
      return new PathTimes(0, 0, false, false);
    }
    if (client < 0 && server < 0) {
      return split(whole, connection.vantage());
    }
    if (client < 0) {
      client = Math.max(0, whole - server);
    }
    if (server < 0) {
      server = Math.max(0, whole - client);
    }
    return new PathTimes(client, server, true, false);
  }

  private static PathTimes split(long whole, Vantage vantage) {
    return switch (vantage) {
      case NEAR_CLIENT -> new PathTimes(0, whole, true, false);
      case NEAR_SERVER -> new PathTimes(whole, 0, true, false);
      case MID_PATH, LOCAL, UNKNOWN -> new PathTimes(whole / 2, whole - whole / 2, true, false);
    };
  }

  /** The whole round trip. */
  public long nanos() {
    return clientNanos + serverNanos;
  }

  /**
   * Whether who sends in the direction stands beside the capture point: then the time to it is what
   * its host needs to answer, not the path's.
   */
  public boolean isNear(Direction direction) {
    return isKnown && toSender(direction) * NEAR_PART <= toReceiver(direction);
  }

  /** Capture point to who sends in the direction, and back. */
  public long toSender(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? clientNanos : serverNanos;
  }

  /** Capture point to who receives in the direction, and back. */
  public long toReceiver(Direction direction) {
    return toSender(direction.reverse());
  }
}
