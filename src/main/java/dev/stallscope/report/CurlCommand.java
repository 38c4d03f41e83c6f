package dev.stallscope.report;

import dev.stallscope.capture.live.ShellWords;
import dev.stallscope.protocol.http.HttpHeaders.Field;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A request as a command for curl in a POSIX shell with {@code $'...'}, such as bash or zsh.
 *
 * @param text the command, its words quoted
 * @param isMasked whether secrets in it were masked
 * @param needsBody whether it sends a file that the user has to provide: captures of requests are
 *     analysed without keeping their bodies
 */
public record CurlCommand(String text, boolean isMasked, boolean needsBody) {
  /** What curl writes itself, or what belongs to the connection (RFC 9110 section 7.6.1). */
  private static final Set<String> OWN =
      Set.of(
          "host",
          "content-length",
          "connection",
          "keep-alive",
          "proxy-connection",
          "transfer-encoding",
          "te",
          "trailer",
          "upgrade",
          "http2-settings",
          "expect");

  /** The file that stands for the body. */
  private static final String BODY = "@request-body";

  /** The command that makes the same request, secrets masked; the URL must be known. */
  public static CurlCommand redacted(HttpRequest request) {
    String sent = request.url().orElseThrow();
    String url = Labels.REDACTED.text(sent);
    List<Field> fields = Redaction.headers(request.headers());
    boolean hasBody = request.body().wireBytes() > 0;
    List<String> words = new ArrayList<>(List.of("curl"));
    add(words, version(request));
    words.addAll(method(request.method(), hasBody));
    if (url.matches(".*[\\[\\]{}].*")) {
      words.add("--globoff");
    }
    if (url.contains("/.")) {
      words.add("--path-as-is");
    }
    words.add(quoted(encoded(url)));
    fields.forEach(field -> words.addAll(header(field)));
    if (hasBody) {
      words.add("--data-binary");
      words.add(BODY);
    }
    boolean isMasked = !url.equals(sent) || !fields.equals(request.headers().fields());
    return new CurlCommand(String.join(" ", words), isMasked, hasBody);
  }

  private static void add(List<String> words, String word) {
    if (!word.isEmpty()) {
      words.add(word);
    }
  }

  private static String version(HttpRequest request) {
    return switch (request.version()) {
      case HTTP_1_0 -> "--http1.0";
      case HTTP_1_1 -> "--http1.1";
      case HTTP_2 -> request.scheme().equals("http") ? "--http2-prior-knowledge" : "--http2";
      case HTTP_3 -> "--http3";
    };
  }

  private static List<String> method(String method, boolean hasBody) {
    if (method.equals("HEAD")) {
      return List.of("--head");
    }
    return method.equals(hasBody ? "POST" : "GET") ? List.of() : List.of("-X", quoted(method));
  }

  /** Nothing for what curl writes itself or could not send. */
  private static List<String> header(Field field) {
    String name = field.name().toLowerCase(Locale.ROOT);
    String value = field.value().strip();
    if (OWN.contains(name) || !name.matches("[a-z0-9!#$%&'*+.^_`|~-]+") || hasControls(value)) {
      return List.of();
    }
    if (name.equals("accept-encoding")) {
      return List.of("--compressed");
    }
    // a name alone would take the field away, and a semicolon sends it empty
    return List.of(
        "-H", quoted(value.isEmpty() ? field.name() + ";" : field.name() + ": " + value));
  }

  private static boolean hasControls(String value) {
    return value.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f);
  }

  /** What a URL cannot hold is percent-encoded, byte by byte as it was on the wire. */
  private static String encoded(String url) {
    StringBuilder text = new StringBuilder(url.length());
    for (int i = 0; i < url.length(); i++) {
      char c = url.charAt(i);
      text.append(c > ' ' && c < 0x7f ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return text.toString();
  }

  /** One word of a shell, whatever is in it; characters are the bytes that were on the wire. */
  static String quoted(String word) {
    if (word.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      return ShellWords.posix(word);
    }
    StringBuilder text = new StringBuilder("$'");
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c < ' ' || c >= 0x7f) {
        text.append("\\x%02x".formatted((int) c));
      } else {
        text.append(c == '\\' || c == '\'' ? "\\" : "").append(c);
      }
    }
    return text.append('\'').toString();
  }
}
