package dev.stallscope.protocol.tls;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.Signature;
import dev.stallscope.tls.HandshakeType;
import dev.stallscope.tls.TlsRecord;
import java.util.Optional;
import java.util.Set;

/**
 * Recognises TLS by its first record: a hello, from either side, also in the form of SSL 2.0. A
 * stream joined later is recognised by two records one behind the other; one record whose end is
 * not at hand counts only on the usual ports.
 */
final class TlsSignature implements Signature {
  private static final Set<Integer> PORTS =
      Set.of(
          443, 465, 563, 636, 853, 989, 990, 992, 993, 994, 995, 4433, 5061, 5671, 6443, 8443,
          9443);

  private static final int HANDSHAKE_HEADER_BYTES = 4;
  private static final int SSL2_BYTES = 11;
  private static final int MIN_HELLO_BYTES = 38;
  private static final int MAX_HELLO_BYTES = 1 << 16;

  @Override
  public boolean isUsualPort(int port) {
    return PORTS.contains(port);
  }

  @Override
  public Verdict judge(byte[] bytes, int offset, int length, int hintPort) {
    if (!TlsRecord.isPlausible(bytes, offset, Math.min(length, TlsRecord.HEADER_BYTES))) {
      return ssl2(bytes, offset, length);
    }
    if (length < TlsRecord.HEADER_BYTES) {
      return Verdict.NEEDS_MORE;
    }
    if (TlsRecord.type(bytes, offset) == TlsRecord.HANDSHAKE) {
      Verdict hello =
          hello(bytes, offset + TlsRecord.HEADER_BYTES, length - TlsRecord.HEADER_BYTES);
      if (hello.certainty() != Certainty.NO) {
        return hello;
      }
    }
    return chain(bytes, offset, length);
  }

  private static Verdict hello(byte[] bytes, int offset, int length) {
    if (length < HANDSHAKE_HEADER_BYTES + 1) {
      return Verdict.NEEDS_MORE;
    }
    int type = Bytes.u8(bytes, offset);
    int size = Bytes.u24(bytes, offset + 1);
    boolean isSane = size >= MIN_HELLO_BYTES && size <= MAX_HELLO_BYTES;
    if (isSane && type == HandshakeType.CLIENT_HELLO && Bytes.u8(bytes, offset + 4) == 3) {
      return Verdict.yes(Direction.CLIENT_TO_SERVER);
    }
    // A draft's ServerHello says 0x7f, not 3.
    return isSane && type == HandshakeType.SERVER_HELLO
        ? Verdict.yes(Direction.SERVER_TO_CLIENT)
        : Verdict.NO;
  }

  /** Records one behind the other; the first may be longer than what detection looks at. */
  private static Verdict chain(byte[] bytes, int offset, int length) {
    int next = TlsRecord.HEADER_BYTES + TlsRecord.length(bytes, offset);
    if (next + TlsRecord.HEADER_BYTES > length) {
      return Verdict.WEAK;
    }
    return TlsRecord.isPlausible(bytes, offset + next, TlsRecord.HEADER_BYTES)
        ? new Verdict(Certainty.YES, Optional.empty())
        : Verdict.NO;
  }

  /** A ClientHello of SSL 2.0 (RFC 5246 E.2). */
  private static Verdict ssl2(byte[] bytes, int offset, int length) {
    boolean isPossible =
        (length < 1 || (Bytes.u8(bytes, offset) & 0x80) != 0)
            && (length < 3 || Bytes.u8(bytes, offset + 2) == 1)
            && (length < 4 || bytes[offset + 3] == 0 || bytes[offset + 3] == 3);
    if (!isPossible) {
      return Verdict.NO;
    }
    if (length < SSL2_BYTES) {
      return Verdict.NEEDS_MORE;
    }
    int total = Bytes.u16(bytes, offset) & 0x7fff;
    int version = Bytes.u16(bytes, offset + 3);
    int ciphers = Bytes.u16(bytes, offset + 5);
    int session = Bytes.u16(bytes, offset + 7);
    int challenge = Bytes.u16(bytes, offset + 9);
    boolean isVersion = version == 2 || version >= 0x0300 && version <= 0x0304;
    boolean fits =
        ciphers > 0 && ciphers % 3 == 0 && total == SSL2_BYTES - 2 + ciphers + session + challenge;
    return isVersion && fits && challenge >= 16 && challenge <= 32
        ? Verdict.yes(Direction.CLIENT_TO_SERVER)
        : Verdict.NO;
  }
}
