package dev.stallscope.probe;

import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * A name server that is asked over TLS.
 *
 * @param text as it was typed
 * @param isHttps whether over HTTPS (RFC 8484), else by DNS's own framing over TLS (RFC 7858)
 * @param url that of DNS over HTTPS; of DNS over TLS host and port only
 */
public record SecureResolver(String text, boolean isHttps, HttpUrl url) {
  private static final String OVER_HTTPS = "https://";
  private static final String OVER_TLS = "tls://";
  private static final int TLS_PORT = 853;

  /** Reads {@code https://host/path} or {@code tls://host[:port]}; empty for anything else. */
  public static Optional<SecureResolver> parse(String typed) {
    String text = typed.strip();
    if (text.startsWith(OVER_HTTPS)) {
      return Optional.ofNullable(HttpUrl.parse(text))
          .map(url -> new SecureResolver(text, true, url));
    }
    if (!text.startsWith(OVER_TLS)) {
      return Optional.empty();
    }
    HostAndPort at = HostAndPort.parse(text.substring(OVER_TLS.length()), TLS_PORT);
    try {
      HttpUrl url = new HttpUrl.Builder().scheme("https").host(at.host()).port(at.port()).build();
      return Optional.of(new SecureResolver(text, false, url));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
