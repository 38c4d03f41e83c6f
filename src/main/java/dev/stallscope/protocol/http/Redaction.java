package dev.stallscope.protocol.http;

import dev.stallscope.protocol.http.HttpHeaders.Field;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides secrets in what is shown or written: values of telling query keys, user and password in
 * URLs, JSON Web Tokens, cookies and authorization fields. It hides too much rather than too
 * little; names stay, so that a reader sees what was there.
 */
public final class Redaction {
  /** Stands for what was hidden. */
  public static final String HIDDEN = "***";

  private static final List<String> TELLING_PARTS =
      List.of(
          "token",
          "secret",
          "passw",
          "pwd",
          "passphrase",
          "auth",
          "session",
          "signature",
          "credential",
          "jwt",
          "bearer",
          "privatekey",
          "apikey",
          "accesskey",
          "csrf",
          "xsrf",
          "saml");
  private static final Set<String> TELLING_NAMES =
      Set.of("key", "sig", "sid", "pass", "code", "pin", "otp", "ticket", "assertion", "hmac");
  private static final Set<String> HARMLESS_NAMES =
      Set.of("author", "authors", "wwwauthenticate", "proxyauthenticate", "keyword", "authority");

  private static final Pattern USER_INFO = Pattern.compile("(//|%2[fF]%2[fF])[^/?#\\s\"'<>]*@");
  private static final Pattern ENCODED_USER_INFO =
      Pattern.compile("(?i)(%3a%2f%2f)(?:(?!%2f|%3f)[^/?#&\\s])*%40");
  private static final Pattern JSON_WEB_TOKEN =
      Pattern.compile("eyJ[\\w-]{5,}\\.[\\w-]{5,}(?:\\.[\\w-]*)*");
  private static final Pattern PARAMETER = Pattern.compile("(?:^|[?&#\\s])([^=?&;#\\s/]{1,200})=");
  private static final Pattern PARAMETER_END = Pattern.compile("[&#\\s]");
  private static final Pattern PATH_PARAMETER = Pattern.compile(";([^=?&;#\\s/]{1,200})=");
  private static final Pattern PATH_PARAMETER_END = Pattern.compile("[&;#?/\\s]");
  private static final Pattern ENCODED_PARAMETER =
      Pattern.compile("(?i)(?:%3f|%26|%23)((?:(?!%3d|%26|%3f)[^=?&;#\\s]){1,200})%3d");
  private static final Pattern ENCODED_PARAMETER_END = Pattern.compile("(?i)%26|%23|[&#\\s]");

  private Redaction() {}

  /** A URL, a request target, or any text that holds URLs, with secrets hidden. */
  public static String text(String text) {
    String hidden = USER_INFO.matcher(text).replaceAll("$1" + HIDDEN + "@");
    hidden = ENCODED_USER_INFO.matcher(hidden).replaceAll("$1" + HIDDEN + "%40");
    hidden = parameters(PATH_PARAMETER, PATH_PARAMETER_END, hidden);
    hidden = parameters(PARAMETER, PARAMETER_END, hidden);
    hidden = parameters(ENCODED_PARAMETER, ENCODED_PARAMETER_END, hidden);
    return JSON_WEB_TOKEN.matcher(hidden).replaceAll(HIDDEN);
  }

  /** Values of telling names go; other values are searched too, for they may be URLs. */
  private static String parameters(Pattern start, Pattern valueEnd, String text) {
    StringBuilder shown = new StringBuilder();
    Matcher parameter = start.matcher(text);
    int copied = 0;
    int from = 0;
    while (from <= text.length() && parameter.find(from)) {
      from = parameter.end();
      if (isTelling(parameter.group(1))) {
        Matcher end = valueEnd.matcher(text);
        int valueTo = end.find(from) ? end.start() : text.length();
        shown.append(text, copied, from).append(valueTo > from ? HIDDEN : "");
        copied = valueTo;
        from = valueTo;
      }
    }
    return shown.append(text, copied, text.length()).toString();
  }

  /** Whether a name announces a secret: {@code access_token}, {@code X-Api-Key}. */
  public static boolean isTelling(String name) {
    String plain = decoded(name).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    if (HARMLESS_NAMES.contains(plain)) {
      return false;
    }
    return TELLING_NAMES.contains(plain)
        || plain.endsWith("key")
        || plain.endsWith("sid")
        || TELLING_PARTS.stream().anyMatch(plain::contains);
  }

  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }

  /** A field's value with secrets hidden. */
  public static String header(String name, String value) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "cookie" -> cookies(value);
      case "set-cookie", "set-cookie2" -> setCookie(value);
      case "authorization", "proxy-authorization" -> credentials(value);
      case "sec-websocket-key", "sec-websocket-accept", "idempotency-key" -> value;
      default -> isTelling(name) ? HIDDEN : text(value);
    };
  }

  /** All fields with secrets hidden. */
  public static List<Field> headers(HttpHeaders headers) {
    return headers.fields().stream()
        .map(field -> new Field(field.name(), header(field.name(), field.value())))
        .toList();
  }

  /** The scheme stays: {@code Bearer ***}. */
  private static String credentials(String value) {
    int space = value.indexOf(' ');
    return space > 0 ? value.substring(0, space + 1) + HIDDEN : HIDDEN;
  }

  /** Names stay: {@code theme=***; session=***}. */
  private static String cookies(String value) {
    StringBuilder hidden = new StringBuilder();
    for (String pair : value.split(";")) {
      hidden.append(hidden.isEmpty() ? "" : "; ").append(cookie(pair.strip()));
    }
    return hidden.toString();
  }

  /** Name and attributes stay. */
  private static String setCookie(String value) {
    int end = value.indexOf(';');
    return end < 0 ? cookie(value) : cookie(value.substring(0, end)) + value.substring(end);
  }

  private static String cookie(String pair) {
    int equals = pair.indexOf('=');
    return equals < 0 ? HIDDEN : pair.substring(0, equals + 1) + HIDDEN;
  }
}
