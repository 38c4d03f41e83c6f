package dev.stallscope.packet;

import dev.stallscope.capture.LinkDirection;

/**
 * What Linux puts before packets of the "any" interface, and of links without a header it knows.
 *
 * <pre>
 * version 1:  | packet type (2) | ARPHRD (2) | address length (2) | address (8) | protocol (2) |
 * version 2:  | protocol (2) | 0 (2) | interface (4) | ARPHRD (2) | packet type (1) | length (1) | address (8) |
 * </pre>
 *
 * The packet type is the kernel's: 0 to us, 1 broadcast, 2 multicast, 3 to another host, 4 sent by
 * us. On the loopback interface every packet is "to us", whoever sent it: no direction there.
 */
final class LinuxCookedHeader {
  private static final int BYTES = 16;
  private static final int BYTES_2 = 20;
  private static final int HARDWARE_LOOPBACK = 772;
  private static final int HARDWARE_NETLINK = 824;
  private static final int MIN_TYPE = 1536;
  private static final int LLC_FRAME = 4;

  private LinuxCookedHeader() {}

  static Layer read(LayerBytes in, PacketCursor out) {
    if (in.lacks(BYTES, "linux-cooked")) {
      return Layer.END;
    }
    return read(in, out, BYTES, in.u16(0), in.u16(2), in.u16(14));
  }

  static Layer readVersion2(LayerBytes in, PacketCursor out) {
    if (in.lacks(BYTES_2, "linux-cooked")) {
      return Layer.END;
    }
    return read(in, out, BYTES_2, in.u8(10), in.u16(8), in.u16(0));
  }

  private static Layer read(
      LayerBytes in, PacketCursor out, int size, int packetType, int hardware, int protocol) {
    in.skip(size);
    // What the file says of the packet itself is more than what the header says.
    if (out.linkDirection == LinkDirection.UNKNOWN && hardware != HARDWARE_LOOPBACK) {
      out.linkDirection = direction(packetType);
    }
    if (hardware == HARDWARE_NETLINK) {
      return Layer.END;
    }
    if (protocol < MIN_TYPE) {
      return protocol == LLC_FRAME ? Layer.LLC : Layer.END;
    }
    return Layer.ofEtherType(protocol);
  }

  private static LinkDirection direction(int packetType) {
    return switch (packetType) {
      case 0, 1, 2 -> LinkDirection.INBOUND;
      case 4 -> LinkDirection.OUTBOUND;
      default -> LinkDirection.UNKNOWN;
    };
  }
}
