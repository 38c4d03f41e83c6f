package dev.stallscope.report;

import java.util.regex.Pattern;

/** Keeps a number and its unit on one line, where text is wrapped. */
public final class WholeAmounts {
  private static final Pattern BLANK =
      Pattern.compile("(?<=\\d) (?=(?:ns|µs|ms|s|min|h|d|B|kB|MB|GB|%)(?![\\p{L}\\d]))");

  private static final String NO_BREAK = "\u00a0";

  private WholeAmounts() {}

  /** The same text, with blanks before units at which no line ends. */
  public static String of(String text) {
    return BLANK.matcher(text).replaceAll(NO_BREAK);
  }
}
