package dev.stallscope.packet;

/**
 * Generic routing encapsulation (RFC 2784, 2890), the variant of PPTP (RFC 2637), and ERSPAN.
 *
 * <pre>
 * |C|R|K|S| ... |A| ... | version (3 bits) | protocol (2) | [checksum (4)] | [key (4)] | [sequence (4)] | [ack (4)] |
 * </pre>
 *
 * In version 1 the key field holds the payload length, which is not needed: IP has its own.
 */
final class GreHeader {
  private static final int BYTES = 4;
  private static final int CHECKSUM = 0x8000;
  private static final int ROUTING = 0x4000;
  private static final int KEY = 0x2000;
  private static final int SEQUENCE = 0x1000;
  private static final int ACKNOWLEDGMENT = 0x0080;
  private static final int VERSION_MASK = 0x0007;
  private static final int ERSPAN_1_2 = 0x88be;
  private static final int ERSPAN_3 = 0x22eb;
  private static final int ERSPAN_2_BYTES = 8;
  private static final int ERSPAN_3_BYTES = 12;
  private static final int ERSPAN_3_PLATFORM_BYTES = 8;

  private GreHeader() {}

  static Layer read(LayerBytes in) {
    if (in.lacks(BYTES, "gre")) {
      return Layer.END;
    }
    int flags = in.u16(0);
    int type = in.u16(2);
    int version = flags & VERSION_MASK;
    if (version > 1 || (flags & ROUTING) != 0) {
      return Layer.END;
    }
    int size =
        BYTES
            + ((flags & CHECKSUM) != 0 ? 4 : 0)
            + ((flags & KEY) != 0 ? 4 : 0)
            + ((flags & SEQUENCE) != 0 ? 4 : 0)
            + (version == 1 && (flags & ACKNOWLEDGMENT) != 0 ? 4 : 0);
    if (in.lacks(size, "gre")) {
      return Layer.END;
    }
    in.skip(size);
    return switch (type) {
      // Type I has no header of its own, and no sequence number tells it from type II.
      case ERSPAN_1_2 -> (flags & SEQUENCE) != 0 ? Layer.ERSPAN_2 : Layer.ETHERNET;
      case ERSPAN_3 -> Layer.ERSPAN_3;
      default -> Layer.ofEtherType(type);
    };
  }

  static Layer readErspan2(LayerBytes in) {
    if (in.lacks(ERSPAN_2_BYTES, "erspan")) {
      return Layer.END;
    }
    in.skip(ERSPAN_2_BYTES);
    return Layer.ETHERNET;
  }

  static Layer readErspan3(LayerBytes in) {
    if (in.lacks(ERSPAN_3_BYTES, "erspan")) {
      return Layer.END;
    }
    boolean hasPlatform = (in.u8(ERSPAN_3_BYTES - 1) & 1) != 0;
    in.skip(hasPlatform ? ERSPAN_3_BYTES + ERSPAN_3_PLATFORM_BYTES : ERSPAN_3_BYTES);
    return Layer.ETHERNET;
  }
}
