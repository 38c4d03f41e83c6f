package dev.stallscope.flow.tcp;

import java.util.Arrays;

/** How often each {@link SegmentEvent} happened. */
public final class EventCounts {
  private final int[] counts = new int[SegmentEvent.values().length];

  /** Counts every event of a mask once. */
  void add(int mask) {
    for (int rest = mask; rest != 0; rest &= rest - 1) {
      counts[Integer.numberOfTrailingZeros(rest)]++;
    }
  }

  public int count(SegmentEvent event) {
    return counts[event.ordinal()];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EventCounts that && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (SegmentEvent event : SegmentEvent.values()) {
      if (count(event) > 0) {
        text.append(text.length() == 1 ? "" : ", ")
            .append(event.id())
            .append('=')
            .append(count(event));
      }
    }
    return text.append('}').toString();
  }
}
