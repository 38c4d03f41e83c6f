package dev.stallscope.diagnosis.http;

import java.util.List;

/** Whether who asks takes the answer compressed (RFC 9110 section 12.5.3). */
final class Compression {
  private static final List<String> CODINGS = List.of("gzip", "br", "zstd", "deflate", "*");

  private Compression() {}

  static boolean isWanted(WebCall call) {
    return call.request().headers().tokens("accept-encoding").stream()
        .filter(token -> !token.replace(" ", "").endsWith(";q=0"))
        .anyMatch(token -> CODINGS.contains(coding(token)));
  }

  /** Without its weight. */
  private static String coding(String token) {
    int parameters = token.indexOf(';');
    return parameters < 0 ? token : token.substring(0, parameters).stripTrailing();
  }
}
