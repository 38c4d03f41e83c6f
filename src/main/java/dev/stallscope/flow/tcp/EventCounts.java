package dev.stallscope.flow.tcp;

import java.util.Arrays;

/** How often each {@link SegmentEvent} happened, and where data were first acknowledged unseen. */
public final class EventCounts {
  private final int[] counts = new int[SegmentEvent.values().length];

  /** Index of the first packet that acknowledged what no packet holds, or -1. */
  private int firstAckedMissed = -1;

  /** Counts every event of a packet's mask once. */
  void add(int mask, int packet) {
    if (firstAckedMissed < 0 && SegmentEvent.ACKED_MISSED.isIn(mask)) {
      firstAckedMissed = packet;
    }
    for (int rest = mask; rest != 0; rest &= rest - 1) {
      counts[Integer.numberOfTrailingZeros(rest)]++;
    }
  }

  public int count(SegmentEvent event) {
    return counts[event.ordinal()];
  }

  /** Index of the first packet that acknowledged what no packet holds, or -1. */
  public int firstAckedMissed() {
    return firstAckedMissed;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EventCounts that
        && Arrays.equals(counts, that.counts)
        && firstAckedMissed == that.firstAckedMissed;
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
