package dev.stallscope.protocol.quic;

import java.util.function.IntPredicate;

/**
 * How long the packets are that segmentation offload joined in one direction, where they begin with
 * no id that would tell them apart: of one length but the last, which is found by opening the
 * first.
 */
final class JoinedDatagrams {
  /** Offload is for full datagrams, and the least path carries these (RFC 9000 section 14). */
  private static final int LEAST_BYTES = 1200;

  private static final int MOST_BYTES = 1500;

  /** Searches in vain after which the rest is left alone: each costs 300 attempts. */
  private static final int MOST_FAILURES = 32;

  private int bytes;
  private int failures;
  private int packet = -1;

  /**
   * Length of the packet at the start of what is left of a datagram.
   *
   * @param ofPacket index of the datagram
   * @param left bytes of it that are left
   * @param opens whether a packet of that length can be opened
   */
  int segment(int ofPacket, int left, IntPredicate opens) {
    if (ofPacket != packet) {
      packet = ofPacket;
      bytes = find(left, opens);
    }
    return bytes == 0 ? left : Math.min(bytes, left);
  }

  private int find(int left, IntPredicate opens) {
    if (bytes > 0 && bytes <= left && opens.test(bytes)) {
      return bytes;
    }
    if (failures < MOST_FAILURES) {
      for (int size = Math.min(MOST_BYTES, left); size >= LEAST_BYTES; size--) {
        if (opens.test(size)) {
          return size;
        }
      }
      failures++;
    }
    return 0;
  }
}
