package dev.stallscope.protocol.quic;

import dev.stallscope.tls.TlsAlert;

/** Names of the transport's error codes (RFC 9000 section 20.1, RFC 9368 section 8). */
final class CloseReason {
  private static final int CRYPTO_ERROR = 0x100;
  private static final int FATAL = 2;

  private CloseReason() {}

  /** The code's name; that of the alert where TLS ended the connection. */
  static String title(long code) {
    if (code >= CRYPTO_ERROR && code < 2 * CRYPTO_ERROR) {
      return new TlsAlert(FATAL, (int) (code - CRYPTO_ERROR)).title();
    }
    return switch ((int) Math.min(code, Integer.MAX_VALUE)) {
      case 0x0 -> "closed";
      case 0x1 -> "internal error";
      case 0x2 -> "connection refused";
      case 0x3 -> "flow control error";
      case 0x4 -> "stream limit error";
      case 0x5 -> "stream state error";
      case 0x6 -> "final size error";
      case 0x7 -> "frame encoding error";
      case 0x8 -> "transport parameter error";
      case 0x9 -> "connection id limit error";
      case 0xa -> "protocol violation";
      case 0xb -> "invalid token";
      case 0xc -> "application error";
      case 0xd -> "crypto buffer exceeded";
      case 0xe -> "key update error";
      case 0xf -> "aead limit reached";
      case 0x10 -> "no viable path";
      case 0x11 -> "version negotiation error";
      default -> "error 0x" + Long.toHexString(code);
    };
  }
}
