package dev.stallscope.probe;

import dev.stallscope.protocol.http.HttpHeaders.Field;
import java.util.Optional;

/** Header fields as a person types them: {@code Name: value}. */
public final class HeaderLine {
  private HeaderLine() {}

  /** The field; empty where there is no name, or what no field can hold: printable ASCII only. */
  public static Optional<Field> parse(String typed) {
    int colon = typed.indexOf(':');
    if (colon <= 0 || !typed.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      return Optional.empty();
    }
    String name = typed.substring(0, colon).strip();
    return isToken(name)
        ? Optional.of(new Field(name, typed.substring(colon + 1).strip()))
        : Optional.empty();
  }

  /** Whether a text can be a field's name or a method (RFC 9110 section 5.6.2). */
  public static boolean isToken(String text) {
    return text.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  }
}
