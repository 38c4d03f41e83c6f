package dev.stallscope.packet;

import dev.stallscope.capture.LinkDirection;
import dev.stallscope.capture.PacketBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the headers of a packet from the link layer to the innermost transport header.
 *
 * <p>Nothing is allocated for a packet, except for fragments. Whatever the bytes are, no exception
 * comes out: what cannot be read leaves {@link PacketKind#OTHER} and, where the wire is to blame
 * and not the snap length, an anomaly in the log. An instance belongs to one thread and must see
 * the packets in the order of the capture, because fragments wait in it.
 */
public final class PacketDecoder {
  private final LayerBytes in;
  private final FragmentReassembler fragments = new FragmentReassembler();

  public PacketDecoder(AnomalyLog anomalies) {
    in = new LayerBytes(anomalies);
  }

  /**
   * Whether packets of that link type are read at all; of others only sizes and times are known.
   */
  public static boolean reads(int linkType) {
    return Layer.ofLinkType(linkType) != Layer.END;
  }

  /** Decodes packet {@code i} of the batch. */
  public void decode(PacketBatch batch, int i, PacketCursor out) {
    out.linkDirection = batch.linkDirection(i);
    out.interfaceId = batch.interfaceId(i);
    read(
        batch.bytes(),
        batch.offset(i),
        batch.capturedLength(i),
        batch.originalLength(i),
        batch.linkType(i),
        batch.firstPacket() + i,
        batch.epochNanos(i),
        out);
  }

  /**
   * Decodes a packet that stands alone.
   *
   * @param captured bytes present at {@code offset}
   * @param original bytes that the packet had on the wire
   * @param linkType the LINKTYPE_ value
   * @param packet index of the packet, from 0
   * @param epochNanos when it was captured
   */
  public void decode(
      byte[] bytes,
      int offset,
      int captured,
      int original,
      int linkType,
      int packet,
      long epochNanos,
      PacketCursor out) {
    out.linkDirection = LinkDirection.UNKNOWN;
    out.interfaceId = 0;
    read(bytes, offset, captured, original, linkType, packet, epochNanos, out);
  }

  /**
   * The headers of a packet that stands alone, from the outermost inwards. A header that could not
   * be read is the last.
   *
   * @param wire bytes that the packet had on the wire
   */
  public static List<HeaderSpan> headers(byte[] bytes, int wire, int linkType) {
    List<HeaderSpan> headers = new ArrayList<>();
    PacketDecoder decoder = new PacketDecoder(new AnomalyLog());
    LayerBytes in = decoder.in;
    in.start(bytes, 0, bytes.length, Math.max(bytes.length, wire), 0);
    PacketCursor out = new PacketCursor();
    Layer layer = Layer.ofLinkType(linkType);
    while (layer != Layer.END && headers.size() < PacketLimits.LAYERS) {
      headers.add(new HeaderSpan(layer, in.offset, in.captured));
      layer = decoder.read(layer, out);
    }
    return headers;
  }

  private void read(
      byte[] bytes,
      int offset,
      int captured,
      int original,
      int linkType,
      int packet,
      long epochNanos,
      PacketCursor out) {
    clear(out);
    out.packet = packet;
    out.epochNanos = epochNanos;
    out.bytes = bytes;
    out.payloadOffset = offset;
    int wire = Math.max(captured, Math.min(original, PacketLimits.FRAME_BYTES));
    in.start(bytes, offset, captured, wire, packet);
    Layer layer = Layer.ofLinkType(linkType);
    for (int depth = 0; layer != Layer.END; depth++) {
      if (depth == PacketLimits.LAYERS) {
        in.report(Anomaly.Kind.TOO_DEEP, "packet", 0, depth + 1, depth);
        return;
      }
      layer = read(layer, out);
    }
  }

  private Layer read(Layer layer, PacketCursor out) {
    return switch (layer) {
      case ETHERNET -> EthernetHeader.read(in);
      case LLC -> EthernetHeader.readLlc(in);
      case VLAN -> EthernetHeader.readVlan(in);
      case E_TAG -> EthernetHeader.readETag(in);
      case CISCO_METADATA -> EthernetHeader.readMetadata(in);
      case LINUX_COOKED -> LinuxCookedHeader.read(in, out);
      case LINUX_COOKED_2 -> LinuxCookedHeader.readVersion2(in, out);
      case LOOPBACK -> LoopbackHeader.read(in);
      case PPP -> PppHeader.read(in);
      case PPPOE -> PppHeader.readPppoe(in);
      case HDLC -> PppHeader.readHdlc(in);
      case NFLOG -> MetadataHeader.readNflog(in);
      case PKTAP -> MetadataHeader.readPktap(in, out);
      case PPI -> MetadataHeader.readPpi(in);
      case RADIOTAP -> MetadataHeader.readRadiotap(in);
      case WIFI -> WifiHeader.read(in);
      case MPLS -> MplsLabels.read(in);
      case GRE -> GreHeader.read(in);
      case ERSPAN_2 -> GreHeader.readErspan2(in);
      case ERSPAN_3 -> GreHeader.readErspan3(in);
      case VXLAN -> UdpTunnelHeader.readVxlan(in);
      case VXLAN_GPE -> UdpTunnelHeader.readVxlanGpe(in);
      case GENEVE -> UdpTunnelHeader.readGeneve(in);
      case GTP -> UdpTunnelHeader.readGtp(in);
      case IP -> in.lacks(1, "ip") ? Layer.END : ofVersion(in.u8(0) >> 4);
      case IPV4 -> Ipv4Header.read(in, out, fragments);
      case IPV6 -> Ipv6Header.read(in, out, fragments);
      case AUTHENTICATION -> Ipv6Extensions.readAuthentication(in);
      case ICMP -> IcmpHeader.readV4(in, out);
      case ICMPV6 -> IcmpHeader.readV6(in, out);
      case TCP -> TcpHeader.read(in, out);
      case UDP -> UdpHeader.read(in, out);
      case END -> Layer.END;
    };
  }

  private static Layer ofVersion(int version) {
    return version == 4 ? Layer.IPV4 : version == 6 ? Layer.IPV6 : Layer.END;
  }

  private static void clear(PacketCursor out) {
    out.kind = PacketKind.OTHER;
    out.isV4 = true;
    out.sourceHigh = 0;
    out.sourceLow = 0;
    out.destinationHigh = 0;
    out.destinationLow = 0;
    out.sourcePort = 0;
    out.destinationPort = 0;
    out.ttl = 0;
    out.ipId = PacketCursor.NONE;
    out.ipLength = 0;
    out.payloadLength = 0;
    out.payloadCaptured = 0;
    clearTransport(out);
  }

  private static void clearTransport(PacketCursor out) {
    out.sequence = 0;
    out.acknowledgment = 0;
    out.flags = 0;
    out.window = 0;
    out.checksum = 0;
    out.mss = PacketCursor.NONE;
    out.windowScale = PacketCursor.NONE;
    out.areOptionsCut = false;
    out.sackPermitted = false;
    out.hasTimestamps = false;
    out.timestampValue = 0;
    out.timestampEcho = 0;
    out.sackCount = 0;
    out.mptcpSubtype = PacketCursor.NONE;
    out.fastOpen = false;
    out.icmpType = 0;
    out.icmpCode = 0;
    out.quotedIsTcp = false;
  }
}
