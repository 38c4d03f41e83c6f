package dev.stallscope.quic;

/** The packet numbers of one direction and number space, of which packets carry the end only. */
public final class PacketNumbers {
  private long largest = -1;

  /** The largest that was opened, -1 before the first. */
  public long largest() {
    return largest;
  }

  public void opened(long number) {
    largest = Math.max(largest, number);
  }

  /**
   * The whole number (RFC 9000 appendix A.3).
   *
   * @param truncated its last {@code bytes} bytes
   */
  public long whole(long truncated, int bytes) {
    long expected = largest + 1;
    long window = 1L << (Byte.SIZE * bytes);
    long candidate = expected & -window | truncated;
    if (candidate <= expected - window / 2 && candidate < (1L << 62) - window) {
      return candidate + window;
    }
    return candidate > expected + window / 2 && candidate >= window
        ? candidate - window
        : candidate;
  }
}
