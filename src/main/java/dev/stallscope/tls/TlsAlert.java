package dev.stallscope.tls;

/**
 * An alert (RFC 8446 6).
 *
 * @param level 1 warning, 2 fatal, {@link #ENCRYPTED} where it cannot be read
 * @param description its number, {@link #ENCRYPTED} where it cannot be read
 */
public record TlsAlert(int level, int description) {
  public static final int ENCRYPTED = -1;
  public static final TlsAlert UNREADABLE = new TlsAlert(ENCRYPTED, ENCRYPTED);

  private static final int FATAL = 2;
  private static final int CLOSE_NOTIFY = 0;

  /**
   * Whether the connection cannot go on. An unreadable one before the first data is taken for it.
   */
  public boolean isFatal() {
    return level == FATAL || level == ENCRYPTED;
  }

  /** Whether it is encrypted, and there are no keys. */
  public boolean isUnreadable() {
    return description == ENCRYPTED;
  }

  /** Whether its sender does not take the other side's certificate (RFC 8446 6.2). */
  public boolean isCertificateRefused() {
    return switch (description) {
      case 42, 43, 44, 45, 46, 48 -> true;
      default -> false;
    };
  }

  /** That it is an alert and which one, as far as it can be read. */
  public String inWords() {
    return title().contains("alert") ? title() : "alert " + title();
  }

  /** The alert's name, such as {@code handshake_failure}. */
  public String title() {
    return switch (description) {
      case ENCRYPTED -> "encrypted alert";
      case CLOSE_NOTIFY -> "close_notify";
      case 10 -> "unexpected_message";
      case 20 -> "bad_record_mac";
      case 21 -> "decryption_failed";
      case 22 -> "record_overflow";
      case 30 -> "decompression_failure";
      case 40 -> "handshake_failure";
      case 41 -> "no_certificate";
      case 42 -> "bad_certificate";
      case 43 -> "unsupported_certificate";
      case 44 -> "certificate_revoked";
      case 45 -> "certificate_expired";
      case 46 -> "certificate_unknown";
      case 47 -> "illegal_parameter";
      case 48 -> "unknown_ca";
      case 49 -> "access_denied";
      case 50 -> "decode_error";
      case 51 -> "decrypt_error";
      case 60 -> "export_restriction";
      case 70 -> "protocol_version";
      case 71 -> "insufficient_security";
      case 80 -> "internal_error";
      case 86 -> "inappropriate_fallback";
      case 90 -> "user_canceled";
      case 100 -> "no_renegotiation";
      case 109 -> "missing_extension";
      case 110 -> "unsupported_extension";
      case 112 -> "unrecognized_name";
      case 113 -> "bad_certificate_status_response";
      case 115 -> "unknown_psk_identity";
      case 116 -> "certificate_required";
      case 120 -> "no_application_protocol";
      default -> "alert " + description;
    };
  }
}
