package dev.stallscope.tls;

/** Finds what QUIC endpoints say of themselves in TLS (RFC 9001 section 8.2). */
public final class TransportExtension {
  private static final int TYPE = 57;

  private TransportExtension() {}

  /** Takes the contents of the extension. */
  public interface Taker {
    void found(byte[] bytes, int offset, int length);
  }

  /** Looks through the body of a ClientHello, without its four bytes of type and length. */
  public static void inClientHello(byte[] bytes, int offset, int length, Taker taker) {
    int at = ClientHello.extensionsAt(bytes, offset, length);
    if (at >= 0) {
      find(new Extensions(bytes, at, offset + length), bytes, taker);
    }
  }

  /** Looks through the body of EncryptedExtensions, without its four bytes of type and length. */
  public static void inEncryptedExtensions(byte[] bytes, int offset, int length, Taker taker) {
    find(new Extensions(bytes, offset, offset + length), bytes, taker);
  }

  private static void find(Extensions extensions, byte[] bytes, Taker taker) {
    while (extensions.advance()) {
      if (extensions.type() == TYPE) {
        taker.found(bytes, extensions.start(), extensions.length());
      }
    }
  }
}
