package dev.stallscope.tls;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Writes TLS records and handshake messages for tests. */
public final class TlsBytes {
  private static final String RETRY_RANDOM =
      "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public static TlsBytes empty() {
    return new TlsBytes();
  }

  public TlsBytes u8(int value) {
    out.write(value);
    return this;
  }

  public TlsBytes u16(int value) {
    return u8(value >> 8).u8(value);
  }

  public TlsBytes u24(int value) {
    return u8(value >> 16).u16(value);
  }

  public TlsBytes raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  public byte[] bytes() {
    return out.toByteArray();
  }

  public static byte[] join(byte[]... parts) {
    TlsBytes all = empty();
    for (byte[] part : parts) {
      all.raw(part);
    }
    return all.bytes();
  }

  /** A record of any type. */
  public static byte[] record(int type, byte[] body) {
    return empty().u8(type).u16(0x0303).u16(body.length).raw(body).bytes();
  }

  /** A record of encrypted bytes. */
  public static byte[] data(int length) {
    byte[] body = new byte[length];
    Arrays.fill(body, (byte) 0xa5);
    return record(TlsRecord.APPLICATION_DATA, body);
  }

  public static byte[] encryptedHandshake(int length) {
    byte[] body = new byte[length];
    Arrays.fill(body, (byte) 0xa5);
    return record(TlsRecord.HANDSHAKE, body);
  }

  public static byte[] changeCipherSpec() {
    return record(TlsRecord.CHANGE_CIPHER_SPEC, new byte[] {1});
  }

  public static byte[] alert(int level, int description) {
    return record(TlsRecord.ALERT, new byte[] {(byte) level, (byte) description});
  }

  public static byte[] message(int type, byte[] body) {
    return empty().u8(type).u24(body.length).raw(body).bytes();
  }

  /** A handshake message in a record of its own. */
  public static byte[] handshake(int type, byte[] body) {
    return record(TlsRecord.HANDSHAKE, message(type, body));
  }

  public static byte[] extension(int type, byte[] body) {
    return empty().u16(type).u16(body.length).raw(body).bytes();
  }

  public static byte[] serverName(String name) {
    byte[] text = name.getBytes(StandardCharsets.ISO_8859_1);
    return extension(
        Extensions.SERVER_NAME,
        empty().u16(text.length + 3).u8(0).u16(text.length).raw(text).bytes());
  }

  public static byte[] alpn(String... names) {
    TlsBytes list = empty();
    for (String name : names) {
      list.u8(name.length()).raw(name.getBytes(StandardCharsets.ISO_8859_1));
    }
    byte[] bytes = list.bytes();
    return extension(Extensions.ALPN, empty().u16(bytes.length).raw(bytes).bytes());
  }

  /** supported_versions as a client sends it. */
  public static byte[] versions(int... versions) {
    TlsBytes list = empty().u8(2 * versions.length);
    for (int version : versions) {
      list.u16(version);
    }
    return extension(Extensions.SUPPORTED_VERSIONS, list.bytes());
  }

  /** supported_versions as a server sends it. */
  public static byte[] version(int version) {
    return extension(Extensions.SUPPORTED_VERSIONS, empty().u16(version).bytes());
  }

  public static byte[] keyShare(int group) {
    return extension(Extensions.KEY_SHARE, empty().u16(5).u16(group).u16(1).u8(0x77).bytes());
  }

  public static byte[] psk() {
    return extension(Extensions.PRE_SHARED_KEY, new byte[] {0, 0});
  }

  public static byte[] earlyData() {
    return extension(Extensions.EARLY_DATA, new byte[0]);
  }

  /** The body of a ClientHello. */
  public static byte[] clientHello(String sessionId, byte[]... extensions) {
    byte[] id = HexFormat.of().parseHex(sessionId);
    byte[] all = join(extensions);
    return empty()
        .u16(0x0303)
        .raw(new byte[32])
        .u8(id.length)
        .raw(id)
        .u16(6)
        .u16(0x1a1a)
        .u16(0x1301)
        .u16(0xc02f)
        .u8(1)
        .u8(0)
        .u16(all.length)
        .raw(all)
        .bytes();
  }

  /** The body of a ServerHello. */
  public static byte[] serverHello(String sessionId, int cipher, byte[]... extensions) {
    return serverHello(new byte[32], sessionId, cipher, extensions);
  }

  /** The body of a HelloRetryRequest. */
  public static byte[] helloRetry(int group) {
    byte[] random = HexFormat.of().parseHex(RETRY_RANDOM);
    byte[] share = extension(Extensions.KEY_SHARE, empty().u16(group).bytes());
    return serverHello(random, "", 0x1301, version(0x0304), share);
  }

  private static byte[] serverHello(
      byte[] random, String sessionId, int cipher, byte[]... extensions) {
    byte[] id = HexFormat.of().parseHex(sessionId);
    byte[] all = join(extensions);
    return empty()
        .u16(0x0303)
        .raw(random)
        .u8(id.length)
        .raw(id)
        .u16(cipher)
        .u8(0)
        .u16(all.length)
        .raw(all)
        .bytes();
  }
}
