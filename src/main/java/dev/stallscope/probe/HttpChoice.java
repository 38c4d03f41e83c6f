package dev.stallscope.probe;

import java.util.List;
import okhttp3.Protocol;

/** The version of HTTP that a run asks for. */
public enum HttpChoice {
  /** As browsers do: HTTP/2 where TLS negotiates it, else HTTP/1.1. */
  NEGOTIATED("HTTP"),
  HTTP_1_1("HTTP/1.1"),
  /** Over TLS by ALPN; without TLS at once, with prior knowledge (RFC 9113 section 3.3). */
  HTTP_2("HTTP/2"),
  /** Over QUIC at once, whether or not the server told of it (RFC 9114 section 3.1). */
  HTTP_3("HTTP/3");

  private final String text;

  HttpChoice(String text) {
    this.text = text;
  }

  /** The versions that a URL can be asked in side by side; HTTP/3 wants https and no proxy. */
  public static List<HttpChoice> comparable(String url, boolean isProxied) {
    return isProxied || !url.startsWith("https:")
        ? List.of(HTTP_1_1, HTTP_2)
        : List.of(HTTP_1_1, HTTP_2, HTTP_3);
  }

  /** As it is written for people. */
  public String text() {
    return text;
  }

  /** What ALPN offers over TCP. OkHttp takes HTTP/2 over TLS only with HTTP/1.1 beside it. */
  List<Protocol> protocols(boolean isTls) {
    return switch (this) {
      case HTTP_1_1 -> List.of(Protocol.HTTP_1_1);
      case NEGOTIATED, HTTP_3 -> List.of(Protocol.HTTP_2, Protocol.HTTP_1_1);
      case HTTP_2 ->
          isTls
              ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1)
              : List.of(Protocol.H2_PRIOR_KNOWLEDGE);
    };
  }
}
