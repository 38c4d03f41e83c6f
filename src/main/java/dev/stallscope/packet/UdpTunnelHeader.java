package dev.stallscope.packet;

/**
 * Tunnels inside UDP: VXLAN (RFC 7348) and its generic form (VXLAN-GPE), Geneve (RFC 8926) and
 * GTP-U (3GPP TS 29.281).
 *
 * <pre>
 * VXLAN:   | flags (1), 08 = the identifier is valid | 0 (3) | identifier (3) | 0 (1) | Ethernet
 * GPE:     | flags (1), 0C = and so is the protocol | 0 (2) | protocol (1) | identifier (3) | 0 (1) |
 * Geneve:  | version (2 bits), options length in words (6) | flags (1) | EtherType (2) | identifier (3) | 0 (1) | options |
 * GTP-U:   | version 1 (3 bits), 1, 0, E, S, N | type (1) | length (2) | tunnel (4) | [sequence (2), N-PDU (1), extension (1)] |
 * </pre>
 *
 * The port alone does not prove a tunnel: a header that is none leaves the UDP datagram as it is.
 */
final class UdpTunnelHeader {
  private static final int VXLAN_PORT = 4789;

  /** Linux' default before the registration, still that of flannel and other container networks. */
  private static final int OLD_VXLAN_PORT = 8472;

  private static final int VXLAN_GPE_PORT = 4790;
  private static final int GENEVE_PORT = 6081;
  private static final int GTP_PORT = 2152;
  private static final int BYTES = 8;
  private static final int VXLAN_FLAG = 0x08;
  private static final int VXLAN_GPE_FLAGS = 0x0c;
  private static final int GENEVE_RESERVED = 0x3f;
  private static final int GTP_VERSION_MASK = 0xf0;
  private static final int GTP_VERSION = 0x30;
  private static final int GTP_PACKET = 0xff;
  private static final int GTP_OPTIONAL = 0x07;
  private static final int GTP_EXTENSION = 0x04;

  private UdpTunnelHeader() {}

  /** The tunnel that begins here, or {@link Layer#END} where the payload is the datagram's own. */
  static Layer detect(LayerBytes in, int sourcePort, int destinationPort) {
    if (isPort(GTP_PORT, sourcePort, destinationPort)) {
      return isGtp(in) ? Layer.GTP : Layer.END;
    }
    // Copies sent to a monitor have the port at either end.
    if (isPort(GENEVE_PORT, sourcePort, destinationPort)) {
      return isGeneve(in) ? Layer.GENEVE : Layer.END;
    }
    return in.has(BYTES) ? detectVxlan(in, destinationPort) : Layer.END;
  }

  private static boolean isPort(int port, int sourcePort, int destinationPort) {
    return destinationPort == port || sourcePort == port;
  }

  private static Layer detectVxlan(LayerBytes in, int destinationPort) {
    int flags = in.u8(0);
    boolean isVxlan =
        switch (destinationPort) {
          case VXLAN_PORT -> (flags & VXLAN_FLAG) != 0;
          case OLD_VXLAN_PORT -> in.i32(0) == VXLAN_FLAG << 24 && in.u8(7) == 0;
          default -> false;
        };
    if (isVxlan) {
      return Layer.VXLAN;
    }
    boolean isGeneric =
        destinationPort == VXLAN_GPE_PORT && (flags & VXLAN_GPE_FLAGS) == VXLAN_GPE_FLAGS;
    return isGeneric ? Layer.VXLAN_GPE : Layer.END;
  }

  private static boolean isGeneve(LayerBytes in) {
    return in.has(BYTES)
        && in.u8(0) >> 6 == 0
        && (in.u8(1) & GENEVE_RESERVED) == 0
        && in.u8(7) == 0
        && Layer.ofEtherType(in.u16(2)) != Layer.END;
  }

  private static boolean isGtp(LayerBytes in) {
    return in.has(BYTES) && (in.u8(0) & GTP_VERSION_MASK) == GTP_VERSION && in.u8(1) == GTP_PACKET;
  }

  static Layer readVxlan(LayerBytes in) {
    in.skip(BYTES);
    return Layer.ETHERNET;
  }

  static Layer readVxlanGpe(LayerBytes in) {
    int protocol = in.u8(3);
    in.skip(BYTES);
    return switch (protocol) {
      case 1 -> Layer.IPV4;
      case 2 -> Layer.IPV6;
      case 3 -> Layer.ETHERNET;
      case 5 -> Layer.MPLS;
      default -> Layer.END;
    };
  }

  static Layer readGeneve(LayerBytes in) {
    int optionBytes = (in.u8(0) & 0x3f) * 4;
    int type = in.u16(2);
    in.skip(BYTES + optionBytes);
    return Layer.ofEtherType(type);
  }

  static Layer readGtp(LayerBytes in) {
    int flags = in.u8(0);
    in.skip(BYTES);
    if ((flags & GTP_OPTIONAL) == 0) {
      return Layer.IP;
    }
    if (in.lacks(4, "gtp")) {
      return Layer.END;
    }
    int extension = (flags & GTP_EXTENSION) != 0 ? in.u8(3) : 0;
    in.skip(4);
    for (int i = 0; extension != 0 && i < PacketLimits.GTP_EXTENSIONS; i++) {
      if (in.lacks(4, "gtp")) {
        return Layer.END;
      }
      int size = in.u8(0) * 4;
      if (size == 0 || in.lacks(size, "gtp")) {
        return Layer.END;
      }
      extension = in.u8(size - 1);
      in.skip(size);
    }
    return extension == 0 ? Layer.IP : Layer.END;
  }
}
