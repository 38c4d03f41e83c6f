package dev.stallscope.packet;

import dev.stallscope.capture.LinkDirection;

/**
 * Headers that a capturing tool puts before the frame; all of them say where the frame begins and
 * most of which link type it has.
 *
 * <pre>
 * radiotap:  | version (1) | 0 (1) | length (2, LE) | fields |
 * PPI:       | version (1) | flags (1) | length (2, LE) | link type (4, LE) | fields |
 * PKTAP:     | length (4, LE) | type (4) | link type (4, LE) | interface name (24) | flags (4, LE) ...
 * NFLOG:     | family (1) | version (1) | resource (2) | { length (2), type (2), value, padded to 4 } ... |
 * </pre>
 */
final class MetadataHeader {
  private static final int RADIOTAP_BYTES = 4;
  private static final int PPI_BYTES = 8;
  private static final int PKTAP_BYTES = 40;
  private static final int PKTAP_FLAGS = 36;
  private static final int PKTAP_INBOUND = 1;
  private static final int PKTAP_OUTBOUND = 2;
  private static final int NFLOG_BYTES = 4;
  private static final int NFLOG_PAYLOAD = 9;

  private MetadataHeader() {}

  static Layer readRadiotap(LayerBytes in) {
    if (in.lacks(RADIOTAP_BYTES, "radiotap")) {
      return Layer.END;
    }
    return skipTo(in, in.u16Le(2), RADIOTAP_BYTES, "radiotap") ? Layer.WIFI : Layer.END;
  }

  static Layer readPpi(LayerBytes in) {
    if (in.lacks(PPI_BYTES, "ppi")) {
      return Layer.END;
    }
    int linkType = in.i32Le(4);
    return skipTo(in, in.u16Le(2), PPI_BYTES, "ppi") ? Layer.ofLinkType(linkType) : Layer.END;
  }

  /** What macOS captures on several interfaces at once; its flags give the direction. */
  static Layer readPktap(LayerBytes in, PacketCursor out) {
    if (in.lacks(PKTAP_BYTES, "pktap")) {
      return Layer.END;
    }
    int linkType = in.i32Le(8);
    int flags = in.i32Le(PKTAP_FLAGS);
    if (out.linkDirection == LinkDirection.UNKNOWN) {
      out.linkDirection =
          (flags & PKTAP_OUTBOUND) != 0
              ? LinkDirection.OUTBOUND
              : (flags & PKTAP_INBOUND) != 0 ? LinkDirection.INBOUND : LinkDirection.UNKNOWN;
    }
    return skipTo(in, in.i32Le(0), PKTAP_BYTES, "pktap") ? Layer.ofLinkType(linkType) : Layer.END;
  }

  static Layer readNflog(LayerBytes in) {
    if (in.lacks(NFLOG_BYTES, "nflog")) {
      return Layer.END;
    }
    in.skip(NFLOG_BYTES);
    // Each turn takes at least four bytes away.
    while (in.has(NFLOG_BYTES)) {
      int size = in.u16Le(0);
      if (in.u16Le(2) == NFLOG_PAYLOAD) {
        in.skip(NFLOG_BYTES);
        return Layer.IP;
      }
      if (!skipTo(in, size + 3 & ~3, NFLOG_BYTES, "nflog")) {
        return Layer.END;
      }
    }
    return Layer.END;
  }

  private static boolean skipTo(LayerBytes in, int size, int least, String layer) {
    if (size < least) {
      in.report(Anomaly.Kind.BAD_LENGTH, layer, 0, least, size);
      return false;
    }
    in.skip(size);
    return true;
  }
}
