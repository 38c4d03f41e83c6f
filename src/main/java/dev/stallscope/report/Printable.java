package dev.stallscope.report;

/**
 * Text from the wire, made harmless for a terminal: control characters could move the cursor or
 * change settings (ECMA-48), and invisible format characters reorder what is read (Unicode's Trojan
 * Source, CVE-2021-42574).
 */
public final class Printable {
  private static final char PLACEHOLDER = '\u00b7';

  private Printable() {}

  /** The text with everything replaced that is not plainly visible; white space becomes a space. */
  public static String of(String text) {
    if (text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (point == '\n' || point == '\r' || point == '\t') {
                shown.append(' ');
              } else if (isVisible(point)) {
                shown.appendCodePoint(point);
              } else {
                shown.append(PLACEHOLDER);
              }
            });
    return shown.toString();
  }

  /** Whether it shows as itself, where it stands. */
  static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK ->
          false;
      default -> true;
    };
  }
}
