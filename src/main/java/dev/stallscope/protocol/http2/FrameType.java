package dev.stallscope.protocol.http2;

/** The frame types that are read (RFC 9113 section 6), with what their headers must say. */
enum FrameType {
  DATA(0x0, Flag.END_STREAM | Flag.PADDED, Scope.STREAM),
  HEADERS(0x1, Flag.END_STREAM | Flag.END_HEADERS | Flag.PADDED | Flag.PRIORITY, Scope.STREAM),
  PRIORITY(0x2, 0, Scope.STREAM),
  RST_STREAM(0x3, 0, Scope.STREAM),
  SETTINGS(0x4, Flag.ACK, Scope.CONNECTION),
  PUSH_PROMISE(0x5, Flag.END_HEADERS | Flag.PADDED, Scope.STREAM),
  PING(0x6, Flag.ACK, Scope.CONNECTION),
  GOAWAY(0x7, 0, Scope.CONNECTION),
  WINDOW_UPDATE(0x8, 0, Scope.ANY),
  CONTINUATION(0x9, Flag.END_HEADERS, Scope.STREAM),
  /** RFC 9218 section 7.1. */
  PRIORITY_UPDATE(0x10, 0, Scope.CONNECTION),
  /** RFC 7838, 8336 and 8441 define more; they are passed over. */
  OTHER(-1, 0xff, Scope.ANY);

  private static final FrameType[] BY_CODE = {
    DATA,
    HEADERS,
    PRIORITY,
    RST_STREAM,
    SETTINGS,
    PUSH_PROMISE,
    PING,
    GOAWAY,
    WINDOW_UPDATE,
    CONTINUATION
  };

  /** Highest code of the IANA registry of frame types. */
  private static final int HIGHEST_CODE = 0x10;

  private static final int SETTING_BYTES = 6;

  private final int code;
  private final int flags;
  private final Scope scope;

  FrameType(int code, int flags, Scope scope) {
    this.code = code;
    this.flags = flags;
    this.scope = scope;
  }

  /** What a frame is about. */
  private enum Scope {
    STREAM,
    CONNECTION,
    ANY
  }

  /** Bits of a frame's flags. */
  static final class Flag {
    static final int END_STREAM = 0x1;
    static final int ACK = 0x1;
    static final int END_HEADERS = 0x4;
    static final int PADDED = 0x8;
    static final int PRIORITY = 0x20;

    private Flag() {}
  }

  static FrameType of(int code) {
    return code < BY_CODE.length
        ? BY_CODE[code]
        : code == PRIORITY_UPDATE.code ? PRIORITY_UPDATE : OTHER;
  }

  /** Whether its bytes are part of a request or an answer, and not about them. */
  boolean isOfMessage() {
    return this == DATA || this == HEADERS || this == CONTINUATION || this == PUSH_PROMISE;
  }

  /** Whether a frame of the type may have this length and stream (else: FRAME_SIZE_ERROR). */
  boolean allows(int length, int streamId) {
    boolean isRightStream =
        switch (scope) {
          case STREAM -> streamId != 0;
          case CONNECTION -> streamId == 0;
          case ANY -> true;
        };
    return isRightStream && allows(length);
  }

  private boolean allows(int length) {
    return switch (this) {
      case PRIORITY -> length == 5;
      case RST_STREAM, WINDOW_UPDATE -> length == 4;
      case SETTINGS -> length % SETTING_BYTES == 0;
      case PUSH_PROMISE, PRIORITY_UPDATE -> length >= 4;
      case PING, GOAWAY -> length >= 8;
      case DATA, HEADERS, CONTINUATION, OTHER -> true;
    };
  }

  /** Whether a frame with this type and these flags is usual; used where none may begin here. */
  static boolean isUsual(int code, int flags) {
    FrameType type = of(code);
    return code <= HIGHEST_CODE && (flags & ~type.flags) == 0;
  }

  /** The type's number on the wire; negative for {@link #OTHER}. */
  int code() {
    return code;
  }
}
