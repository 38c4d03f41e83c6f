package dev.stallscope.packet;

/**
 * The UDP header (RFC 768).
 *
 * <pre>
 * |      Source Port (2)      |   Destination Port (2)    |
 * |        Length (2)         |       Checksum (2)        |
 * </pre>
 *
 * The length may be 0 with segmentation offload and jumbograms; then the IP header gives it.
 */
final class UdpHeader {
  static final int BYTES = 8;
  private static final int LENGTH = 4;
  private static final int CHECKSUM = 6;

  private UdpHeader() {}

  static Layer read(LayerBytes in, PacketCursor out) {
    if (in.lacks(BYTES, "udp")) {
      return Layer.END;
    }
    int length = in.u16(LENGTH);
    if (length >= BYTES) {
      in.limit(length, "udp");
    } else if (length != 0) {
      in.report(Anomaly.Kind.BAD_LENGTH, "udp", LENGTH, BYTES, length);
    }
    out.sourcePort = in.u16(0);
    out.destinationPort = in.u16(2);
    out.checksum = in.u16(CHECKSUM);
    in.skip(BYTES);
    Layer tunnel = UdpTunnelHeader.detect(in, out.sourcePort, out.destinationPort);
    if (tunnel == Layer.END) {
      out.kind = PacketKind.UDP;
      out.payloadOffset = in.offset;
      out.payloadLength = in.wire;
      out.payloadCaptured = in.captured;
      out.bytes = in.bytes;
    }
    return tunnel;
  }
}
