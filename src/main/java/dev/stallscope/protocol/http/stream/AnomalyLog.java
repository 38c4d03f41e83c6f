package dev.stallscope.protocol.http.stream;

import dev.stallscope.packet.Anomaly;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.MessageSink;

/** Reports what was wrong on a connection, up to {@link DecodeLimits#STREAM_ANOMALIES} times. */
public final class AnomalyLog {
  private final MessageSink sink;
  private final String layer;
  private int count;

  /**
   * @param layer what reports
   */
  public AnomalyLog(MessageSink sink, String layer) {
    this.sink = sink;
    this.layer = layer;
  }

  public void add(Anomaly.Kind kind, int packet, long streamOffset) {
    if (count < DecodeLimits.STREAM_ANOMALIES) {
      count++;
      sink.anomaly(new Anomaly(kind, packet, layer, streamOffset, 0, 0));
    }
  }
}
