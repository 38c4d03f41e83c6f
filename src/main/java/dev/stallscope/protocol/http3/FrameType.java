package dev.stallscope.protocol.http3;

/** The frame types that are read (RFC 9114 section 7.2). */
enum FrameType {
  DATA,
  HEADERS,
  SETTINGS,
  PUSH_PROMISE,
  GOAWAY,
  /** Of a request (RFC 9218 section 7.2). */
  PRIORITY_UPDATE,
  /** Begins a stream of WebTransport, which has no frames: its payload has no length. */
  WEBTRANSPORT,
  /**
   * CANCEL_PUSH, MAX_PUSH_ID, PRIORITY_UPDATE of a push, and types that are there to be ignored.
   */
  OTHER;

  static FrameType of(long code) {
    return switch ((int) Math.min(code, Integer.MAX_VALUE)) {
      case 0x0 -> DATA;
      case 0x1 -> HEADERS;
      case 0x4 -> SETTINGS;
      case 0x5 -> PUSH_PROMISE;
      case 0x7 -> GOAWAY;
      case 0x41 -> WEBTRANSPORT;
      case 0xf0700 -> PRIORITY_UPDATE;
      default -> OTHER;
    };
  }
}
