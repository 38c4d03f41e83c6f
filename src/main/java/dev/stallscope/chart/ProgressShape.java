package dev.stallscope.chart;

import dev.stallscope.measure.Download;
import java.util.Arrays;

/** How much of an answer had arrived when, as the outline of a shape that grows to the right. */
final class ProgressShape {
  /** Where the answer began, then where each of its parts was there, ascending. */
  private final double[] xs = new double[Download.PARTS + 1];

  /**
   * A shape on a scale.
   *
   * @param startNanos when the answer began
   */
  ProgressShape(Download download, long startNanos, TimeScale scale) {
    xs[0] = scale.x(startNanos);
    for (int part = 1; part < xs.length; part++) {
      xs[part] = Math.max(xs[part - 1], scale.x(download.arrivedNanos(part)));
    }
  }

  /** The outline from one x to another, as high as {@code height} where all had arrived. */
  Points outline(double from, double to, double top, double height) {
    double[] outlineXs = new double[xs.length + 4];
    double[] outlineYs = new double[outlineXs.length];
    double bottom = top + height;
    int size = 1;
    outlineXs[0] = from;
    outlineYs[0] = bottom;
    outlineXs[size] = from;
    outlineYs[size++] = bottom - height * share(from);
    for (int part = 1; part < xs.length; part++) {
      if (xs[part] > from && xs[part] <= to) {
        outlineXs[size] = xs[part];
        outlineYs[size++] = bottom - height * part / Download.PARTS;
      }
    }
    outlineXs[size] = to;
    outlineYs[size++] = bottom - height * share(to);
    outlineXs[size] = to;
    outlineYs[size++] = bottom;
    return Points.of(Arrays.copyOf(outlineXs, size), Arrays.copyOf(outlineYs, size));
  }

  /** The share of the bytes that had arrived, 0 to 1. */
  private double share(double x) {
    int part = 1;
    while (part < xs.length && xs[part] <= x) {
      part++;
    }
    if (part == xs.length) {
      return 1;
    }
    double within = (x - xs[part - 1]) / (xs[part] - xs[part - 1]);
    return Math.max(0, part - 1 + within) / Download.PARTS;
  }
}
