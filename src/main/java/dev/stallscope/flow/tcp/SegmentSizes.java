package dev.stallscope.flow.tcp;

import dev.stallscope.packet.PacketCursor;

/**
 * The largest segment that one side may send (STALLS 0.2): from the other side's SYN, less the
 * timestamps option where both use it; else guessed from the segments it sent.
 *
 * @param mss bytes of payload
 */
record SegmentSizes(int mss, boolean isGuessed) {
  private static final int TIMESTAMPS_BYTES = 12;
  private static final int V4_ETHERNET = 1460;
  private static final int V6_ETHERNET = 1440;
  private static final int V4_DEFAULT = 536; // RFC 9293 section 3.7.1
  private static final int V6_DEFAULT = 1220;
  private static final int TYPICAL = 3;
  private static final int MAX_COALESCED = 9;

  static SegmentSizes of(ConnectionTrace trace, boolean isClient, boolean isV4) {
    SegmentTable table = trace.table();
    int mss = PacketCursor.NONE;
    boolean hasTimestamps = false;
    for (int row = 0; row < trace.size(); row++) {
      int tableRow = trace.tableRow(row);
      if (!trace.isSyn(row)) {
        if (trace.payloadBytes(row) > 0) {
          break; // SYNs come before data
        }
      } else if (trace.isFromClient(row) != isClient) {
        mss = table.syns().mss(tableRow);
        hasTimestamps = table.hasTimestamps(tableRow);
      }
    }
    if (mss > TIMESTAMPS_BYTES) {
      return new SegmentSizes(hasTimestamps ? mss - TIMESTAMPS_BYTES : mss, false);
    }
    return new SegmentSizes(guess(trace, isClient, isV4), true);
  }

  private static int guess(ConnectionTrace trace, boolean isClient, boolean isV4) {
    int limit = isV4 ? V4_ETHERNET : V6_ETHERNET;
    int[] counts = new int[limit + 1];
    int coalesced = 0;
    for (int row = 0; row < trace.size(); row++) {
      int bytes = trace.payloadBytes(row);
      if (trace.isFromClient(row) != isClient || bytes == 0) {
        continue;
      }
      if (bytes <= limit) {
        counts[bytes]++;
      } else if (coalesced == 0) {
        coalesced = part(bytes, limit);
      }
    }
    for (int bytes = limit; bytes > 0; bytes--) {
      if (counts[bytes] >= TYPICAL) {
        return Math.max(bytes, isV4 ? V4_DEFAULT : V6_DEFAULT);
      }
    }
    return coalesced > 0 ? coalesced : isV4 ? V4_DEFAULT : V6_DEFAULT;
  }

  /** The size of the segments that offloading put together, or 0. */
  private static int part(int bytes, int limit) {
    for (int parts = 2; parts <= MAX_COALESCED; parts++) {
      if (bytes % parts == 0 && bytes / parts <= limit) {
        return bytes / parts;
      }
    }
    return 0;
  }
}
