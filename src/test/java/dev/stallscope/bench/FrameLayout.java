package dev.stallscope.bench;

import dev.stallscope.bytes.Bytes;
import java.util.Optional;

/**
 * Where the headers of an Ethernet frame with TCP or UDP stand.
 *
 * @param transport offset of the TCP or UDP header
 * @param end offset behind the IP packet on the wire, which may lie beyond what was captured
 */
record FrameLayout(boolean isV4, boolean isTcp, int transport, int end) {
  static final int IP = 14;
  private static final int ETHER_TYPE = 12;
  private static final int ETHER_TYPE_V4 = 0x0800;
  private static final int ETHER_TYPE_V6 = 0x86dd;
  private static final int V6_HEADER_BYTES = 40;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int FRAGMENT_BITS = 0x3fff;
  private static final int TCP_HEADER_BYTES = 20;
  private static final int UDP_HEADER_BYTES = 8;

  /** Empty for fragments, IPv6 with extension headers, and what is neither TCP nor UDP. */
  static Optional<FrameLayout> of(byte[] frame) {
    if (frame.length < IP + V6_HEADER_BYTES) {
      return Optional.empty();
    }
    return switch (Bytes.u16(frame, ETHER_TYPE)) {
      case ETHER_TYPE_V4 -> {
        int transport = IP + (frame[IP] & 0xf) * 4;
        int end = IP + Bytes.u16(frame, IP + 2);
        boolean isFragment = (Bytes.u16(frame, IP + 6) & FRAGMENT_BITS) != 0;
        yield isFragment ? Optional.empty() : of(frame, true, frame[IP + 9], transport, end);
      }
      case ETHER_TYPE_V6 -> {
        int transport = IP + V6_HEADER_BYTES;
        yield of(frame, false, frame[IP + 6], transport, transport + Bytes.u16(frame, IP + 4));
      }
      default -> Optional.empty();
    };
  }

  private static Optional<FrameLayout> of(
      byte[] frame, boolean isV4, int protocol, int transport, int end) {
    int header = protocol == TCP ? TCP_HEADER_BYTES : UDP_HEADER_BYTES;
    return (protocol == TCP || protocol == UDP)
            && transport + header <= frame.length
            && transport + header <= end
        ? Optional.of(new FrameLayout(isV4, protocol == TCP, transport, end))
        : Optional.empty();
  }

  int addressBytes() {
    return isV4 ? 4 : 16;
  }

  int source() {
    return isV4 ? IP + 12 : IP + 8;
  }

  int destination() {
    return source() + addressBytes();
  }

  /** Offset of the checksum of TCP or UDP. */
  int checksum() {
    return transport + (isTcp ? 16 : 6);
  }

  int protocol() {
    return isTcp ? TCP : UDP;
  }
}
