package dev.stallscope.analysis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A sender with slow start, congestion avoidance and selective acknowledgments: what was sent
 * before something that arrived is lost (RFC 8985, on a path without reordering).
 */
final class SackSender {
  static final int SEGMENT = 1448;
  private static final int FIRST_WINDOW = 10;

  private final int segments;
  private final long[] sentNanos;
  private final BitSet flying = new BitSet();
  private final BitSet lost = new BitSet();
  private double window = FIRST_WINDOW;
  private double threshold = Double.MAX_VALUE;
  private int next;
  private int recoverUntil;

  /** A packet as it was sent. */
  record Sent(int segment, long nanos, boolean isAgain) {}

  SackSender(int segments) {
    this.segments = segments;
    this.sentNanos = new long[segments];
  }

  boolean isDone() {
    return next == segments && flying.isEmpty() && lost.isEmpty();
  }

  /** What the window lets out now: first what was lost. */
  List<Sent> send(long now) {
    List<Sent> sent = new ArrayList<>();
    while (flying.cardinality() < (int) window && (!lost.isEmpty() || next < segments)) {
      boolean isAgain = !lost.isEmpty();
      int segment = isAgain ? lost.nextSetBit(0) : next++;
      lost.clear(segment);
      flying.set(segment);
      sentNanos[segment] = now;
      sent.add(new Sent(segment, now, isAgain));
    }
    return sent;
  }

  /** The peer has said that a packet arrived. */
  void delivered(Sent packet) {
    flying.clear(packet.segment());
    lost.clear(packet.segment());
    boolean isLoss = false;
    for (int i = flying.nextSetBit(0); i >= 0; i = flying.nextSetBit(i + 1)) {
      if (sentNanos[i] < packet.nanos() || sentNanos[i] == packet.nanos() && i < packet.segment()) {
        flying.clear(i);
        lost.set(i);
        isLoss = true;
      }
    }
    if (isLoss && packet.segment() >= recoverUntil) {
      threshold = Math.max(2, window / 2);
      window = threshold;
      recoverUntil = next;
    } else if (!isLoss) {
      window += window < threshold ? 1 : 1 / window;
    }
  }

  /** Nothing was heard: all that is under way is lost. */
  void timedOut() {
    lost.or(flying);
    flying.clear();
    threshold = Math.max(2, window / 2);
    window = 1;
    recoverUntil = next;
  }
}
