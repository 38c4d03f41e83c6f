package dev.stallscope.chart;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines by its measured width. */
public final class TextFlow {
  /** Of what fits on a line: for less of a word than that its line is not left. */
  private static final double LEAST_PART = 0.3;

  private final TextMeter meter;

  public TextFlow(TextMeter meter) {
    this.meter = meter;
  }

  /**
   * Lines no wider than {@code width}; a word that is wider is broken, where one of its parts ends
   * if it has parts: at a sign in a name of a host, at a capital inside the name of a message.
   *
   * @param maxLines at least 1; what does not fit on them is replaced by an ellipsis
   */
  public List<String> lines(String text, TextStyle style, double width, int maxLines) {
    List<String> lines = new ArrayList<>();
    String rest = text.strip();
    while (!rest.isEmpty() && lines.size() < maxLines - 1) {
      int end = lineEnd(rest, style, width);
      lines.add(rest.substring(0, end).stripTrailing());
      rest = rest.substring(end).stripLeading();
    }
    if (!rest.isEmpty()) {
      lines.add(meter.fit(rest, style, width));
    }
    return lines;
  }

  /** How many characters go on the first line. */
  private int lineEnd(String text, TextStyle style, double width) {
    int end = 0;
    int next = wordEnd(text, 0);
    while (next > end && meter.width(text.substring(0, next), style) <= width) {
      end = next;
      next = wordEnd(text, end);
    }
    return end > 0 ? end : brokenWordEnd(text, style, width);
  }

  private static int wordEnd(String text, int from) {
    int start = from;
    while (start < text.length() && text.charAt(start) == ' ') {
      start++;
    }
    int space = text.indexOf(' ', start);
    return space < 0 ? text.length() : space;
  }

  private int brokenWordEnd(String text, TextStyle style, double width) {
    int end = 1;
    while (end < text.length() && meter.width(text.substring(0, end + 1), style) <= width) {
      end++;
    }
    boolean isInsideOfPair = end < text.length() && Character.isLowSurrogate(text.charAt(end));
    if (isInsideOfPair) {
      return end > 1 ? end - 1 : end + 1;
    }
    for (int part = end; part >= Math.max(1, LEAST_PART * end); part--) {
      if (part < text.length() && isPartEnd(text.charAt(part - 1), text.charAt(part))) {
        return part;
      }
    }
    return end;
  }

  private static boolean isPartEnd(char last, char next) {
    boolean isSign = !Character.isLetterOrDigit(last) && !Character.isSurrogate(last);
    boolean isCapital = Character.isLowerCase(last) && Character.isUpperCase(next);
    return (isSign && Character.isLetterOrDigit(next)) || isCapital;
  }
}
