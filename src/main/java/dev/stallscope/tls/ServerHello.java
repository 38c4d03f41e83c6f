package dev.stallscope.tls;

import dev.stallscope.bytes.Bytes;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a server chose (RFC 8446 4.1.3):
 *
 * <pre>
 * version (2), random (32), session id (1 + n), cipher suite (2), compression (1), extensions (2 + n)
 * </pre>
 *
 * @param version the version chosen, from supported_versions where that is present
 * @param random in hexadecimal
 * @param sessionId in hexadecimal
 * @param isHelloRetry whether it asks for another ClientHello instead
 * @param hasPsk whether it accepted a pre-shared key
 * @param protocol the ALPN protocol chosen; TLS 1.3 encrypts it
 * @param group of its key share, or the one it asks for; -1 without a key share
 * @param staples whether a certificate status will follow
 * @param encryptsThenMacs whether block ciphers authenticate what is encrypted (RFC 7366)
 * @param extendsMaster whether the master secret is bound to the handshake (RFC 7627)
 */
public record ServerHello(
    TlsVersion version,
    String random,
    String sessionId,
    int cipher,
    boolean isHelloRetry,
    boolean hasPsk,
    Optional<String> protocol,
    int group,
    boolean staples,
    boolean encryptsThenMacs,
    boolean extendsMaster) {
  private static final int RANDOM_AT = 2;
  private static final int SESSION_ID_AT = 34;
  private static final int MAX_SESSION_ID = 32;

  /** The random of a HelloRetryRequest: SHA-256 of that name. */
  private static final byte[] RETRY_RANDOM =
      HexFormat.of().parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

  /** Drafts of TLS 1.3 up to 21 left out session id and compression. */
  private static final int LAST_SHORT_DRAFT = 21;

  /** Reads the body of a ServerHello, without its four bytes of type and length. */
  public static Optional<ServerHello> parse(byte[] bytes, int offset, int length) {
    int end = offset + length;
    if (length < SESSION_ID_AT + 2) {
      return Optional.empty();
    }
    TlsVersion legacy = new TlsVersion(Bytes.u16(bytes, offset));
    boolean isRetry =
        Arrays.equals(
            bytes,
            offset + RANDOM_AT,
            offset + SESSION_ID_AT,
            RETRY_RANDOM,
            0,
            RETRY_RANDOM.length);
    int cipherAt = offset + SESSION_ID_AT;
    String sessionId = "";
    boolean isShort = legacy.isTls13() && (legacy.code() & 0xff) <= LAST_SHORT_DRAFT;
    if (!isShort) {
      int idLength = Bytes.u8(bytes, cipherAt);
      int idEnd = cipherAt + 1 + idLength;
      if (idLength > MAX_SESSION_ID || idEnd + 3 > end) {
        return Optional.empty();
      }
      sessionId = HexFormat.of().formatHex(bytes, cipherAt + 1, idEnd);
      cipherAt = idEnd;
    }
    int cipher = Bytes.u16(bytes, cipherAt);
    int extensionsAt = Math.min(end, cipherAt + (isShort ? 2 : 3));
    String random = HexFormat.of().formatHex(bytes, offset + RANDOM_AT, offset + SESSION_ID_AT);
    return Optional.of(
        read(legacy, random, sessionId, cipher, isRetry, new Extensions(bytes, extensionsAt, end)));
  }

  private static ServerHello read(
      TlsVersion legacy,
      String random,
      String sessionId,
      int cipher,
      boolean isRetry,
      Extensions extensions) {
    TlsVersion version = legacy;
    boolean hasPsk = false;
    Optional<String> protocol = Optional.empty();
    int group = -1;
    boolean staples = false;
    boolean encryptsThenMacs = false;
    boolean extendsMaster = false;
    while (extensions.advance()) {
      switch (extensions.type()) {
        case Extensions.SUPPORTED_VERSIONS ->
            version = extensions.value() < 0 ? version : new TlsVersion(extensions.value());
        case Extensions.PRE_SHARED_KEY -> hasPsk = true;
        case Extensions.ALPN -> {
          List<String> protocols = extensions.protocols();
          protocol = protocols.stream().findFirst();
        }
        case Extensions.KEY_SHARE -> group = extensions.value();
        case Extensions.STATUS_REQUEST -> staples = true;
        case Extensions.ENCRYPT_THEN_MAC -> encryptsThenMacs = true;
        case Extensions.EXTENDED_MASTER_SECRET -> extendsMaster = true;
        default -> {}
      }
    }
    return new ServerHello(
        version,
        random,
        sessionId,
        cipher,
        isRetry,
        hasPsk,
        protocol,
        group,
        staples,
        encryptsThenMacs,
        extendsMaster);
  }
}
