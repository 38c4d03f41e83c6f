package dev.stallscope.packet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What was wrong on the wire: every anomaly counted by its kind, the first {@value
 * PacketLimits#ANOMALIES} kept whole. Belongs to one thread; logs of several are merged at the end.
 */
public final class AnomalyLog {
  private final List<Anomaly> kept = new ArrayList<>();
  private final long[] counts = new long[Anomaly.Kind.values().length];

  /** Counts an anomaly, and keeps it while there is room; see {@link Anomaly} for the values. */
  public void add(
      Anomaly.Kind kind, int packet, String layer, long offset, long required, long available) {
    counts[kind.ordinal()]++;
    if (kept.size() < PacketLimits.ANOMALIES) {
      kept.add(new Anomaly(kind, packet, layer, offset, required, available));
    }
  }

  public void add(Anomaly anomaly) {
    counts[anomaly.kind().ordinal()]++;
    if (kept.size() < PacketLimits.ANOMALIES) {
      kept.add(anomaly);
    }
  }

  /** Takes over what another log holds. */
  public void addAll(AnomalyLog other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    for (Anomaly anomaly : other.kept) {
      if (kept.size() < PacketLimits.ANOMALIES) {
        kept.add(anomaly);
      }
    }
  }

  /** How often the kind occurred, whether kept or not. */
  public long count(Anomaly.Kind kind) {
    return counts[kind.ordinal()];
  }

  /** The anomalies kept, in the order they were found. */
  public List<Anomaly> kept() {
    return Collections.unmodifiableList(kept);
  }
}
