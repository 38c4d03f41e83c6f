package dev.stallscope.analysis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What of a stream of equal segments has arrived, in the words of a scenario's ACK (RFC 2018). */
final class SackReceiver {
  private static final int MOST_BLOCKS = 3;

  private final BitSet arrived = new BitSet();

  /** The answer to a segment: what is there without a hole, then blocks, the newest first. */
  String answer(int segment) {
    arrived.set(segment);
    int whole = arrived.nextClearBit(0);
    List<String> blocks = new ArrayList<>();
    if (segment > whole) {
      blocks.add(block(segment));
    }
    for (int at = arrived.nextSetBit(whole); at >= 0 && blocks.size() < MOST_BLOCKS; ) {
      int end = arrived.nextClearBit(at);
      if (segment < at || segment >= end) {
        blocks.add(block(at));
      }
      at = arrived.nextSetBit(end);
    }
    return "ACK "
        + (long) whole * SackSender.SEGMENT
        + (blocks.isEmpty() ? "" : " sack " + String.join(",", blocks));
  }

  private String block(int segment) {
    int from = arrived.previousClearBit(segment) + 1;
    int to = arrived.nextClearBit(segment);
    return (long) from * SackSender.SEGMENT + ".." + (long) to * SackSender.SEGMENT;
  }
}
