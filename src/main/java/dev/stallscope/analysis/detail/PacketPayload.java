package dev.stallscope.analysis.detail;

import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.PacketKind;
import dev.stallscope.protocol.AppProtocol;
import java.util.Arrays;
import java.util.Optional;

/** What one packet carries above TCP or UDP, read from this packet alone. */
final class PacketPayload {
  private static final int DNS_PORT = 53;
  private static final int LENGTH_BYTES = 2;

  private final byte[] bytes;
  private final boolean isTcp;
  private final boolean isThere;
  private final boolean isDns;
  private final boolean isHttp;
  private final boolean isQuic;
  private final int from;
  private final int end;

  /**
   * @param known the protocol that was read on the packet's flow, or unknown
   */
  PacketPayload(byte[] bytes, PacketCursor cursor, AppProtocol known) {
    this.bytes = bytes;
    isTcp = cursor.kind == PacketKind.TCP;
    boolean isTransport = isTcp || cursor.kind == PacketKind.UDP;
    isThere = isTransport && isWithin(cursor, bytes) && cursor.payloadCaptured > 0;
    from = isThere ? cursor.payloadOffset : 0;
    end = isThere ? Math.min(bytes.length, from + cursor.payloadCaptured) : 0;
    isDns =
        known.purpose() == AppProtocol.Purpose.NAME_RESOLUTION
            || cursor.sourcePort == DNS_PORT
            || cursor.destinationPort == DNS_PORT;
    isHttp = known == AppProtocol.HTTP1;
    isQuic =
        cursor.kind == PacketKind.UDP
            && !isDns
            && isThere
            && (known != AppProtocol.UNKNOWN || QuicFields.isHandshake(bytes, from, end));
  }

  /** Whether a payload stands in the packet itself, not in a datagram put together of fragments. */
  @SuppressWarnings("ReferenceEquality") // the very same array is meant
  static boolean isWithin(PacketCursor cursor, byte[] bytes) {
    return cursor.bytes == bytes;
  }

  /** Its fields; empty where nothing is carried or it is not recognised. */
  Optional<AppFields> fields() {
    if (!isThere) {
      return Optional.empty();
    }
    if (isDns && end - from >= 12) {
      return Optional.of(DnsFields.read(bytes, isTcp ? from + LENGTH_BYTES : from, end));
    }
    if (isTcp && TlsFields.isRecord(bytes, from, end)) {
      return Optional.of(TlsFields.read(bytes, from, end));
    }
    if (isTcp && HttpFields.isStart(bytes, from, end)) {
      return Optional.of(HttpFields.read(bytes, from, end));
    }
    if (isQuic) {
      return Optional.of(QuicFields.read(bytes, from, end));
    }
    return isTcp && isHttp ? Optional.of(HttpFields.continued(bytes, from, end)) : Optional.empty();
  }

  /**
   * Overwrites secrets in text. A packet within a message begins with a line whose field's name
   * stands in another packet: in what a client sends, and before other fields, it is hidden whole.
   *
   * @param side 0 for the client
   */
  void hideSecrets(int side) {
    if (!isThere || isDns || isQuic || TlsFields.isRecord(bytes, from, end)) {
      return;
    }
    int start = from;
    if (isHttp && !HttpFields.isStart(bytes, from, end)) {
      int lineEnd = HttpFields.lineEnd(bytes, from, end);
      if (side == 0 || lineEnd < end && isField(lineEnd + 1)) {
        Arrays.fill(bytes, from, Math.min(lineEnd, end), (byte) '*');
        start = lineEnd;
      }
    }
    byte[] text = Arrays.copyOfRange(bytes, Math.min(start, end), end);
    SecretHider hider = new SecretHider();
    hider.add(text);
    hider.end();
    System.arraycopy(text, 0, bytes, end - text.length, text.length);
  }

  /** Whether a field line or the end of a head begins here. */
  private boolean isField(int at) {
    int i = at;
    while (i < end && (Character.isLetterOrDigit(bytes[i]) || bytes[i] == '-')) {
      i++;
    }
    boolean isName = i > at && i < end && bytes[i] == ':';
    return isName || i == at && i < end && bytes[i] == '\r';
  }
}
