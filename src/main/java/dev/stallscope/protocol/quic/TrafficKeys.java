package dev.stallscope.protocol.quic;

import dev.stallscope.quic.PacketNumbers;
import dev.stallscope.quic.PacketProtection;
import org.jspecify.annotations.Nullable;

/**
 * The protection of one direction's packets with short headers. It changes when the bit of the key
 * phase does (RFC 9001 section 6); packets of the phase before may come late.
 */
final class TrafficKeys {
  private static final int KEY_PHASE = 0x04;

  private PacketProtection current;
  private @Nullable PacketProtection former;
  private @Nullable PacketProtection next;
  private boolean phase;
  private long phaseStart;

  TrafficKeys(PacketProtection first) {
    current = first;
  }

  /**
   * Opens a packet into the opener's contents.
   *
   * @return bytes of contents, or {@link PacketProtection#NOT_AUTHENTIC}
   */
  int open(
      PacketOpener opener, PacketNumbers numbers, byte[] bytes, int start, int numberAt, int end) {
    if (!opener.unmask(current, numbers, bytes, start, numberAt, end)) {
      return PacketProtection.NOT_AUTHENTIC;
    }
    boolean bit = (opener.firstByte() & KEY_PHASE) != 0;
    if (bit == phase) {
      return opener.open(current, bytes, start, end);
    }
    if (former != null && opener.number() < phaseStart) {
      return opener.open(former, bytes, start, end);
    }
    next = next == null ? current.next() : next;
    int length = opener.open(next, bytes, start, end);
    if (length >= 0) {
      former = current;
      current = next;
      next = null;
      phase = bit;
      phaseStart = opener.number();
    }
    return length;
  }
}
