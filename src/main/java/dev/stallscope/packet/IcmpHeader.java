package dev.stallscope.packet;

/**
 * ICMP errors (RFC 792, RFC 4443) and the packet each of them quotes.
 *
 * <pre>
 * | type (1) | code (1) | checksum (2) | unused, MTU or pointer (4) | the packet's IP header, at least 8 bytes of its payload |
 * </pre>
 *
 * Eight bytes of TCP are the ports and the sequence number: enough to find the segment meant.
 */
final class IcmpHeader {
  private static final int BYTES = 8;
  private static final int QUOTED_TRANSPORT_BYTES = 8;
  private static final int PROTOCOL_TCP = 6;
  private static final int PROTOCOL_UDP = 17;
  private static final int SEQUENCE = 4;

  private IcmpHeader() {}

  static Layer readV4(LayerBytes in, PacketCursor out) {
    if (in.lacks(BYTES, "icmp")) {
      return Layer.END;
    }
    return switch (in.u8(0)) {
      // unreachable, source quench, redirect, time exceeded, parameter problem
      case 3, 4, 5, 11, 12 -> readQuoted(in, out);
      default -> Layer.END;
    };
  }

  static Layer readV6(LayerBytes in, PacketCursor out) {
    if (in.lacks(BYTES, "icmpv6")) {
      return Layer.END;
    }
    return switch (in.u8(0)) {
      // unreachable, packet too big, time exceeded, parameter problem
      case 1, 2, 3, 4 -> readQuoted(in, out);
      default -> Layer.END;
    };
  }

  private static Layer readQuoted(LayerBytes in, PacketCursor out) {
    int type = in.u8(0);
    int code = in.u8(1);
    in.skip(BYTES);
    // No anomalies from here: a quotation is cut by design.
    int protocol = !in.has(1) ? -1 : in.u8(0) >> 4 == 4 ? quotedV4(in, out) : quotedV6(in, out);
    if ((protocol == PROTOCOL_TCP || protocol == PROTOCOL_UDP) && in.has(QUOTED_TRANSPORT_BYTES)) {
      out.kind = PacketKind.ICMP_ERROR;
      out.icmpType = type;
      out.icmpCode = code;
      out.quotedIsTcp = protocol == PROTOCOL_TCP;
      out.sourcePort = in.u16(0);
      out.destinationPort = in.u16(2);
      out.sequence = out.quotedIsTcp ? in.i32(SEQUENCE) : 0;
    }
    return Layer.END;
  }

  /** Protocol of the quoted packet, whose transport header begins here afterwards; or -1. */
  private static int quotedV4(LayerBytes in, PacketCursor out) {
    if (!in.has(Ipv4Header.MIN_BYTES)) {
      return -1;
    }
    int headerBytes = Ipv4Header.headerBytes(in);
    if (headerBytes < Ipv4Header.MIN_BYTES || !Ipv4Header.isFirstFragment(in)) {
      return -1;
    }
    Ipv4Header.readAddresses(in, out);
    int protocol = Ipv4Header.protocol(in);
    in.skip(headerBytes);
    return protocol;
  }

  private static int quotedV6(LayerBytes in, PacketCursor out) {
    if (!in.has(Ipv6Header.BYTES) || in.u8(0) >> 4 != 6) {
      return -1;
    }
    Ipv6Header.readAddresses(in, out);
    int next = Ipv6Header.nextHeader(in);
    in.skip(Ipv6Header.BYTES);
    for (int i = 0; i < PacketLimits.IPV6_EXTENSIONS && in.has(8); i++) {
      if (next == Ipv6Extensions.FRAGMENT) {
        if ((in.u16(2) & 0xfff8) != 0) {
          return -1;
        }
        next = in.u8(0);
        in.skip(8);
      } else if (Ipv6Extensions.isExtension(next)) {
        int size = Ipv6Extensions.size(in, next);
        next = in.u8(0);
        in.skip(size);
      } else {
        return next;
      }
    }
    return -1;
  }
}
