package dev.stallscope.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How durations are spread: a bar for every few pixels of time, and the median as a line. */
public final class DistributionLayout {
  private static final double BIN = 4;
  private static final double GAP = 1;
  private static final double LEAST_HEIGHT = 3;

  private DistributionLayout() {}

  /**
   * The marks within a rectangle from 0.
   *
   * @param sortedNanos durations, ascending
   * @param maxNanos what the right end stands for; greater than 0
   */
  public static List<Mark> marks(long[] sortedNanos, long maxNanos, double width, double height) {
    int bins = Math.max(1, (int) (width / BIN));
    int[] counts = new int[bins];
    for (long nanos : sortedNanos) {
      counts[bin(nanos, maxNanos, bins)]++;
    }
    int most = Math.max(1, Arrays.stream(counts).max().orElse(0));
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark.Line(0, height - 1, bins * BIN, height - 1, Tone.LINE, 1, false));
    for (int bin = 0; bin < bins; bin++) {
      if (counts[bin] > 0) {
        // by the root, so that a single outlier beside thousands is still seen
        double tall = Math.max(LEAST_HEIGHT, (height - 2) * Math.sqrt((double) counts[bin] / most));
        marks.add(
            new Mark.Bar(bin * BIN, height - 1 - tall, BIN - GAP, tall, Tone.GRAPH_FLIGHT, 0, 1));
      }
    }
    if (sortedNanos.length > 1) {
      double x = bin(median(sortedNanos), maxNanos, bins) * BIN + (BIN - GAP) / 2;
      marks.add(new Mark.Line(x, 0, x, height, Tone.TEXT, 1, false));
    }
    return marks;
  }

  /** The middle one, or the lower of the two in the middle; the durations must not be none. */
  public static long median(long[] sortedNanos) {
    return sortedNanos[(sortedNanos.length - 1) / 2];
  }

  private static int bin(long nanos, long maxNanos, int bins) {
    return Math.clamp((int) ((double) nanos / maxNanos * bins), 0, bins - 1);
  }
}
