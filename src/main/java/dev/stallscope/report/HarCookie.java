package dev.stallscope.report;

import java.util.Locale;

/**
 * A cookie that a response sets (RFC 6265 section 4.1).
 *
 * @param path as in its attribute, or empty
 * @param domain as in its attribute, or empty
 */
record HarCookie(
    String name, String value, String path, String domain, boolean isHttpOnly, boolean isSecure) {

  /** Reads the value of a Set-Cookie field. */
  static HarCookie parse(String field) {
    String[] parts = field.split(";", -1);
    String path = "";
    String domain = "";
    boolean isHttpOnly = false;
    boolean isSecure = false;
    for (int i = 1; i < parts.length; i++) {
      switch (name(parts[i]).toLowerCase(Locale.ROOT)) {
        case "path" -> path = value(parts[i]);
        case "domain" -> domain = value(parts[i]);
        case "httponly" -> isHttpOnly = true;
        case "secure" -> isSecure = true;
        default -> {}
      }
    }
    return new HarCookie(name(parts[0]), value(parts[0]), path, domain, isHttpOnly, isSecure);
  }

  /** What stands before the equals sign; all where there is none. */
  static String name(String pair) {
    int equals = pair.indexOf('=');
    return (equals < 0 ? pair : pair.substring(0, equals)).strip();
  }

  static String value(String pair) {
    int equals = pair.indexOf('=');
    return equals < 0 ? "" : pair.substring(equals + 1).strip();
  }
}
