package dev.stallscope.ui.connections;

import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.ConnectionFacts;
import dev.stallscope.measure.ThroughputLimit;
import dev.stallscope.net.Direction;
import dev.stallscope.time.TimeSpan;

/**
 * One connection as the table shows it.
 *
 * @param requests how many requests it carried: more than one means that it was used again
 */
public record ConnectionRow(TcpConnection connection, ConnectionFacts facts, int requests) {
  public int id() {
    return connection.id();
  }

  public TimeSpan span() {
    return new TimeSpan(
        connection.startNanos(), Math.max(connection.startNanos(), connection.endNanos()));
  }

  public long durationNanos() {
    return span().durationNanos();
  }

  /** Distinct bytes that the client sent. */
  public long sentBytes() {
    return connection.fromClient().uniqueBytes();
  }

  /** Distinct bytes that the server sent. */
  public long receivedBytes() {
    return connection.fromServer().uniqueBytes();
  }

  /** The least round trip, or -1. */
  public long roundTripNanos() {
    return connection.roundTrip().minNanos();
  }

  /** Segments that either side sent again, the opening ones included. */
  public int retransmissions() {
    return count(SegmentEvent.RETRANSMISSION)
        + count(SegmentEvent.FAST_RETRANSMISSION)
        + count(SegmentEvent.SPURIOUS_RETRANSMISSION);
  }

  /** Segments by which either side said that it takes nothing more. */
  public int zeroWindows() {
    return count(SegmentEvent.ZERO_WINDOW);
  }

  /** What limited the direction in which more was sent. */
  public ThroughputLimit limit() {
    Direction busier =
        receivedBytes() >= sentBytes() ? Direction.SERVER_TO_CLIENT : Direction.CLIENT_TO_SERVER;
    return facts.direction(busier).dominantLimit();
  }

  private int count(SegmentEvent event) {
    return connection.fromClient().count(event) + connection.fromServer().count(event);
  }
}
