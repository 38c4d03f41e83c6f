package dev.stallscope.packet;

/**
 * The IPv4 header (RFC 791 section 3.1).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------+-------+---------------+-------------------------------+
 * |Version|  IHL  |Type of Service|         Total Length          |
 * +-------+-------+---------------+-----+-------------------------+
 * |        Identification         |Flags|     Fragment Offset     |
 * +---------------+---------------+-----+-------------------------+
 * | Time to Live  |   Protocol    |        Header Checksum        |
 * +---------------+---------------+-------------------------------+
 * |                        Source Address                         |
 * +---------------------------------------------------------------+
 * |                      Destination Address                      |
 * +---------------------------------------------------------------+
 * |                    Options, to a multiple of 4                |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * A total length of 0 is what segmentation offload leaves in packets captured before the network
 * card filled it in, and in packets of more than 64 KB: then the frame gives the length.
 */
final class Ipv4Header {
  static final int MIN_BYTES = 20;
  private static final int TOTAL_LENGTH = 2;
  private static final int IDENTIFICATION = 4;
  private static final int FRAGMENT = 6;
  private static final int TTL = 8;
  private static final int PROTOCOL = 9;
  private static final int SOURCE = 12;
  private static final int DESTINATION = 16;
  private static final int MORE_FRAGMENTS = 0x2000;
  private static final int FRAGMENT_OFFSET_MASK = 0x1fff;

  private Ipv4Header() {}

  static Layer read(LayerBytes in, PacketCursor out, FragmentReassembler fragments) {
    if (in.lacks(MIN_BYTES, "ipv4")) {
      return Layer.END;
    }
    int headerBytes = headerBytes(in);
    int total = in.u16(TOTAL_LENGTH);
    if (version(in) != 4 || headerBytes < MIN_BYTES) {
      in.report(Anomaly.Kind.BAD_VALUE, "ipv4", 0, 0x45, in.u8(0));
      return Layer.END;
    }
    if (total == 0) {
      total = in.wire;
    }
    if (total < headerBytes) {
      in.report(Anomaly.Kind.BAD_LENGTH, "ipv4", TOTAL_LENGTH, headerBytes, total);
      return Layer.END;
    }
    in.limit(total, "ipv4");
    readFields(in, out);
    out.ipLength = in.wire;
    int protocol = in.u8(PROTOCOL);
    int fragment = in.u16(FRAGMENT);
    in.skip(headerBytes);
    if ((fragment & (MORE_FRAGMENTS | FRAGMENT_OFFSET_MASK)) != 0) {
      boolean more = (fragment & MORE_FRAGMENTS) != 0;
      int at = (fragment & FRAGMENT_OFFSET_MASK) * 8;
      protocol = fragments.add(in, out, protocol, protocol, out.ipId, at, more);
      if (protocol == FragmentReassembler.INCOMPLETE) {
        return Layer.END;
      }
      out.ipLength = headerBytes + in.wire;
    }
    return Layer.ofProtocol(protocol);
  }

  private static void readFields(LayerBytes in, PacketCursor out) {
    out.ttl = in.u8(TTL);
    out.ipId = in.u16(IDENTIFICATION);
    readAddresses(in, out);
  }

  static void readAddresses(LayerBytes in, PacketCursor out) {
    out.isV4 = true;
    out.sourceHigh = 0;
    out.sourceLow = in.u32(SOURCE);
    out.destinationHigh = 0;
    out.destinationLow = in.u32(DESTINATION);
  }

  static int version(LayerBytes in) {
    return in.u8(0) >> 4;
  }

  static int headerBytes(LayerBytes in) {
    return (in.u8(0) & 0x0f) * 4;
  }

  static int protocol(LayerBytes in) {
    return in.u8(PROTOCOL);
  }

  static boolean isFirstFragment(LayerBytes in) {
    return (in.u16(FRAGMENT) & FRAGMENT_OFFSET_MASK) == 0;
  }
}
