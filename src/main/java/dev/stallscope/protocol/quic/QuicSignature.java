package dev.stallscope.protocol.quic;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.Signature;
import dev.stallscope.quic.ConnectionId;
import dev.stallscope.quic.LongHeader;
import dev.stallscope.quic.PacketType;
import dev.stallscope.quic.QuicVersion;
import java.util.Optional;

/**
 * Recognises QUIC by a long header of a version that can be read: its four bytes of version, and
 * lengths that agree with the datagram, are no chance. Only clients send 0-RTT, and Initials that
 * are protected with what their own destination id gives; only servers negotiate versions and
 * retry. The fixed bit is not asked for, as it may be turned (RFC 9287). A short header shows
 * nothing.
 */
final class QuicSignature implements Signature {
  private static final int VERSION_BYTES = 4;

  /** A client's first datagrams are filled up to at least so many bytes (RFC 9000 14.1). */
  private static final int FIRST_BYTES = 1200;

  @Override
  public Verdict judge(byte[] bytes, int offset, int length, int hintPort) {
    Optional<LongHeader> read = LongHeader.read(bytes, offset, offset + length);
    if (read.isEmpty()) {
      return Verdict.NO;
    }
    LongHeader header = read.get();
    return switch (header.type()) {
      case VERSION_NEGOTIATION -> versions(header, bytes, offset + length);
      case RETRY -> Verdict.yes(Direction.SERVER_TO_CLIENT);
      case ZERO_RTT -> Verdict.yes(Direction.CLIENT_TO_SERVER);
      case UNKNOWN ->
          mayBeFirst(header, length) ? Verdict.yes(Direction.CLIENT_TO_SERVER) : Verdict.NO;
      default -> initialOrHandshake(header, bytes, offset, length);
    };
  }

  /** Clients try servers with versions that do not exist. */
  private static boolean mayBeFirst(LongHeader header, int length) {
    return QuicVersion.isGrease(header.version())
        && header.destination().length() >= InitialKeys.LEAST_ID_BYTES
        && length >= FIRST_BYTES;
  }

  private static Verdict versions(LongHeader header, byte[] bytes, int end) {
    int count = (end - header.numberAt()) / VERSION_BYTES;
    boolean isWhole = count > 0 && header.numberAt() + count * VERSION_BYTES == end;
    boolean isKnown = false;
    for (int i = 0; isWhole && i < count; i++) {
      int version = Bytes.i32(bytes, header.numberAt() + i * VERSION_BYTES);
      isKnown |= QuicVersion.of(version).isPresent();
    }
    return isKnown && header.source().length() > 0
        ? Verdict.yes(Direction.SERVER_TO_CLIENT)
        : Verdict.NO;
  }

  private static Verdict initialOrHandshake(
      LongHeader header, byte[] bytes, int offset, int length) {
    if (header.type() == PacketType.INITIAL && isOpenedByItsOwnId(header, bytes, offset, length)) {
      return Verdict.yes(Direction.CLIENT_TO_SERVER);
    }
    boolean isIdentified =
        header.destination().length() + header.source().length() > 0
            && header.source().length() <= ConnectionId.MAX_BYTES;
    return isIdentified ? new Verdict(Certainty.YES, Optional.empty()) : Verdict.NO;
  }

  private static boolean isOpenedByItsOwnId(
      LongHeader header, byte[] bytes, int offset, int length) {
    return header.end() <= offset + length && InitialKeys.open(header, bytes, new PacketOpener());
  }
}
