package dev.stallscope.packet;

/** Caps on every count, depth and size that packet headers name, with where each comes from. */
final class PacketLimits {
  /** Headers followed in one packet; real tunnels in tunnels stay below half of this. */
  static final int LAYERS = 32;

  /** VLAN tags are layers of their own, MPLS labels are not: the deepest stacks seen have six. */
  static final int MPLS_LABELS = 16;

  /** Extension headers of one IPv6 packet; RFC 8200 section 4.1 knows seven, one of them twice. */
  static final int IPV6_EXTENSIONS = 16;

  /** Extension headers of one GTP-U packet; 3GPP TS 29.281 section 5.2 knows a handful. */
  static final int GTP_EXTENSIONS = 8;

  /**
   * Bytes a frame is believed to have had on the wire, twice Linux' GSO_MAX_SIZE of 8 x 64 KB: only
   * this bounds the length of a packet whose IP header gives none.
   */
  static final int FRAME_BYTES = 1 << 20;

  /** Datagrams waiting for fragments. */
  static final int DATAGRAMS = 1024;

  /** Bytes kept of all waiting fragments: Linux' default ipfrag_high_thresh. */
  static final int FRAGMENT_BYTES = 4 << 20;

  /** Nanoseconds until a datagram is given up: Linux' default ipfrag_time. */
  static final long FRAGMENT_AGE_NANOS = 30_000_000_000L;

  /** Bytes of a datagram: the IPv4 total length has 16 bits. */
  static final int DATAGRAM_BYTES = 65_535;

  /** Anomalies kept with their details; the rest are counted. */
  static final int ANOMALIES = 1000;

  private PacketLimits() {}
}
