package dev.stallscope.measure.quality;

import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.Vantage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Where a capture stood, by what most of its connections say. */
public final class CaptureVantage {
  private CaptureVantage() {}

  /**
   * The vantage that most connections have, weighted by packets; those that cannot tell abstain.
   */
  public static Vantage of(List<TcpConnection> connections) {
    Map<Vantage, Long> packets = new EnumMap<>(Vantage.class);
    for (TcpConnection connection : connections) {
      if (connection.vantage() != Vantage.UNKNOWN) {
        packets.merge(
            connection.vantage(),
            (long) connection.fromClient().packets() + connection.fromServer().packets(),
            Long::sum);
      }
    }
    return packets.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(Vantage.UNKNOWN);
  }
}
