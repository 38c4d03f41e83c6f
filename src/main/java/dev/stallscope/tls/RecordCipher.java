package dev.stallscope.tls;

import java.util.Optional;

/**
 * How a cipher suite protects records, told by its name.
 *
 * @param keyBytes of the cipher
 * @param hash of the key derivation: {@code SHA256} or {@code SHA384}
 * @param mac of block ciphers: {@code SHA1}, {@code SHA256} or {@code SHA384}; empty with others
 */
public record RecordCipher(Mode mode, int keyBytes, String hash, String mac) {
  /** The construction that records are protected with. */
  public enum Mode {
    GCM,
    CCM,
    /** The same with a tag of half the length. */
    CCM_8,
    CHACHA20_POLY1305,
    CBC
  }

  private static final String SHA384 = "SHA384";

  /** The cipher of a suite, empty where records under it cannot be opened. */
  public static Optional<RecordCipher> of(int suite) {
    String title = CipherSuites.title(suite);
    String hash = title.endsWith(SHA384) ? SHA384 : "SHA256";
    int keyBytes = title.contains("_AES_128_") ? 16 : 32;
    if (title.contains("CHACHA20_POLY1305")) {
      return Optional.of(new RecordCipher(Mode.CHACHA20_POLY1305, keyBytes, hash, ""));
    }
    if (!title.contains("_AES_")) {
      return Optional.empty();
    }
    if (title.contains("_GCM_")) {
      return Optional.of(new RecordCipher(Mode.GCM, keyBytes, hash, ""));
    }
    if (title.contains("_CCM_")) {
      Mode mode = title.contains("_CCM_8_") ? Mode.CCM_8 : Mode.CCM;
      return Optional.of(new RecordCipher(mode, keyBytes, hash, ""));
    }
    if (title.contains("_CBC_")) {
      return Optional.of(
          new RecordCipher(Mode.CBC, keyBytes, hash, title.endsWith("_SHA") ? "SHA1" : hash));
    }
    return Optional.empty();
  }

  /** Bytes of the hash, which TLS 1.3 secrets have too. */
  public int hashBytes() {
    return hash.equals(SHA384) ? 48 : 32;
  }

  int macBytes() {
    return switch (mac) {
      case "" -> 0;
      case "SHA1" -> 20;
      case SHA384 -> 48;
      default -> 32;
    };
  }

  /** Bytes of a nonce that TLS 1.2 takes from the key block. */
  int fixedNonceBytes() {
    return switch (mode) {
      case GCM, CCM, CCM_8 -> 4;
      case CHACHA20_POLY1305 -> 12;
      case CBC -> 0;
    };
  }

  /** Bytes of a nonce that stand before each record of TLS 1.2. */
  int explicitNonceBytes() {
    return switch (mode) {
      case GCM, CCM, CCM_8 -> 8;
      case CHACHA20_POLY1305, CBC -> 0;
    };
  }
}
