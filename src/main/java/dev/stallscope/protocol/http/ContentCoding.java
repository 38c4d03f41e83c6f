package dev.stallscope.protocol.http;

import java.util.List;

/** How a body is encoded (RFC 9110 section 8.4.1). */
public enum ContentCoding {
  IDENTITY,
  GZIP,
  DEFLATE,
  BROTLI,
  ZSTD,
  /** Another coding, or several on one body. */
  OTHER;

  /** The coding that the Content-Encoding fields name. */
  public static ContentCoding of(HttpHeaders headers) {
    if (!headers.has("content-encoding")) {
      return IDENTITY;
    }
    List<String> names =
        headers.tokens("content-encoding").stream()
            .filter(name -> !name.equals("identity"))
            .toList();
    if (names.isEmpty()) {
      return IDENTITY;
    }
    return names.size() > 1
        ? OTHER
        : switch (names.getFirst()) {
          case "gzip", "x-gzip" -> GZIP;
          case "deflate" -> DEFLATE;
          case "br" -> BROTLI;
          case "zstd" -> ZSTD;
          default -> OTHER;
        };
  }
}
