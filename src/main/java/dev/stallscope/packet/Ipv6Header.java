package dev.stallscope.packet;

/**
 * The IPv6 header (RFC 8200 section 3) and its extension headers.
 *
 * <pre>
 * +-------+---------------+---------------------------------------+
 * |Version| Traffic Class |              Flow Label               |
 * +-------+---------------+-------+---------------+---------------+
 * |        Payload Length         |  Next Header  |   Hop Limit   |
 * +-------------------------------+---------------+---------------+
 * |                     Source Address (16)                       |
 * |                  Destination Address (16)                     |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * A payload length of 0 means a jumbo payload option (RFC 2675), as Linux' BIG TCP writes it, or
 * segmentation offload: without the option the frame gives the length.
 */
final class Ipv6Header {
  static final int BYTES = 40;
  private static final int PAYLOAD_LENGTH = 4;
  private static final int NEXT_HEADER = 6;
  private static final int HOP_LIMIT = 7;
  private static final int SOURCE = 8;
  private static final int DESTINATION = 24;

  private Ipv6Header() {}

  static Layer read(LayerBytes in, PacketCursor out, FragmentReassembler fragments) {
    if (in.lacks(BYTES, "ipv6")) {
      return Layer.END;
    }
    if (in.u8(0) >> 4 != 6) {
      in.report(Anomaly.Kind.BAD_VALUE, "ipv6", 0, 6, in.u8(0) >> 4);
      return Layer.END;
    }
    int payload = in.u16(PAYLOAD_LENGTH);
    int total = payload == 0 ? in.wire : BYTES + payload;
    in.limit(total, "ipv6");
    out.ttl = in.u8(HOP_LIMIT);
    out.ipId = PacketCursor.NONE;
    out.ipLength = in.wire;
    readAddresses(in, out);
    int next = in.u8(NEXT_HEADER);
    in.skip(BYTES);
    return Ipv6Extensions.read(in, out, next, payload == 0, fragments);
  }

  static void readAddresses(LayerBytes in, PacketCursor out) {
    out.isV4 = false;
    out.sourceHigh = in.i64(SOURCE);
    out.sourceLow = in.i64(SOURCE + 8);
    out.destinationHigh = in.i64(DESTINATION);
    out.destinationLow = in.i64(DESTINATION + 8);
  }

  static int nextHeader(LayerBytes in) {
    return in.u8(NEXT_HEADER);
  }
}
