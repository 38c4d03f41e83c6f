package dev.stallscope.quic;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.bytes.VarInt;
import java.util.Optional;

/**
 * A long header (RFC 9000 section 17.2), the protected bits of its first byte apart:
 *
 * <pre>
 * 1.tt.... (1), version (4), destination id (1 + n), source id (1 + n),
 * [Initial: token (varint + n)], length (varint), packet number and contents
 * </pre>
 *
 * Version Negotiation has version 0 and then versions; Retry has a token and a tag of 16 bytes. Of
 * versions that are unknown here only what comes before the type's own fields is read (RFC 8999).
 *
 * @param version as the wire writes it
 * @param start index of the first byte
 * @param tokenBytes of an Initial's or a Retry's token
 * @param numberAt index of the packet number; of what follows the ids in Version Negotiation and
 *     Retry
 * @param end index behind the packet; beyond the bytes at hand where the capture cut it
 */
public record LongHeader(
    PacketType type,
    int version,
    ConnectionId destination,
    ConnectionId source,
    int start,
    int tokenBytes,
    int numberAt,
    int end) {
  private static final int VERSION_AT = 1;
  private static final int IDS_AT = 5;
  private static final int LONG = 0x80;
  private static final int RETRY_TAG_BYTES = 16;

  /** Whether the byte begins a long header. */
  public static boolean isLong(byte firstByte) {
    return (firstByte & LONG) != 0;
  }

  /** Reads the header at {@code start}; empty for what is none. */
  public static Optional<LongHeader> read(byte[] bytes, int start, int end) {
    if (end - start < IDS_AT + 2 || !isLong(bytes[start])) {
      return Optional.empty();
    }
    int version = Bytes.i32(bytes, start + VERSION_AT);
    int destinationAt = start + IDS_AT + 1;
    int destinationLength = Bytes.u8(bytes, start + IDS_AT);
    int sourceAt = destinationAt + destinationLength + 1;
    if (destinationLength > ConnectionId.MAX_BYTES || sourceAt > end) {
      return Optional.empty();
    }
    int sourceLength = Bytes.u8(bytes, sourceAt - 1);
    int at = sourceAt + sourceLength;
    if (sourceLength > ConnectionId.MAX_BYTES || at > end) {
      return Optional.empty();
    }
    ConnectionId destination = ConnectionId.of(bytes, destinationAt, destinationLength);
    ConnectionId source = ConnectionId.of(bytes, sourceAt, sourceLength);
    if (version == 0) {
      return Optional.of(
          new LongHeader(
              PacketType.VERSION_NEGOTIATION, version, destination, source, start, 0, at, end));
    }
    Optional<QuicVersion> known = QuicVersion.of(version);
    return known.isEmpty()
        ? Optional.of(
            new LongHeader(PacketType.UNKNOWN, version, destination, source, start, 0, at, end))
        : read(known.get().type(bytes[start]), version, destination, source, bytes, start, at, end);
  }

  private static Optional<LongHeader> read(
      PacketType type,
      int version,
      ConnectionId destination,
      ConnectionId source,
      byte[] bytes,
      int start,
      int idsEnd,
      int end) {
    if (type == PacketType.RETRY) {
      int token = end - idsEnd - RETRY_TAG_BYTES;
      return token <= 0
          ? Optional.empty()
          : Optional.of(
              new LongHeader(type, version, destination, source, start, token, idsEnd, end));
    }
    int at = idsEnd;
    long token = 0;
    if (type == PacketType.INITIAL) {
      token = VarInt.read(bytes, at, end);
      if (token < 0 || token > end - at) {
        return Optional.empty();
      }
      at += VarInt.length(bytes, at) + (int) token;
    }
    long length = VarInt.read(bytes, at, end);
    if (length < PacketProtection.LEAST_BYTES || length > 1 << 16) {
      return Optional.empty();
    }
    int numberAt = at + VarInt.length(bytes, at);
    return Optional.of(
        new LongHeader(
            type,
            version,
            destination,
            source,
            start,
            (int) token,
            numberAt,
            numberAt + (int) length));
  }
}
