package dev.stallscope.probe.compare;

import dev.stallscope.protocol.http.HttpRequest;
import java.util.Locale;
import java.util.Optional;

/**
 * What a request asks for, whichever version of HTTP and scheme it comes in.
 *
 * @param authority host, and its port unless that is the scheme's own or ports are disregarded
 * @param target path and query, as sent; they may hold secrets
 */
record Resource(String method, String authority, String target) {
  /**
   * What a request asks for; empty where it does not name its host, or asks for a tunnel.
   *
   * @param hasPort whether another port is another resource
   */
  static Optional<Resource> of(HttpRequest request, boolean hasPort) {
    Optional<String> host = request.host();
    Optional<String> url = request.url();
    if (host.isEmpty() || url.isEmpty()) {
      return Optional.empty();
    }
    String authority = request.authority().orElse("").toLowerCase(Locale.ROOT);
    String ownPort = url.get().toLowerCase(Locale.ROOT).startsWith("https:") ? ":443" : ":80";
    boolean isPlain = !hasPort || authority.equals(host.get() + ownPort);
    return Optional.of(
        new Resource(request.method(), isPlain ? host.get() : authority, target(url.get())));
  }

  private static String target(String url) {
    int start = Math.max(0, url.indexOf("://") + "://".length());
    while (start < url.length() && "/?#".indexOf(url.charAt(start)) < 0) {
      start++;
    }
    return start == url.length() ? "/" : url.substring(start);
  }

  /** For people: {@code GET shop.test/offers?page=2}. Not redacted. */
  String text() {
    return method + " " + authority + target;
  }
}
