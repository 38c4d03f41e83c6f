package dev.stallscope.report.picture;

import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import java.awt.font.FontRenderContext;

/** Measures text as pictures show it, whatever their size: widths are in fractions of pixels. */
public final class PictureMeter implements TextMeter {
  private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

  @Override
  public double width(String text, TextStyle style) {
    return text.isEmpty()
        ? 0
        : PictureFonts.of(style, text).getStringBounds(text, CONTEXT).getWidth();
  }
}
