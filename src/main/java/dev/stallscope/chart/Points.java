package dev.stallscope.chart;

import java.util.Arrays;

/** A row of points in logical pixels. */
public final class Points {
  private final double[] xs;
  private final double[] ys;

  private Points(double[] xs, double[] ys) {
    this.xs = xs;
    this.ys = ys;
  }

  /** The points at {@code xs[i], ys[i]}; the arrays are copied and must have the same length. */
  public static Points of(double[] xs, double[] ys) {
    if (xs.length != ys.length) {
      throw new IllegalArgumentException(xs.length + " x but " + ys.length + " y");
    }
    return new Points(xs.clone(), ys.clone());
  }

  public int size() {
    return xs.length;
  }

  public double x(int index) {
    return xs[index];
  }

  public double y(int index) {
    return ys[index];
  }

  /** A copy of all x. */
  public double[] xs() {
    return xs.clone();
  }

  /** A copy of all y. */
  public double[] ys() {
    return ys.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Points points
        && Arrays.equals(xs, points.xs)
        && Arrays.equals(ys, points.ys);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(xs) + Arrays.hashCode(ys);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < xs.length; i++) {
      text.append(i == 0 ? "" : " ").append(xs[i]).append(',').append(ys[i]);
    }
    return text.toString();
  }
}
