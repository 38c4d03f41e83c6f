package dev.stallscope.measure;

import dev.stallscope.net.Direction;
import java.util.List;

/**
 * What was measured of one TCP connection.
 *
 * @param timeline who owned each nanosecond from the first packet to the last: contiguous intervals
 */
public record ConnectionFacts(
    int connection,
    DirectionFacts toServer,
    DirectionFacts toClient,
    List<CauseInterval> timeline) {
  public DirectionFacts direction(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? toServer : toClient;
  }
}
