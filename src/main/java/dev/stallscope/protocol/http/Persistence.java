package dev.stallscope.protocol.http;

import java.util.List;

/** Whether a connection outlives a message (RFC 9112 section 9.3). */
final class Persistence {
  private Persistence() {}

  static boolean isPersistent(HttpVersion version, HttpHeaders headers) {
    List<String> options = headers.tokens("connection");
    return switch (version) {
      case HTTP_1_0 -> options.contains("keep-alive") && !options.contains("close");
      case HTTP_1_1 -> !options.contains("close");
      case HTTP_2, HTTP_3 -> true;
    };
  }
}
