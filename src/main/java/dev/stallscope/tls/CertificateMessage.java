package dev.stallscope.tls;

import dev.stallscope.bytes.Bytes;
import java.util.Optional;

/**
 * A server's certificates as TLS 1.3 sends them (RFC 8446 4.4.2): a context of up to 255 bytes, the
 * length of all in three bytes, then each certificate behind its length in three bytes, with
 * extensions behind it.
 *
 * @param isStapled whether the certificate's status was sent along
 */
public record CertificateMessage(CertificateList chain, boolean isStapled) {
  private static final int LENGTH_BYTES = 3;

  /** Reads the body of a Certificate message, without its four bytes of type and length. */
  public static Optional<CertificateMessage> parse(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int listAt = length == 0 ? end : offset + 1 + Bytes.u8(bytes, offset);
    if (listAt + LENGTH_BYTES > end) {
      return Optional.empty();
    }
    return CertificateList.parse(bytes, listAt, end - listAt, true)
        .map(chain -> new CertificateMessage(chain, isStapled(bytes, listAt + LENGTH_BYTES, end)));
  }

  /** Looks into the extensions behind the first certificate. */
  private static boolean isStapled(byte[] bytes, int firstAt, int end) {
    if (firstAt + LENGTH_BYTES > end) {
      return false;
    }
    int extensionsAt = firstAt + LENGTH_BYTES + Bytes.u24(bytes, firstAt);
    Extensions extensions = new Extensions(bytes, Math.min(extensionsAt, end), end);
    while (extensions.advance()) {
      if (extensions.type() == Extensions.STATUS_REQUEST) {
        return true;
      }
    }
    return false;
  }
}
