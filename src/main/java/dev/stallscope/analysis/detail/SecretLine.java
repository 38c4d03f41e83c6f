package dev.stallscope.analysis.detail;

import dev.stallscope.protocol.http.Redaction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides secrets in bytes that are read as lines of text, leaving their number as it is: header
 * fields, URLs, forms and JSON. A long line comes in parts; what was begun in one part is hidden in
 * the next.
 */
final class SecretLine {
  private static final byte MASK = '*';
  private static final Pattern FIELD = Pattern.compile("([A-Za-z0-9_-]{1,64}):[ \\t]*");
  private static final Pattern JSON_TEXT =
      Pattern.compile(
          "\"([^\"\\\\]{1,80})\"\\s{0,8}:\\s{0,8}\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)");
  private static final String DELIMITERS = "&;, \t\r\n\"'#<>";

  private String fieldName = "";
  private boolean isOpen;

  /**
   * A line, or the next part of one, with secrets overwritten.
   *
   * @param isLast whether the line ends with it
   */
  byte[] hide(byte[] part, boolean isLast) {
    byte[] shown = part.clone();
    int from = isOpen ? hideRest(shown) : 0;
    if (from < shown.length) {
      String text = new String(shown, from, shown.length - from, StandardCharsets.ISO_8859_1);
      hideWithin(text, shown, from);
    }
    if (isLast) {
      fieldName = "";
      isOpen = false;
    }
    return shown;
  }

  /** The rest of a secret that the part before began. */
  private static int hideRest(byte[] shown) {
    int at = 0;
    while (at < shown.length && DELIMITERS.indexOf(shown[at]) < 0) {
      shown[at++] = MASK;
    }
    return at;
  }

  private void hideWithin(String text, byte[] shown, int from) {
    Matcher field = FIELD.matcher(text);
    int valueFrom = 0;
    if (fieldName.isEmpty() && from == 0 && !isOpen && field.lookingAt()) {
      fieldName = field.group(1);
      valueFrom = field.end();
    }
    String value = text.substring(valueFrom).stripTrailing();
    String redacted =
        fieldName.isEmpty() ? json(Redaction.text(value)) : Redaction.header(fieldName, value);
    int length = Math.min(value.length(), redacted.length());
    int same = 0;
    while (same < length && value.charAt(same) == redacted.charAt(same)) {
      same++;
    }
    int sameAtEnd = 0;
    while (sameAtEnd < length - same
        && value.charAt(value.length() - 1 - sameAtEnd)
            == redacted.charAt(redacted.length() - 1 - sameAtEnd)) {
      sameAtEnd++;
    }
    int start = from + valueFrom + same;
    int end = from + valueFrom + value.length() - sameAtEnd;
    boolean isHidden = !value.equals(redacted) && start < end;
    if (isHidden) {
      Arrays.fill(shown, start, end, MASK);
    }
    isOpen = isHidden && end == shown.length;
  }

  /** Texts in JSON under telling names. */
  private static String json(String text) {
    Matcher member = JSON_TEXT.matcher(text);
    StringBuilder shown = new StringBuilder();
    int copied = 0;
    while (member.find()) {
      if (Redaction.isTelling(member.group(1)) && member.end(2) > member.start(2)) {
        shown.append(text, copied, member.start(2)).append(Redaction.HIDDEN);
        copied = member.end(2);
      }
    }
    return shown.append(text, copied, text.length()).toString();
  }
}
