package dev.stallscope.chart.windowgraph;

/** Where a plot is, in logical pixels. */
public record PlotArea(double left, double top, double right, double bottom) {
  public double width() {
    return right - left;
  }

  public double height() {
    return bottom - top;
  }

  public boolean contains(double x, double y) {
    return isAcross(x) && y >= top && y <= bottom;
  }

  boolean isAcross(double x) {
    return x >= left && x <= right;
  }

  double clampX(double x) {
    return Math.clamp(x, left, right);
  }

  double clampY(double y) {
    return Math.clamp(y, top, bottom);
  }
}
