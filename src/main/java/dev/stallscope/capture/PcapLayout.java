package dev.stallscope.capture;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.time.Nanos;

/**
 * How the records of a classic pcap file are laid out, by its file header.
 *
 * <pre>
 *  0  magic        a1b2c3d4 microseconds, a1b23c4d nanoseconds, a1b2cd34 Kuznetzov's variant
 *                  (records have 8 bytes more: interface, protocol, packet type),
 *                  1c0001ac and 1c0001ab IXIA's (nanoseconds, 4 bytes more of file header)
 *  4  version      major, minor (16 bits each)
 *  8  time zone    ignored, as everyone does
 * 12  accuracy     ignored
 * 16  snap length
 * 20  link type    in the low 16 bits; above them the FCS length
 * </pre>
 *
 * @param order of every number in the file
 * @param fileHeaderBytes where the first record begins
 * @param recordHeaderBytes before each packet's data
 * @param nanosPerUnit of the second half of a time stamp
 * @param isSwapped whether original length stands before captured length (before version 2.3)
 * @param isMaybeSwapped whether it does where that is the larger one (version 2.3)
 * @param snapLength as claimed; 0 means no limit
 */
record PcapLayout(
    ByteOrderReads order,
    int fileHeaderBytes,
    int recordHeaderBytes,
    long nanosPerUnit,
    boolean isSwapped,
    boolean isMaybeSwapped,
    int snapLength,
    int linkType) {
  /** What a file header has at least. */
  static final int HEADER_BYTES = 24;

  static final int MAJOR_VERSION = 2;

  /** DG/UX' tcpdump, which had swapped lengths in some releases of 543.0. */
  static final int MAJOR_VERSION_DG_UX = 543;

  private static final int MICROS = 0xa1b2c3d4;
  private static final int NANOS = 0xa1b23c4d;
  private static final int KUZNETZOV = 0xa1b2cd34;
  private static final int IXIA_HARDWARE = 0x1c0001ac;
  private static final int IXIA_SOFTWARE = 0x1c0001ab;
  private static final int IXIA_EXTRA_BYTES = 4;
  private static final int RECORD_BYTES = 16;
  private static final int KUZNETZOV_RECORD_BYTES = 24;
  private static final int LINK_TYPE_MASK = 0xffff;

  /** Whether the bytes begin a classic pcap file. */
  static boolean isPcap(byte[] bytes, int length) {
    return length >= 4 && (isMagic(Bytes.i32(bytes, 0)) || isMagic(Bytes.i32Le(bytes, 0)));
  }

  private static boolean isMagic(int magic) {
    return switch (magic) {
      case MICROS, NANOS, KUZNETZOV, IXIA_HARDWARE, IXIA_SOFTWARE -> true;
      default -> false;
    };
  }

  /** The layout by the file header at {@code at}, of which {@link #HEADER_BYTES} are there. */
  static PcapLayout of(byte[] bytes, int at) {
    ByteOrderReads order = new ByteOrderReads(isMagic(Bytes.i32(bytes, at)));
    int magic = order.i32(bytes, at);
    boolean isIxia = magic == IXIA_HARDWARE || magic == IXIA_SOFTWARE;
    int major = order.u16(bytes, at + 4);
    int minor = order.u16(bytes, at + 6);
    return new PcapLayout(
        order,
        isIxia ? HEADER_BYTES + IXIA_EXTRA_BYTES : HEADER_BYTES,
        magic == KUZNETZOV ? KUZNETZOV_RECORD_BYTES : RECORD_BYTES,
        magic == NANOS || isIxia ? 1 : Nanos.PER_MICRO,
        major == MAJOR_VERSION && minor < 3,
        major == MAJOR_VERSION && minor == 3 || major == MAJOR_VERSION_DG_UX && minor == 0,
        Math.max(0, order.i32(bytes, at + 16)),
        order.i32(bytes, at + 20) & LINK_TYPE_MASK);
  }

  boolean isKuznetzov() {
    return recordHeaderBytes == KUZNETZOV_RECORD_BYTES;
  }

  /** Bytes of a packet beyond which its record is damaged. */
  int maxCapturedBytes() {
    return Math.clamp(snapLength, CaptureLimits.PACKET_BYTES, CaptureLimits.RECORD_BYTES);
  }
}
