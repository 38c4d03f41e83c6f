package dev.stallscope.report;

import dev.stallscope.net.Endpoint;
import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpHeaders.Field;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpVersion;
import dev.stallscope.protocol.http.Redaction;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What an HTTP archive quotes from the wire, with secrets hidden where that is wanted. */
final class HarText {
  /** What may stand in a URL besides letters and digits (RFC 3986 sections 2.2 and 2.3). */
  private static final String URL_CHARACTERS = "-._~:/?#[]@!$&'()*+,;=%";

  private final Labels labels;

  HarText(Labels labels) {
    this.labels = labels;
  }

  String text(String text) {
    return labels.text(text);
  }

  /** The version as browsers write it. */
  static String version(HttpVersion version) {
    return switch (version) {
      case HTTP_1_0, HTTP_1_1 -> version.text();
      case HTTP_2 -> "HTTP/2.0";
      case HTTP_3 -> "HTTP/3.0";
    };
  }

  /** The absolute URL; where the client named no host, that of the server's address. */
  String url(HttpRequest request, Endpoint server) {
    String url =
        request
            .url()
            .orElseGet(
                () ->
                    request.method().equals("CONNECT")
                        ? "https://" + request.target()
                        : request.scheme() + "://" + server + absolute(request.target()));
    return encoded(labels.text(url));
  }

  private static String absolute(String target) {
    return target.startsWith("/") ? target : "/" + (target.equals("*") ? "" : target);
  }

  /** What a URL cannot hold is percent-encoded; clients send such bytes nevertheless. */
  private static String encoded(String url) {
    StringBuilder text = new StringBuilder(url.length());
    for (int i = 0; i < url.length(); i++) {
      char c = url.charAt(i);
      boolean isPlain =
          c < 0x80 && (Character.isLetterOrDigit(c) || URL_CHARACTERS.indexOf(c) >= 0);
      text.append(isPlain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return text.toString();
  }

  /** The parameters of a URL's query, decoded. */
  static List<Field> query(String url) {
    List<Field> parameters = new ArrayList<>();
    int start = url.indexOf('?');
    if (start >= 0) {
      int fragment = url.indexOf('#', start);
      String query = url.substring(start + 1, fragment < 0 ? url.length() : fragment);
      for (String pair : query.split("&")) {
        if (!pair.isEmpty()) {
          parameters.add(new Field(decoded(HarCookie.name(pair)), decoded(HarCookie.value(pair))));
        }
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  List<Field> fields(HttpHeaders headers) {
    return labels.reveals() ? headers.fields() : Redaction.headers(headers);
  }

  /** The cookies that a request sends. */
  List<Field> cookies(HttpHeaders headers) {
    List<Field> cookies = new ArrayList<>();
    for (Field field : fields(headers)) {
      if (field.name().equalsIgnoreCase("cookie")) {
        for (String pair : field.value().split(";")) {
          if (!pair.isBlank()) {
            cookies.add(new Field(HarCookie.name(pair), HarCookie.value(pair)));
          }
        }
      }
    }
    return cookies;
  }

  /** The cookies that a response sets. */
  List<HarCookie> setCookies(HttpHeaders headers) {
    return fields(headers).stream()
        .filter(field -> field.name().equalsIgnoreCase("set-cookie"))
        .map(field -> HarCookie.parse(field.value()))
        .toList();
  }
}
