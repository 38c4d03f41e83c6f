package dev.stallscope.ui.livecapture;

import dev.stallscope.capture.live.LiveInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** An interface with what it carried in the last seconds. */
final class InterfaceRow {
  static final int SAMPLES = 40;

  private final LiveInterface source;
  private final ReadOnlyObjectWrapper<List<Long>> rates = new ReadOnlyObjectWrapper<>(List.of());
  private long lastBytes = -1;
  private long lastNanos;

  InterfaceRow(LiveInterface source) {
    this.source = source;
  }

  LiveInterface source() {
    return source;
  }

  /** Bytes a second, the newest last; empty where the system does not tell. */
  ReadOnlyObjectProperty<List<Long>> ratesProperty() {
    return rates.getReadOnlyProperty();
  }

  /** Takes what was counted at a time. */
  void sample(OptionalLong bytes, long nanos) {
    if (bytes.isEmpty()) {
      return;
    }
    if (lastBytes >= 0 && nanos > lastNanos) {
      double seconds = (nanos - lastNanos) / 1e9;
      List<Long> newest = new ArrayList<>(rates.get());
      newest.add(Math.max(0, (long) ((bytes.getAsLong() - lastBytes) / seconds)));
      rates.set(List.copyOf(newest.subList(Math.max(0, newest.size() - SAMPLES), newest.size())));
    }
    lastBytes = bytes.getAsLong();
    lastNanos = nanos;
  }
}
