package dev.stallscope.packet;

/**
 * A stack of MPLS labels (RFC 3032).
 *
 * <pre>
 * | label (20 bits) | traffic class (3) | bottom of stack (1) | TTL (8) |   repeated
 * </pre>
 *
 * Nothing says what follows the stack. By RFC 4928 the first four bits tell: 4 and 6 are IP, 0 is
 * the control word of a pseudowire, of which Ethernet is the usual one. A pseudowire without a
 * control word begins with an address that may have the same bits: there the EtherType decides.
 */
final class MplsLabels {
  private static final int LABEL_BYTES = 4;
  private static final int BOTTOM = 0x01;
  private static final int CONTROL_WORD_BYTES = 4;
  private static final int MIN_IPV4_WORDS = 5;
  private static final int ETHER_TYPE = 12;

  private MplsLabels() {}

  static Layer read(LayerBytes in) {
    for (int i = 0; i < PacketLimits.MPLS_LABELS; i++) {
      if (in.lacks(LABEL_BYTES, "mpls")) {
        return Layer.END;
      }
      boolean isBottom = (in.u8(2) & BOTTOM) != 0;
      in.skip(LABEL_BYTES);
      if (isBottom) {
        return payload(in);
      }
    }
    in.report(
        Anomaly.Kind.TOO_DEEP, "mpls", 0, PacketLimits.MPLS_LABELS + 1, PacketLimits.MPLS_LABELS);
    return Layer.END;
  }

  private static Layer payload(LayerBytes in) {
    boolean isEthernet = hasEtherType(in, 0);
    if (!in.has(CONTROL_WORD_BYTES)) {
      return Layer.END;
    }
    return switch (in.u8(0) >> 4) {
      case 0 -> {
        if (!isEthernet || hasEtherType(in, CONTROL_WORD_BYTES)) {
          in.skip(CONTROL_WORD_BYTES);
        }
        yield Layer.ETHERNET;
      }
      case 4 -> (in.u8(0) & 0x0f) >= MIN_IPV4_WORDS ? Layer.IPV4 : Layer.ETHERNET;
      case 6 -> Layer.IPV6;
      default -> isEthernet ? Layer.ETHERNET : Layer.END;
    };
  }

  private static boolean hasEtherType(LayerBytes in, int frame) {
    return in.has(frame + ETHER_TYPE + 2)
        && Layer.ofEtherType(in.u16(frame + ETHER_TYPE)) != Layer.END;
  }
}
