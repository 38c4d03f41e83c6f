package dev.stallscope.report;

import java.util.ArrayList;
import java.util.List;

/** Breaks text between words. */
final class Wrap {
  private Wrap() {}

  /** Lines of at most {@code width} characters; a longer word stands on a line of its own. */
  static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split("\\s+")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    return lines;
  }

  /** The text cut to a width, with an ellipsis where something is missing. */
  static String cut(String text, int width) {
    String printable = text.replaceAll("\\p{Cntrl}", "\u00b7");
    if (printable.length() <= width) {
      return printable;
    }
    return printable.substring(0, Math.max(0, width - 1)) + "…";
  }
}
