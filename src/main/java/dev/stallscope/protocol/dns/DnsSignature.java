package dev.stallscope.protocol.dns;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Signature;
import java.util.Optional;

/**
 * Recognises DNS by header and question: one question whose name has only the characters of names,
 * a type and class that are in use, no flag that contradicts its side, and, for a query, nothing
 * behind the question but what is announced. On DNS' own ports a sane header is enough.
 *
 * <p>The bytes may be a datagram or begin a stream, where each message follows its length in two
 * bytes. One is never the other: where a datagram counts its questions, a stream has flags.
 */
final class DnsSignature implements Signature {
  static final int MDNS_PORT = 5353;
  static final int LLMNR_PORT = 5355;

  private static final int DNS_PORT = 53;
  private static final int FRAME_BYTES = 2;
  private static final int AFTER_NAME_BYTES = 4;
  private static final int RESERVED = 0x40;
  private static final int MAX_OPCODE = 5;
  private static final int MAX_RCODE = 11;

  /** Answers of a sane message; a zone transfer splits into messages of some hundreds. */
  private static final int MAX_COUNT = 1024;

  private final AppProtocol protocol;
  private final DnsName name = new DnsName();

  DnsSignature(AppProtocol protocol) {
    this.protocol = protocol;
  }

  @Override
  public boolean isUsualPort(int port) {
    return switch (protocol) {
      case MDNS -> port == MDNS_PORT;
      case LLMNR -> port == LLMNR_PORT;
      default -> port == DNS_PORT;
    };
  }

  @Override
  public Verdict judge(byte[] bytes, int offset, int length, int hintPort) {
    boolean isOwnPort =
        switch (protocol) {
          case MDNS -> hintPort == MDNS_PORT;
          case LLMNR -> hintPort == LLMNR_PORT;
          default -> hintPort != MDNS_PORT && hintPort != LLMNR_PORT;
        };
    if (!isOwnPort) {
      return Verdict.NO;
    }
    boolean isKnownPort = protocol != AppProtocol.DNS || hintPort == DNS_PORT;
    Certainty datagram = message(bytes, offset, length, isKnownPort);
    if (datagram == Certainty.YES) {
      return verdict(Certainty.YES, bytes, offset);
    }
    Certainty stream = framed(bytes, offset, length, isKnownPort);
    if (stream == Certainty.YES) {
      return verdict(Certainty.YES, bytes, offset + FRAME_BYTES);
    }
    if (datagram == Certainty.WEAK) {
      return verdict(Certainty.WEAK, bytes, offset);
    }
    return stream == Certainty.NEEDS_MORE || datagram == Certainty.NEEDS_MORE
        ? Verdict.NEEDS_MORE
        : Verdict.NO;
  }

  private static Verdict verdict(Certainty certainty, byte[] bytes, int message) {
    boolean isResponse = (Bytes.u8(bytes, message + 2) & 0x80) != 0;
    return new Verdict(
        certainty,
        Optional.of(isResponse ? Direction.SERVER_TO_CLIENT : Direction.CLIENT_TO_SERVER));
  }

  /** Judges bytes that begin with the length of a message. */
  Certainty framed(byte[] bytes, int offset, int length, boolean isKnownPort) {
    if (length < FRAME_BYTES) {
      return Certainty.NEEDS_MORE;
    }
    int messageLength = Bytes.u16(bytes, offset);
    if (messageLength < DnsParser.HEADER_BYTES) {
      return Certainty.NO;
    }
    int atHand = Math.min(length - FRAME_BYTES, messageLength);
    Certainty certainty = header(bytes, offset + FRAME_BYTES, atHand, isKnownPort);
    if (certainty != Certainty.YES) {
      return certainty;
    }
    certainty = question(bytes, offset + FRAME_BYTES, atHand, isKnownPort);
    // What ends within the message's own length will not be completed by more bytes.
    return certainty == Certainty.NEEDS_MORE && atHand == messageLength ? Certainty.NO : certainty;
  }

  private Certainty message(byte[] bytes, int offset, int length, boolean isKnownPort) {
    Certainty certainty = header(bytes, offset, length, isKnownPort);
    if (certainty != Certainty.YES) {
      return certainty;
    }
    certainty = question(bytes, offset, length, isKnownPort);
    if (certainty == Certainty.YES && !isKnownPort && !endsWhereItShould(bytes, offset, length)) {
      return Certainty.NO;
    }
    return certainty == Certainty.YES || !isKnownPort ? certainty : Certainty.WEAK;
  }

  private static Certainty header(byte[] bytes, int offset, int length, boolean isKnownPort) {
    if (length < DnsParser.HEADER_BYTES) {
      return Certainty.NEEDS_MORE;
    }
    int flags = Bytes.u16(bytes, offset + 2);
    int opcode = flags >> 11 & 0xf;
    int rcode = flags & 0xf;
    int questions = Bytes.u16(bytes, offset + 4);
    int answers = Bytes.u16(bytes, offset + 6);
    int authorities = Bytes.u16(bytes, offset + 8);
    int additional = Bytes.u16(bytes, offset + 10);
    boolean isResponse = (flags & 0x8000) != 0;
    boolean isSane = opcode <= MAX_OPCODE && rcode < MAX_RCODE;
    isSane &= isKnownPort || (flags & RESERVED) == 0;
    isSane &= isKnownPort ? questions <= MAX_COUNT : questions == 1;
    // A query answers nothing; only UPDATE (RFC 2136) and NOTIFY carry records there.
    isSane &= isKnownPort || isResponse || opcode > 3 || rcode == 0 && answers == 0;
    isSane &= answers <= MAX_COUNT && authorities <= MAX_COUNT && additional <= MAX_COUNT;
    isSane &= questions + answers > 0 || isKnownPort && isResponse;
    return isSane ? Certainty.YES : Certainty.NO;
  }

  private Certainty question(byte[] bytes, int offset, int length, boolean isKnownPort) {
    if (Bytes.u16(bytes, offset + 4) == 0) {
      return Certainty.YES;
    }
    int end = offset + length;
    int after = name.read(bytes, offset, offset + DnsParser.HEADER_BYTES, end);
    if (after == DnsName.NEEDS_MORE || after > 0 && after + AFTER_NAME_BYTES > end) {
      return Certainty.NEEDS_MORE;
    }
    if (after == DnsName.BAD) {
      return Certainty.NO;
    }
    int type = Bytes.u16(bytes, after);
    int classCode = Bytes.u16(bytes, after + 2) & 0x7fff;
    boolean isUsual = DnsType.isUsual(type) && name.isPlain() && !name.text().isEmpty();
    boolean isClass = classCode == 1 || classCode == 3 || classCode == 254 || classCode == 255;
    return isClass && (isKnownPort || isUsual) ? Certainty.YES : Certainty.NO;
  }

  /** Whether a datagram of strangers' ports ends with its question or goes on with a record. */
  private boolean endsWhereItShould(byte[] bytes, int offset, int length) {
    int after = name.read(bytes, offset, offset + DnsParser.HEADER_BYTES, offset + length);
    int questionEnd = after + AFTER_NAME_BYTES;
    int records =
        Bytes.u16(bytes, offset + 6) + Bytes.u16(bytes, offset + 8) + Bytes.u16(bytes, offset + 10);
    return records == 0 ? questionEnd == offset + length : questionEnd + 11 <= offset + length;
  }
}
