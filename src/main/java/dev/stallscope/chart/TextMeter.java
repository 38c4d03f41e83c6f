package dev.stallscope.chart;

import java.util.regex.Pattern;

/** Knows how wide text is. */
@FunctionalInterface
public interface TextMeter {
  /** What would look like one more dot of an ellipsis, or stand apart from it. */
  Pattern ENDS = Pattern.compile("[\\s.]+$");

  /** The width of one line in logical pixels. */
  double width(String text, TextStyle style);

  /** How much larger than designed text is. */
  default double scale() {
    return 1;
  }

  /** The text itself, or its longest beginning with an ellipsis that is no wider; empty if none. */
  default String fit(String text, TextStyle style, double maxWidth) {
    if (width(text, style) <= maxWidth) {
      return text;
    }
    int fits = 0;
    int tooLong = text.length();
    while (tooLong - fits > 1) {
      int middle = (fits + tooLong) >>> 1;
      if (width(text.substring(0, middle) + "…", style) <= maxWidth) {
        fits = middle;
      } else {
        tooLong = middle;
      }
    }
    return fits == 0 ? "" : ENDS.matcher(text.substring(0, fits)).replaceFirst("") + "…";
  }
}
