package dev.stallscope.packet;

/**
 * PPP in HDLC-like framing (RFC 1662), without it, and over Ethernet (RFC 2516); Cisco HDLC.
 *
 * <pre>
 * PPP:    | [FF 03] | protocol (2, or 1 when its first byte is odd) |
 * PPPoE:  | version, type (1) | code (1) | session (2) | length (2) | PPP without FF 03 |
 * HDLC:   | address (1) | control (1) | EtherType (2) |
 * </pre>
 */
final class PppHeader {
  private static final int FRAMING = 0xff03;
  private static final int PPPOE_BYTES = 6;
  private static final int HDLC_BYTES = 4;

  private PppHeader() {}

  static Layer read(LayerBytes in) {
    if (in.has(2) && in.u16(0) == FRAMING) {
      in.skip(2);
    }
    if (in.lacks(1, "ppp")) {
      return Layer.END;
    }
    // RFC 1661 section 6.5: a compressed protocol field is one byte, and odd.
    int size = (in.u8(0) & 1) != 0 ? 1 : 2;
    if (in.lacks(size, "ppp")) {
      return Layer.END;
    }
    int protocol = size == 1 ? in.u8(0) : in.u16(0);
    in.skip(size);
    return switch (protocol) {
      case 0x0021 -> Layer.IPV4;
      case 0x0057 -> Layer.IPV6;
      case 0x0281, 0x0283 -> Layer.MPLS;
      default -> Layer.END;
    };
  }

  static Layer readPppoe(LayerBytes in) {
    if (in.lacks(PPPOE_BYTES, "pppoe")) {
      return Layer.END;
    }
    boolean isSession = in.u8(1) == 0;
    int length = in.u16(4);
    in.skip(PPPOE_BYTES);
    in.limit(length, "pppoe");
    return isSession ? Layer.PPP : Layer.END;
  }

  static Layer readHdlc(LayerBytes in) {
    if (in.lacks(HDLC_BYTES, "hdlc")) {
      return Layer.END;
    }
    if (in.u16(0) == FRAMING) {
      return Layer.PPP;
    }
    int type = in.u16(2);
    in.skip(HDLC_BYTES);
    return Layer.ofEtherType(type);
  }
}
