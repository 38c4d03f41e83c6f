package dev.stallscope.packet;

/**
 * The TCP header (RFC 9293 section 3.1).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------------------------------+-------------------------------+
 * |          Source Port          |       Destination Port        |
 * +-------------------------------+-------------------------------+
 * |                        Sequence Number                        |
 * +---------------------------------------------------------------+
 * |                    Acknowledgment Number                      |
 * +-------+-------+-+-+-+-+-+-+-+-+-------------------------------+
 * | Data  |       |C|E|U|A|P|R|S|F|                               |
 * |Offset | Rsrvd |W|C|R|C|S|S|Y|I|            Window             |
 * |       |       |R|E|G|K|H|T|N|N|                               |
 * +-------+-------+-+-+-+-+-+-+-+-+-------------------------------+
 * |           Checksum            |         Urgent Pointer        |
 * +-------------------------------+-------------------------------+
 * |                           [Options]                           |
 * +---------------------------------------------------------------+
 * </pre>
 */
final class TcpHeader {
  private static final int MIN_BYTES = 20;
  private static final int SEQUENCE = 4;
  private static final int ACKNOWLEDGMENT = 8;
  private static final int DATA_OFFSET = 12;
  private static final int FLAGS = 13;
  private static final int WINDOW = 14;
  private static final int CHECKSUM = 16;

  private TcpHeader() {}

  static Layer read(LayerBytes in, PacketCursor out) {
    if (in.lacks(MIN_BYTES, "tcp")) {
      return Layer.END;
    }
    int headerBytes = (in.u8(DATA_OFFSET) >> 4) * 4;
    if (headerBytes < MIN_BYTES) {
      in.report(Anomaly.Kind.BAD_LENGTH, "tcp", DATA_OFFSET, MIN_BYTES, headerBytes);
      return Layer.END;
    }
    if (headerBytes > in.wire) {
      in.report(Anomaly.Kind.TRUNCATED, "tcp", DATA_OFFSET, headerBytes, in.wire);
      return Layer.END;
    }
    out.kind = PacketKind.TCP;
    out.sourcePort = in.u16(0);
    out.destinationPort = in.u16(2);
    out.sequence = in.i32(SEQUENCE);
    out.acknowledgment = in.i32(ACKNOWLEDGMENT);
    out.flags = in.u8(FLAGS);
    out.window = in.u16(WINDOW);
    out.checksum = in.u16(CHECKSUM);
    if (headerBytes > MIN_BYTES) {
      TcpOptions.read(in, out, MIN_BYTES, headerBytes);
    }
    in.skip(headerBytes);
    out.bytes = in.bytes;
    out.payloadOffset = in.offset;
    out.payloadLength = in.wire;
    out.payloadCaptured = in.captured;
    return Layer.END;
  }
}
