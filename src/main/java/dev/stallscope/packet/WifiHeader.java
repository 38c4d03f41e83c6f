package dev.stallscope.packet;

/**
 * Data frames of IEEE 802.11 that are not encrypted.
 *
 * <pre>
 * | frame control (2) | duration (2) | address 1, 2, 3 (18) | sequence (2) | [address 4 (6)] | [QoS (2)] | [HT (4)] | LLC
 * </pre>
 *
 * Frames that carry several at once (A-MSDU) and encrypted ones end here.
 */
final class WifiHeader {
  private static final int BYTES = 24;
  private static final int TYPE_MASK = 0x0c;
  private static final int TYPE_DATA = 0x08;
  private static final int NO_DATA = 0x40;
  private static final int QOS = 0x80;
  private static final int BOTH_SYSTEMS = 0x03;
  private static final int PROTECTED = 0x40;
  private static final int ORDER = 0x80;
  private static final int AGGREGATED = 0x80;

  private WifiHeader() {}

  static Layer read(LayerBytes in) {
    if (in.lacks(BYTES, "802.11")) {
      return Layer.END;
    }
    int type = in.u8(0);
    int flags = in.u8(1);
    if ((type & TYPE_MASK) != TYPE_DATA || (type & NO_DATA) != 0 || (flags & PROTECTED) != 0) {
      return Layer.END;
    }
    int size = (flags & BOTH_SYSTEMS) == BOTH_SYSTEMS ? BYTES + 6 : BYTES;
    if ((type & QOS) != 0) {
      if (in.lacks(size + 2, "802.11") || (in.u8(size) & AGGREGATED) != 0) {
        return Layer.END;
      }
      size += (flags & ORDER) != 0 ? 6 : 2;
    }
    in.skip(size);
    return Layer.LLC;
  }
}
