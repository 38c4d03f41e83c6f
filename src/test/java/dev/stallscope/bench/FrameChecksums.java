package dev.stallscope.bench;

/** The checksums of RFC 1071, written into a frame in place. */
final class FrameChecksums {
  private static final int V4_CHECKSUM = 10;
  private static final int ALL_ONES = 0xffff;

  private FrameChecksums() {}

  /**
   * Makes the checksums of a frame right.
   *
   * @param filled bytes of the frame that may differ from zero; those behind add nothing to a sum
   */
  static void write(byte[] frame, FrameLayout layout, int filled) {
    if (layout.isV4()) {
      int at = FrameLayout.IP + V4_CHECKSUM;
      putShort(frame, at, 0);
      putShort(frame, at, folded(sum(frame, FrameLayout.IP, layout.transport())));
    }
    putShort(frame, layout.checksum(), 0);
    long pseudo =
        sum(frame, layout.source(), layout.source() + 2 * layout.addressBytes())
            + layout.protocol()
            + (layout.end() - layout.transport());
    int end = Math.min(layout.end(), filled);
    int checksum = folded(pseudo + sum(frame, layout.transport(), end));
    // RFC 768: a UDP checksum of zero would say that there is none.
    putShort(frame, layout.checksum(), checksum == 0 && !layout.isTcp() ? ALL_ONES : checksum);
  }

  static void putShort(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >>> 8);
    bytes[at + 1] = (byte) value;
  }

  private static long sum(byte[] bytes, int from, int end) {
    long sum = 0;
    int i = from;
    for (; i + 1 < end; i += 2) {
      sum += (bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff;
    }
    return i < end ? sum + ((bytes[i] & 0xff) << 8) : sum;
  }

  private static int folded(long sum) {
    long folded = sum;
    while (folded > ALL_ONES) {
      folded = (folded & ALL_ONES) + (folded >>> 16);
    }
    return (int) ~folded & ALL_ONES;
  }
}
