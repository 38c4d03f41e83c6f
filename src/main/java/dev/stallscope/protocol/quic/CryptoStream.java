package dev.stallscope.protocol.quic;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.tls.HandshakeType;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts the handshake messages of one direction and level together from CRYPTO frames, which come in
 * any order, overlap and come again: type (1), length (3), body.
 */
final class CryptoStream {
  private static final int HEADER_BYTES = 4;

  /** Pieces kept until those before them come: browsers cut a hello into some ten on purpose. */
  private static final int MAX_PIECES = 256;

  private final Map<Integer, byte[]> ahead = new TreeMap<>();
  private byte[] bytes = new byte[0];
  private int length;
  private int taken;
  private boolean isBroken;

  /** Takes one message; the bytes are valid only during the call. */
  interface Taker {
    void message(int type, byte[] bytes, int offset, int length);
  }

  /** Whether all of the bytes came before. */
  boolean isKnown(long offset, int count) {
    byte[] piece = ahead.get((int) Math.min(offset, Integer.MAX_VALUE));
    return offset + count <= length || piece != null && piece.length >= count;
  }

  /** Adds the contents of a frame; what lies beyond any handshake is left out. */
  void add(long offset, byte[] from, int at, int count, Taker taker) {
    if (isBroken || offset + count > DecodeLimits.TLS_HANDSHAKE_BYTES) {
      return;
    }
    if (offset > length) {
      if (ahead.size() < MAX_PIECES) {
        byte[] known = ahead.get((int) offset);
        if (known == null || known.length < count) {
          ahead.put((int) offset, Arrays.copyOfRange(from, at, at + count));
        }
      }
      return;
    }
    append((int) offset, from, at, count);
    var pieces = ahead.entrySet().iterator();
    while (pieces.hasNext()) {
      Map.Entry<Integer, byte[]> piece = pieces.next();
      if (piece.getKey() > length) {
        break;
      }
      append(piece.getKey(), piece.getValue(), 0, piece.getValue().length);
      pieces.remove();
    }
    hand(taker);
  }

  private void append(int offset, byte[] from, int at, int count) {
    int known = length - offset;
    if (count <= known) {
      return;
    }
    int end = offset + count;
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, end));
    }
    System.arraycopy(from, at + known, bytes, length, count - known);
    length = end;
  }

  private void hand(Taker taker) {
    while (length - taken >= HEADER_BYTES) {
      int type = Bytes.u8(bytes, taken);
      int size = Bytes.u24(bytes, taken + 1);
      if (!HandshakeType.isKnown(type)) {
        isBroken = true;
        return;
      }
      if (length - taken < HEADER_BYTES + size) {
        return;
      }
      taker.message(type, bytes, taken + HEADER_BYTES, size);
      taken += HEADER_BYTES + size;
    }
  }
}
