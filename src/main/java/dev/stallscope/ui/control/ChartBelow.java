package dev.stallscope.ui.control;

import java.util.function.DoubleUnaryOperator;
import javafx.geometry.Orientation;
import javafx.scene.layout.Region;

/** What is told, as high as it needs, and a chart in what is left of the place where it fits in. */
public final class ChartBelow extends Region {
  private final Region told;
  private final DoubleUnaryOperator needed;
  private final StepsChart chart;

  /**
   * Both.
   *
   * @param needed height of what is told at a width, in pixels
   */
  public ChartBelow(Region told, DoubleUnaryOperator needed, StepsChart chart) {
    this.told = told;
    this.needed = needed;
    this.chart = chart;
    getChildren().setAll(told, chart.node());
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computeMinHeight(double width) {
    return needed.applyAsDouble(toldWidth(width < 0 ? getWidth() : width));
  }

  @Override
  protected double computePrefHeight(double width) {
    return computeMinHeight(width);
  }

  @Override
  protected void layoutChildren() {
    double width = toldWidth(getWidth());
    double height = needed.applyAsDouble(width);
    double left = getHeight() - height;
    boolean isShown = !chart.isEmpty() && left >= chart.leastHeight();
    chart.node().setVisible(isShown);
    told.resizeRelocate(0, 0, width, isShown ? height : getHeight());
    chart.node().resizeRelocate(0, height, getWidth(), Math.max(0, left));
  }

  private double toldWidth(double width) {
    return Math.min(width, told.maxWidth(-1));
  }
}
