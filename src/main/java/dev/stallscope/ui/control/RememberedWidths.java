package dev.stallscope.ui.control;

import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import java.util.HashMap;
import java.util.Map;

/**
 * Measures each text once, for what is laid out again and again: while a window is resized, the
 * same words are to be measured at each of its widths.
 */
public final class RememberedWidths implements TextMeter {
  /** Texts of which the widths are kept: the beginnings of all titles of a long list. */
  private static final int MOST = 10_000;

  private final TextMeter meter;
  private final Map<Measured, Double> widths = new HashMap<>();

  private record Measured(String text, TextStyle style) {}

  /** Remembers what a meter measures. */
  public RememberedWidths(TextMeter meter) {
    this.meter = meter;
  }

  /** For a text size. */
  public static RememberedWidths ofScale(double scale) {
    return new RememberedWidths(new FxTextMeter(scale));
  }

  /** These where the text size is still the same, else those of another. */
  public RememberedWidths at(double scale) {
    return scale() == scale ? this : ofScale(scale);
  }

  @Override
  public double scale() {
    return meter.scale();
  }

  @Override
  public double width(String text, TextStyle style) {
    if (widths.size() >= MOST) {
      widths.clear();
    }
    return widths.computeIfAbsent(
        new Measured(text, style), one -> meter.width(one.text(), one.style()));
  }
}
