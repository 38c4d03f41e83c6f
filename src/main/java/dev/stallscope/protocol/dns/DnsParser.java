package dev.stallscope.protocol.dns;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.net.IpAddress;
import dev.stallscope.protocol.DecodeLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads one DNS message (RFC 1035 4.1):
 *
 * <pre>
 *  0: id   2: QR opcode AA TC RD RA Z AD CD rcode
 *  4: questions   6: answers   8: authorities   10: additional records   12: ...
 * </pre>
 *
 * What cannot be read ends the message there and marks it as cut; what was read before stays.
 */
final class DnsParser {
  static final int HEADER_BYTES = 12;

  private static final int RESPONSE = 0x8000;
  private static final int TRUNCATED = 0x0200;
  private static final int RECURSION_DESIRED = 0x0100;
  private static final int RECURSION_AVAILABLE = 0x0080;
  private static final int AUTHENTIC = 0x0020;

  /** mDNS: unicast answer wanted in a question, cache flush in a record (RFC 6762 18.12). */
  private static final int MULTICAST_BIT = 0x8000;

  /** Type, class, TTL and data length behind a record's name. */
  private static final int RECORD_BYTES = 10;

  private final DnsName name = new DnsName();
  private byte[] bytes = new byte[0];
  private int start;
  private int end;
  private int position;
  private boolean isCut;
  private int ednsPayloadBytes;
  private int extendedRcode;

  /**
   * Reads a message.
   *
   * @param length bytes at hand
   * @param wireLength bytes that the message had on the wire
   * @return the message, empty if not even its header is at hand
   */
  Optional<DnsMessage> parse(
      byte[] source, int offset, int length, int wireLength, boolean isMulticast) {
    if (length < HEADER_BYTES) {
      return Optional.empty();
    }
    bytes = source;
    start = offset;
    end = offset + length;
    position = offset + HEADER_BYTES;
    isCut = length < wireLength;
    ednsPayloadBytes = -1;
    extendedRcode = 0;
    int flags = Bytes.u16(source, offset + 2);
    Optional<DnsQuestion> question = questions(Bytes.u16(source, offset + 4), isMulticast);
    List<DnsRecord> answers = answers(Bytes.u16(source, offset + 6));
    skipToOpt(Bytes.u16(source, offset + 8) + Bytes.u16(source, offset + 10));
    boolean isResponse = (flags & RESPONSE) != 0;
    return Optional.of(
        new DnsMessage(
            Bytes.u16(source, offset),
            isResponse,
            flags >> 11 & 0xf,
            isResponse ? extendedRcode << 4 | flags & 0xf : 0,
            (flags & TRUNCATED) != 0,
            (flags & RECURSION_DESIRED) != 0,
            (flags & RECURSION_AVAILABLE) != 0,
            (flags & AUTHENTIC) != 0,
            question,
            answers,
            ednsPayloadBytes,
            wireLength,
            isCut,
            isMulticast));
  }

  private Optional<DnsQuestion> questions(int count, boolean isMulticast) {
    Optional<DnsQuestion> first = Optional.empty();
    for (int i = 0; i < Math.min(count, DecodeLimits.DNS_RECORDS) && !isCutHere(); i++) {
      int after = name.read(bytes, start, position, end);
      if (after < 0 || after + 4 > end) {
        return stop(first);
      }
      if (first.isEmpty()) {
        int classCode = Bytes.u16(bytes, after + 2) & (isMulticast ? ~MULTICAST_BIT : 0xffff);
        first = Optional.of(new DnsQuestion(name.text(), Bytes.u16(bytes, after), classCode));
      }
      position = after + 4;
    }
    return first;
  }

  private List<DnsRecord> answers(int count) {
    List<DnsRecord> answers = new ArrayList<>();
    for (int i = 0; i < Math.min(count, DecodeLimits.DNS_RECORDS) && !isCutHere(); i++) {
      int after = name.read(bytes, start, position, end);
      if (!hasRecord(after)) {
        return stop(answers);
      }
      String owner = name.text();
      int type = Bytes.u16(bytes, after);
      // A TTL with the top bit set counts as zero (RFC 2181 8).
      long ttl = Math.max(0, Bytes.i32(bytes, after + 4));
      position = after + RECORD_BYTES;
      int dataLength = Bytes.u16(bytes, position - 2);
      answers.add(
          new DnsRecord(owner, type, ttl, address(type, dataLength), target(type, dataLength)));
      position += dataLength;
    }
    return answers;
  }

  private boolean hasRecord(int after) {
    return after >= 0
        && after + RECORD_BYTES <= end
        && after + RECORD_BYTES + Bytes.u16(bytes, after + RECORD_BYTES - 2) <= end;
  }

  private Optional<IpAddress> address(int type, int dataLength) {
    if (type == DnsType.A && dataLength == 4) {
      return Optional.of(IpAddress.v4(bytes, position));
    }
    return type == DnsType.AAAA && dataLength == 16
        ? Optional.of(IpAddress.v6(bytes, position))
        : Optional.empty();
  }

  private Optional<String> target(int type, int dataLength) {
    return type == DnsType.CNAME && name.read(bytes, start, position, position + dataLength) >= 0
        ? Optional.of(name.text())
        : Optional.empty();
  }

  private void skipToOpt(int count) {
    for (int i = 0; i < Math.min(count, DecodeLimits.DNS_RECORDS) && !isCutHere(); i++) {
      int after = name.read(bytes, start, position, end);
      if (!hasRecord(after)) {
        isCut = true;
        return;
      }
      if (Bytes.u16(bytes, after) == DnsType.OPT) {
        ednsPayloadBytes = Bytes.u16(bytes, after + 2);
        extendedRcode = Bytes.u8(bytes, after + 4);
      }
      position = after + RECORD_BYTES + Bytes.u16(bytes, after + RECORD_BYTES - 2);
    }
  }

  private boolean isCutHere() {
    return isCut && position >= end;
  }

  private <T> T stop(T soFar) {
    isCut = true;
    position = end;
    return soFar;
  }
}
