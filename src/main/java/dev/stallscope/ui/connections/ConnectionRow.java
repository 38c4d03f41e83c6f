package dev.stallscope.ui.connections;

import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.ConnectionFacts;
import dev.stallscope.measure.ThroughputLimit;
import dev.stallscope.net.Direction;
import dev.stallscope.net.Endpoint;
import dev.stallscope.protocol.DatagramConnection;
import dev.stallscope.time.TimeSpan;

/**
 * One connection as the table shows it.
 *
 * @param sentBytes distinct bytes that the client sent; of datagrams all
 * @param receivedBytes distinct bytes that the server sent; of datagrams all
 * @param roundTripNanos the least round trip, or -1
 * @param retransmissions segments that either side sent again, the opening ones included
 * @param zeroWindows segments by which either side said that it takes nothing more
 * @param limit what limited the direction in which more was sent
 * @param requests how many requests it carried: more than one means that it was used again
 */
public record ConnectionRow(
    int id,
    Endpoint client,
    Endpoint server,
    TimeSpan span,
    long sentBytes,
    long receivedBytes,
    long roundTripNanos,
    int retransmissions,
    int zeroWindows,
    ThroughputLimit limit,
    int requests) {
  static ConnectionRow of(
      TcpConnection connection, ConnectionFacts facts, int sentAgain, int requests) {
    long sent = connection.fromClient().uniqueBytes();
    long received = connection.fromServer().uniqueBytes();
    Direction busier = received >= sent ? Direction.SERVER_TO_CLIENT : Direction.CLIENT_TO_SERVER;
    return new ConnectionRow(
        connection.id(),
        connection.client(),
        connection.server(),
        new TimeSpan(
            connection.startNanos(), Math.max(connection.startNanos(), connection.endNanos())),
        sent,
        received,
        connection.roundTrip().minNanos(),
        sentAgain,
        count(connection, SegmentEvent.ZERO_WINDOW),
        facts.direction(busier).dominantLimit(),
        requests);
  }

  /** Of a connection over datagrams, which has no segments. */
  static ConnectionRow of(int id, DatagramConnection connection, int requests) {
    return new ConnectionRow(
        id,
        connection.client(),
        connection.server(),
        new TimeSpan(connection.startNanos(), connection.endNanos()),
        connection.fromClient().bytes(),
        connection.fromServer().bytes(),
        connection.roundTrip().minNanos(),
        0,
        0,
        ThroughputLimit.UNKNOWN,
        requests);
  }

  public long durationNanos() {
    return span.durationNanos();
  }

  private static int count(TcpConnection connection, SegmentEvent event) {
    return connection.fromClient().count(event) + connection.fromServer().count(event);
  }
}
