package dev.stallscope.tls;

import java.util.Optional;

/**
 * What a TLS 1.3 server says besides its hello (RFC 8446 4.3.1).
 *
 * @param protocol the ALPN protocol chosen
 * @param acceptsEarlyData whether it takes what the client sent with its hello
 */
public record EncryptedExtensions(Optional<String> protocol, boolean acceptsEarlyData) {
  /**
   * Reads the body of an EncryptedExtensions message, without its four bytes of type and length.
   */
  public static EncryptedExtensions parse(byte[] bytes, int offset, int length) {
    Extensions extensions = new Extensions(bytes, offset, offset + length);
    Optional<String> protocol = Optional.empty();
    boolean acceptsEarlyData = false;
    while (extensions.advance()) {
      switch (extensions.type()) {
        case Extensions.ALPN -> protocol = extensions.protocols().stream().findFirst();
        case Extensions.EARLY_DATA -> acceptsEarlyData = true;
        default -> {}
      }
    }
    return new EncryptedExtensions(protocol, acceptsEarlyData);
  }
}
