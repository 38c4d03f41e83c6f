package dev.stallscope.tls;

/**
 * A protocol version as the wire writes it.
 *
 * @param code {@code 0x0303} for TLS 1.2
 */
public record TlsVersion(int code) {
  public static final TlsVersion SSL_2 = new TlsVersion(0x0002);
  public static final TlsVersion SSL_3 = new TlsVersion(0x0300);
  public static final TlsVersion TLS_1_0 = new TlsVersion(0x0301);
  public static final TlsVersion TLS_1_1 = new TlsVersion(0x0302);
  public static final TlsVersion TLS_1_2 = new TlsVersion(0x0303);
  public static final TlsVersion TLS_1_3 = new TlsVersion(0x0304);

  private static final int DRAFT = 0x7f;
  private static final int EXPERIMENT = 0x7e;
  private static final int FACEBOOK_DRAFT = 0xfb;

  /** Whether it is TLS 1.3 or one of its drafts, which share the flow of messages. */
  public boolean isTls13() {
    int high = code >> 8;
    return code == TLS_1_3.code || high == DRAFT || high == EXPERIMENT || high == FACEBOOK_DRAFT;
  }

  /** {@code TLS 1.2}, or {@code TLS 1.3 (draft 23)}. */
  public String title() {
    return switch (code) {
      case 0x0002 -> "SSL 2.0";
      case 0x0300 -> "SSL 3.0";
      case 0x0301 -> "TLS 1.0";
      case 0x0302 -> "TLS 1.1";
      case 0x0303 -> "TLS 1.2";
      case 0x0304 -> "TLS 1.3";
      default ->
          isTls13()
              ? "TLS 1.3 (draft " + (code & 0xff) + ")"
              : "version 0x" + Integer.toHexString(code);
    };
  }

  @Override
  public String toString() {
    return title();
  }
}
