package dev.stallscope.measure.timeline;

import dev.stallscope.flow.tcp.TcpReplay;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.rate.DirectionMeter;
import dev.stallscope.measure.rate.NearbyAcknowledger;
import dev.stallscope.measure.rate.PathTimes;
import dev.stallscope.net.Direction;

/**
 * What is measured of a connection's two directions by itself, whatever was said on it.
 *
 * @param path between the capture point and the two ends
 */
public record ConnectionRates(
    PathTimes path, DirectionMeter.Result toServer, DirectionMeter.Result toClient) {

  /** The rates of one connection, in one pass over its segments. */
  public static ConnectionRates of(TcpTrace trace) {
    PathTimes path = NearbyAcknowledger.path(trace);
    DirectionMeter upstream = new DirectionMeter(trace, Direction.CLIENT_TO_SERVER, path);
    DirectionMeter downstream = new DirectionMeter(trace, Direction.SERVER_TO_CLIENT, path);
    TcpReplay replay = trace.replay();
    while (replay.next()) {
      upstream.row(replay.row(), replay);
      downstream.row(replay.row(), replay);
    }
    return new ConnectionRates(path, upstream.finished(replay), downstream.finished(replay));
  }
}
