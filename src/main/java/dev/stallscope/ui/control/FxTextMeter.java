package dev.stallscope.ui.control;

import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.ui.theme.Fonts;
import javafx.scene.text.Text;

/** Measures text in the bundled fonts at a scale. */
public final class FxTextMeter implements TextMeter {
  private final Text text = new Text();
  private final double scale;

  public FxTextMeter(double scale) {
    this.scale = scale;
  }

  @Override
  public double scale() {
    return scale;
  }

  @Override
  public double width(String line, TextStyle style) {
    text.setFont(Fonts.of(style, scale));
    text.setText(line);
    return text.getLayoutBounds().getWidth();
  }
}
