package dev.stallscope.tls;

import dev.stallscope.bytes.Bytes;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a client offers (RFC 8446 4.1.2):
 *
 * <pre>
 * version (2), random (32), session id (1 + n), cipher suites (2 + n), compression (1 + n), extensions (2 + n)
 * </pre>
 *
 * GREASE values are left out.
 *
 * @param version the version field; TLS 1.3 is offered in {@code versions} only
 * @param random in hexadecimal; the name under which a key log keeps the connection's secrets
 * @param versions of supported_versions, empty without it
 * @param sessionId in hexadecimal; a TLS 1.3 client sends a random one for old middleboxes
 * @param hasTicket whether it presents a session ticket (RFC 5077)
 * @param hasPsk whether it offers a pre-shared key, which is how TLS 1.3 resumes
 * @param hasEarlyData whether it sends data before the server has answered
 * @param wantsStapling whether it asks for the certificate's status
 */
public record ClientHello(
    TlsVersion version,
    String random,
    List<TlsVersion> versions,
    String sessionId,
    List<Integer> ciphers,
    Optional<String> serverName,
    List<String> protocols,
    List<Integer> groups,
    List<Integer> keyShareGroups,
    boolean hasTicket,
    boolean hasPsk,
    boolean hasEarlyData,
    boolean wantsStapling) {
  private static final int RANDOM_AT = 2;
  private static final int RANDOM_BYTES = 32;
  private static final int SESSION_ID_AT = RANDOM_AT + RANDOM_BYTES;
  private static final int MAX_SESSION_ID = 32;
  private static final int SSL2_HEADER_BYTES = 9;

  public boolean offersTls13() {
    return versions.stream().anyMatch(TlsVersion::isTls13);
  }

  /**
   * Whether it asks to go on with an earlier session. A session id alone says nothing where TLS 1.3
   * is offered, and in SSL 3.0 to TLS 1.2 it is what the server gave.
   */
  public boolean offersResumption() {
    return hasPsk || hasTicket || !sessionId.isEmpty() && !offersTls13();
  }

  /** Index of the length of the cipher suites, -1 where the session id before it does not fit. */
  private static int ciphersAt(byte[] bytes, int offset, int length) {
    int at = offset + SESSION_ID_AT;
    if (at >= offset + length) {
      return -1;
    }
    int idLength = Bytes.u8(bytes, at);
    int ciphersAt = at + 1 + idLength;
    return idLength > MAX_SESSION_ID || ciphersAt + 2 > offset + length ? -1 : ciphersAt;
  }

  /** Index of the length of the extensions or of the hello's end, -1 where it is cut before. */
  static int extensionsAt(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int ciphersAt = ciphersAt(bytes, offset, length);
    int compressionAt = ciphersAt < 0 ? end : ciphersAt + 2 + Bytes.u16(bytes, ciphersAt);
    return compressionAt >= end
        ? -1
        : Math.min(end, compressionAt + 1 + Bytes.u8(bytes, compressionAt));
  }

  /** Reads the body of a ClientHello, without its four bytes of type and length. */
  public static Optional<ClientHello> parse(byte[] bytes, int offset, int length) {
    int extensionsAt = extensionsAt(bytes, offset, length);
    if (extensionsAt < 0) {
      return Optional.empty();
    }
    int ciphersAt = ciphersAt(bytes, offset, length);
    int ciphersEnd = ciphersAt + 2 + Bytes.u16(bytes, ciphersAt);
    List<Integer> ciphers = new ArrayList<>();
    for (int i = ciphersAt + 2; i + 2 <= ciphersEnd; i += 2) {
      Extensions.addUnlessGrease(ciphers, Bytes.u16(bytes, i));
    }
    int sessionIdAt = offset + SESSION_ID_AT;
    String sessionId = HexFormat.of().formatHex(bytes, sessionIdAt + 1, ciphersAt);
    Extensions extensions = new Extensions(bytes, extensionsAt, offset + length);
    TlsVersion version = new TlsVersion(Bytes.u16(bytes, offset));
    String random = HexFormat.of().formatHex(bytes, offset + RANDOM_AT, sessionIdAt);
    return Optional.of(read(version, random, sessionId, ciphers, extensions));
  }

  private static ClientHello read(
      TlsVersion version,
      String random,
      String sessionId,
      List<Integer> ciphers,
      Extensions extensions) {
    List<TlsVersion> versions = List.of();
    Optional<String> serverName = Optional.empty();
    List<String> protocols = List.of();
    List<Integer> groups = List.of();
    List<Integer> keyShareGroups = List.of();
    boolean hasTicket = false;
    boolean hasPsk = false;
    boolean hasEarlyData = false;
    boolean wantsStapling = false;
    while (extensions.advance()) {
      switch (extensions.type()) {
        case Extensions.SERVER_NAME -> serverName = extensions.serverName();
        case Extensions.ALPN -> protocols = extensions.protocols();
        case Extensions.SUPPORTED_VERSIONS ->
            versions = extensions.values(1).stream().map(TlsVersion::new).toList();
        case Extensions.SUPPORTED_GROUPS -> groups = extensions.values(2);
        case Extensions.KEY_SHARE -> keyShareGroups = extensions.keyShareGroups();
        case Extensions.SESSION_TICKET -> hasTicket = extensions.length() > 0;
        case Extensions.PRE_SHARED_KEY -> hasPsk = true;
        case Extensions.EARLY_DATA -> hasEarlyData = true;
        case Extensions.STATUS_REQUEST -> wantsStapling = true;
        default -> {}
      }
    }
    return new ClientHello(
        version,
        random,
        versions,
        sessionId,
        List.copyOf(ciphers),
        serverName,
        protocols,
        groups,
        keyShareGroups,
        hasTicket,
        hasPsk,
        hasEarlyData,
        wantsStapling);
  }

  /**
   * Reads a ClientHello in the form of SSL 2.0 (RFC 5246 E.2), from the type on:
   *
   * <pre>
   * type (1), version (2), length of cipher specs (2), of session id (2), of challenge (2), ...
   * </pre>
   */
  public static Optional<ClientHello> parseSsl2(byte[] bytes, int offset, int length) {
    if (length < SSL2_HEADER_BYTES) {
      return Optional.empty();
    }
    int ciphersLength = Bytes.u16(bytes, offset + 3);
    if (ciphersLength % 3 != 0 || SSL2_HEADER_BYTES + ciphersLength > length) {
      return Optional.empty();
    }
    List<Integer> ciphers = new ArrayList<>();
    for (int i = 0; i < ciphersLength; i += 3) {
      int at = offset + SSL2_HEADER_BYTES + i;
      if (Bytes.u8(bytes, at) == 0) {
        ciphers.add(Bytes.u16(bytes, at + 1));
      }
    }
    TlsVersion version = new TlsVersion(Bytes.u16(bytes, offset + 1));
    byte[] none = new byte[0];
    return Optional.of(
        read(version, challenge(bytes, offset, length), "", ciphers, new Extensions(none, 0, 0)));
  }

  /** The challenge is the random, filled up with zeros on its left. */
  private static String challenge(byte[] bytes, int offset, int length) {
    int at = SSL2_HEADER_BYTES + Bytes.u16(bytes, offset + 3) + Bytes.u16(bytes, offset + 5);
    int count = Math.min(Bytes.u16(bytes, offset + 7), RANDOM_BYTES);
    if (at + count > length) {
      return "";
    }
    String hex = HexFormat.of().formatHex(bytes, offset + at, offset + at + count);
    return "00".repeat(RANDOM_BYTES - count) + hex;
  }
}
