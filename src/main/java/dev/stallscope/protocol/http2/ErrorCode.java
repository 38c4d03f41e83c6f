package dev.stallscope.protocol.http2;

import dev.stallscope.protocol.http.stream.StreamReset;

/** Error codes (RFC 9113 section 7); the ordinal is the code. */
enum ErrorCode {
  NO_ERROR,
  PROTOCOL_ERROR,
  INTERNAL_ERROR,
  FLOW_CONTROL_ERROR,
  SETTINGS_TIMEOUT,
  STREAM_CLOSED,
  FRAME_SIZE_ERROR,
  REFUSED_STREAM,
  CANCEL,
  COMPRESSION_ERROR,
  CONNECT_ERROR,
  ENHANCE_YOUR_CALM,
  INADEQUATE_SECURITY,
  HTTP_1_1_REQUIRED;

  private static final ErrorCode[] CODES = values();

  /** What a code says; one that is not registered is named by its number. */
  static StreamReset.Reason reason(long code) {
    if (code >= CODES.length) {
      return new StreamReset.Reason("0x" + Long.toHexString(code), false);
    }
    ErrorCode known = CODES[(int) code];
    return new StreamReset.Reason(known.name(), known == CANCEL || known == NO_ERROR);
  }
}
