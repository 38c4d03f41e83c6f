package dev.stallscope.flow.tcp;

/**
 * What is known of one sender while the rows are walked: what it sent, what of it was acknowledged,
 * and the window it may use. Rows that the capture made twice must not be shown to it.
 */
final class SenderState {
  private final ByteRanges sacked = new ByteRanges();
  private long highest = -1;
  private long acknowledged = -1;
  private long windowBytes = -1;
  private long windowEdge = -1;
  private int duplicateAcks;
  private boolean hasAdvanced;
  private boolean isDuplicate;

  /** Takes a segment of this sender. */
  void sent(ConnectionTrace trace, int row) {
    if (!trace.isReset(row) && !trace.has(row, SegmentEvent.ZERO_WINDOW_PROBE)) {
      highest = Math.max(highest, trace.end(row));
    }
  }

  /** Takes a segment of the other side. */
  void answered(ConnectionTrace trace, int row) {
    hasAdvanced = false;
    isDuplicate = false;
    if (!trace.isAck(row) || trace.isReset(row)) {
      return;
    }
    long ack = trace.acknowledgment(row);
    boolean isScaleKnown =
        trace.isSyn(row) || trace.scales().shift(trace.direction(row)) != WindowScales.UNKNOWN;
    // A window of nothing is that at any scale.
    long window = isScaleKnown || trace.windowBytes(row) == 0 ? trace.windowBytes(row) : -1;
    boolean isSameWindow = window == windowBytes;
    boolean hasNewSack = addSacks(trace, row, ack);
    if (ack > acknowledged) {
      hasAdvanced = true;
      acknowledged = ack;
      duplicateAcks = 0;
      sacked.removeBefore(ack);
    } else if (ack == acknowledged
        && !trace.occupiesSequence(row)
        && highest > ack
        && (isSameWindow || hasNewSack)
        && !trace.has(row, SegmentEvent.KEEP_ALIVE)
        && !trace.has(row, SegmentEvent.KEEP_ALIVE_ACK)) {
      duplicateAcks++;
      isDuplicate = true;
    }
    if (ack >= acknowledged) {
      windowBytes = window;
      windowEdge = window < 0 ? -1 : ack + window;
    }
  }

  private boolean addSacks(ConnectionTrace trace, int row, long ack) {
    long[] blocks = trace.sackBlocks(row);
    boolean isNew = false;
    for (int i = isDuplicateReport(blocks, ack) ? 2 : 0; i < blocks.length; i += 2) {
      if (blocks[i] >= ack && blocks[i + 1] <= highest) {
        isNew |= sacked.add(blocks[i], blocks[i + 1]);
      }
    }
    return isNew;
  }

  /** Whether the first block reports bytes received twice (RFC 2883 section 4). */
  static boolean isDuplicateReport(long[] blocks, long ack) {
    return blocks.length >= 2
        && (blocks[1] <= ack
            || (blocks.length >= 4 && blocks[0] >= blocks[2] && blocks[1] <= blocks[3]));
  }

  long highest() {
    return highest;
  }

  long acknowledged() {
    return acknowledged;
  }

  ByteRanges sacked() {
    return sacked;
  }

  long inFlightBytes() {
    return acknowledged < 0 ? 0 : Math.max(0, highest - acknowledged - sacked.total());
  }

  long windowBytes() {
    return windowBytes;
  }

  long windowEdge() {
    return windowEdge;
  }

  int duplicateAcks() {
    return duplicateAcks;
  }

  /** Whether the last answer acknowledged something new. */
  boolean hasAdvanced() {
    return hasAdvanced;
  }

  /** Whether the last answer was a duplicate ACK. */
  boolean isDuplicate() {
    return isDuplicate;
  }
}
