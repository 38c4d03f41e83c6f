package dev.stallscope.measure;

import dev.stallscope.net.Direction;
import java.util.List;
import java.util.Optional;

/**
 * What was measured of one TCP connection.
 *
 * @param timeline who owned each nanosecond from the first packet to the last: contiguous intervals
 * @param downloads how answers of several segments arrived, by exchange
 */
public record ConnectionFacts(
    int connection,
    DirectionFacts toServer,
    DirectionFacts toClient,
    List<CauseInterval> timeline,
    List<Download> downloads) {
  /** What was measured of a connection without large answers. */
  public ConnectionFacts(
      int connection,
      DirectionFacts toServer,
      DirectionFacts toClient,
      List<CauseInterval> timeline) {
    this(connection, toServer, toClient, timeline, List.of());
  }

  /** How the answer of one of its exchanges arrived; empty where that was in a few segments. */
  public Optional<Download> download(int exchange) {
    return Download.of(downloads, exchange);
  }

  public DirectionFacts direction(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? toServer : toClient;
  }
}
