package dev.stallscope.packet;

/**
 * The chain of IPv6 extension headers (RFC 8200 section 4), and the authentication header (RFC
 * 4302), which IPv4 has as well.
 *
 * <pre>
 * options, routing, mobility:  | next (1) | length in 8 bytes, less the first 8 (1) | ... |
 * fragment:                    | next (1) | 0 (1) | offset (13 bits), 0 (2), more (1) | identification (4) |
 * authentication:              | next (1) | length in 4 bytes, less 2 (1) | ... |
 * </pre>
 */
final class Ipv6Extensions {
  static final int FRAGMENT = 44;
  private static final int HOP_BY_HOP = 0;
  private static final int ROUTING = 43;
  private static final int AUTHENTICATION = 51;
  private static final int DESTINATION_OPTIONS = 60;
  private static final int MOBILITY = 135;
  private static final int HOST_IDENTITY = 139;
  private static final int SHIM6 = 140;
  private static final int UNIT_BYTES = 8;
  private static final int MORE_FRAGMENTS = 0x0001;
  private static final int FRAGMENT_OFFSET_MASK = 0xfff8;
  private static final int JUMBO_OPTION = 0xc2;

  private Ipv6Extensions() {}

  static Layer read(
      LayerBytes in,
      PacketCursor out,
      int firstHeader,
      boolean mayBeJumbo,
      FragmentReassembler fragments) {
    int next = firstHeader;
    for (int i = 0; i < PacketLimits.IPV6_EXTENSIONS; i++) {
      if (next == FRAGMENT) {
        next = readFragment(in, out, fragments);
        if (next == FragmentReassembler.INCOMPLETE) {
          return Layer.END;
        }
      } else if (isExtension(next)) {
        if (in.lacks(UNIT_BYTES, "ipv6-extension")) {
          return Layer.END;
        }
        if (next == HOP_BY_HOP && mayBeJumbo) {
          readJumbo(in, out);
        }
        int size = size(in, next);
        next = in.u8(0);
        if (in.lacks(size, "ipv6-extension")) {
          return Layer.END;
        }
        in.skip(size);
      } else {
        return Layer.ofProtocol(next);
      }
    }
    in.report(
        Anomaly.Kind.TOO_DEEP,
        "ipv6-extension",
        0,
        PacketLimits.IPV6_EXTENSIONS + 1,
        PacketLimits.IPV6_EXTENSIONS);
    return Layer.END;
  }

  /** The authentication header where IPv4 announces it. */
  static Layer readAuthentication(LayerBytes in) {
    if (in.lacks(UNIT_BYTES, "ah")) {
      return Layer.END;
    }
    int next = in.u8(0);
    int size = size(in, AUTHENTICATION);
    if (in.lacks(size, "ah")) {
      return Layer.END;
    }
    in.skip(size);
    return Layer.ofProtocol(next);
  }

  static boolean isExtension(int header) {
    return switch (header) {
      case HOP_BY_HOP,
          ROUTING,
          AUTHENTICATION,
          DESTINATION_OPTIONS,
          MOBILITY,
          HOST_IDENTITY,
          SHIM6 ->
          true;
      default -> false;
    };
  }

  /** Bytes of the extension header that begins here; its first two bytes must be there. */
  static int size(LayerBytes in, int header) {
    return header == AUTHENTICATION ? (in.u8(1) + 2) * 4 : (in.u8(1) + 1) * UNIT_BYTES;
  }

  private static int readFragment(LayerBytes in, PacketCursor out, FragmentReassembler fragments) {
    if (in.lacks(UNIT_BYTES, "ipv6-fragment")) {
      return FragmentReassembler.INCOMPLETE;
    }
    int next = in.u8(0);
    int at = in.u16(2) & FRAGMENT_OFFSET_MASK;
    boolean more = (in.u16(2) & MORE_FRAGMENTS) != 0;
    int id = in.i32(4);
    in.skip(UNIT_BYTES);
    if (at == 0 && !more) {
      // RFC 6946: a fragment that is the whole datagram waits for no other
      return next;
    }
    int headerBytes = out.ipLength - in.wire;
    // RFC 8200 section 4.5: the protocol is that of the first fragment, not part of the identity
    int protocol = fragments.add(in, out, next, 0, id, at, more);
    if (protocol != FragmentReassembler.INCOMPLETE) {
      out.ipLength = headerBytes + in.wire;
    }
    return protocol;
  }

  private static void readJumbo(LayerBytes in, PacketCursor out) {
    // Linux writes the option first and alone, as RFC 2675 section 2 draws it.
    if (in.u8(2) == JUMBO_OPTION && in.u8(3) == 4) {
      int payload = (int) Math.min(in.u32(4), PacketLimits.FRAME_BYTES);
      in.limit(payload, "ipv6-jumbo");
      out.ipLength = Ipv6Header.BYTES + in.wire;
    }
  }
}
