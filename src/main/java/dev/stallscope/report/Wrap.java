package dev.stallscope.report;

import java.util.ArrayList;
import java.util.List;

/** Breaks text between words, or cuts it; either way it comes out harmless. */
final class Wrap {
  private Wrap() {}

  /** Lines of at most {@code width} characters; a longer word is broken. */
  static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : Printable.of(text).strip().split(" +")) {
      String rest = word;
      if (!line.isEmpty() && line.length() + 1 + rest.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      while (rest.length() > width) {
        int end = Character.isHighSurrogate(rest.charAt(width - 1)) ? width - 1 : width;
        lines.add(rest.substring(0, end));
        rest = rest.substring(end);
      }
      line.append(line.isEmpty() ? "" : " ").append(rest);
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    return lines;
  }

  /** The text cut to a width, with an ellipsis where something is missing. */
  static String cut(String text, int width) {
    String shown = Printable.of(text);
    if (shown.length() <= width) {
      return shown;
    }
    int end = Math.max(0, width - 1);
    if (end > 0 && Character.isHighSurrogate(shown.charAt(end - 1))) {
      end--;
    }
    return shown.substring(0, end) + "…";
  }
}
