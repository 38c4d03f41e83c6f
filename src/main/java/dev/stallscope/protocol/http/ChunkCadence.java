package dev.stallscope.protocol.http;

import dev.stallscope.protocol.DecodeLimits;
import java.util.Arrays;

/**
 * The rhythm of a body that is sent in chunks: a stream of events or tokens shows steady gaps.
 *
 * @param chunks how many there were, the empty last one not counted
 * @param medianGapNanos median time between the starts of neighbouring chunks, among the first
 *     {@link DecodeLimits#CADENCE_CHUNKS}; 0 with fewer than two
 * @param spreadNanos median distance of those gaps from their median
 */
public record ChunkCadence(long chunks, long medianGapNanos, long spreadNanos) {
  public static final ChunkCadence NONE = new ChunkCadence(0, 0, 0);

  /**
   * The cadence of chunks.
   *
   * @param startNanos when each began; the first {@code known} count
   */
  public static ChunkCadence of(long chunks, long[] startNanos, int known) {
    if (known < 2) {
      return new ChunkCadence(chunks, 0, 0);
    }
    long[] gaps = new long[known - 1];
    for (int i = 1; i < known; i++) {
      gaps[i - 1] = startNanos[i] - startNanos[i - 1];
    }
    long median = median(gaps);
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = Math.abs(gaps[i] - median);
    }
    return new ChunkCadence(chunks, median, median(gaps));
  }

  private static long median(long[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1
        ? values[middle]
        : values[middle - 1] + (values[middle] - values[middle - 1]) / 2;
  }
}
