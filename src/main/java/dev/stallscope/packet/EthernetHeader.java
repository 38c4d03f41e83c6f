package dev.stallscope.packet;

/**
 * Ethernet II and IEEE 802.3, with the tags that may follow the addresses.
 *
 * <pre>
 *  0                   6                  12        14
 * +-------------------+-------------------+---------+-------
 * | destination       | source            | type    | payload, padding
 * +-------------------+-------------------+---------+-------
 * 802.1Q tag:    | priority, VLAN id (2) | type (2) |
 * 802.2 + SNAP:  | AA AA 03 | organisation (3) | type (2) |
 * </pre>
 *
 * A type below 1536 is the length of an IEEE 802.3 frame, whose payload begins with LLC. Frames are
 * padded to 60 bytes: only the IP header knows where the payload ends.
 */
final class EthernetHeader {
  private static final int BYTES = 14;
  private static final int TYPE = 12;
  private static final int MIN_TYPE = 1536;
  private static final int VLAN_BYTES = 4;
  private static final int E_TAG_BYTES = 8;
  private static final int METADATA_BYTES = 8;
  private static final int LLC_BYTES = 3;
  private static final int SNAP_BYTES = 8;
  private static final int SNAP_SAPS = 0xaaaa;
  private static final int IP_SAPS = 0x0606;

  private EthernetHeader() {}

  static Layer read(LayerBytes in) {
    if (in.lacks(BYTES, "ethernet")) {
      return Layer.END;
    }
    int type = in.u16(TYPE);
    in.skip(BYTES);
    return type < MIN_TYPE ? Layer.LLC : Layer.ofEtherType(type);
  }

  static Layer readVlan(LayerBytes in) {
    return readTag(in, VLAN_BYTES, "vlan");
  }

  /** IEEE 802.1BR: six bytes of tag, then the type. */
  static Layer readETag(LayerBytes in) {
    return readTag(in, E_TAG_BYTES, "e-tag");
  }

  /** Cisco metadata (security group tags): six bytes, then the type. */
  static Layer readMetadata(LayerBytes in) {
    return readTag(in, METADATA_BYTES, "cisco-metadata");
  }

  private static Layer readTag(LayerBytes in, int size, String layer) {
    if (in.lacks(size, layer)) {
      return Layer.END;
    }
    int type = in.u16(size - 2);
    in.skip(size);
    return type < MIN_TYPE ? Layer.LLC : Layer.ofEtherType(type);
  }

  static Layer readLlc(LayerBytes in) {
    if (in.lacks(LLC_BYTES, "llc")) {
      return Layer.END;
    }
    if (in.u16(0) == IP_SAPS) {
      in.skip(LLC_BYTES);
      return Layer.IPV4;
    }
    if (in.u16(0) != SNAP_SAPS || in.lacks(SNAP_BYTES, "snap")) {
      return Layer.END;
    }
    int type = in.u16(SNAP_BYTES - 2);
    in.skip(SNAP_BYTES);
    return Layer.ofEtherType(type);
  }
}
