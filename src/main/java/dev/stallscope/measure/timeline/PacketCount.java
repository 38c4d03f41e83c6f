package dev.stallscope.measure.timeline;

import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.packet.TcpFlags;

/**
 * A sender's own count of its packets, where it lets one be seen: Linux numbers those of a
 * connection one by one in the IPv4 identification, and gives its SYN 0. A number that is missing
 * is a packet that was sent and never came to the capture point. Hosts that count all their packets
 * together, or none, number their SYNs otherwise.
 */
final class PacketCount {
  /** So many packets around must follow one another closely, as by no chance they would. */
  private static final int LEAST_STEPS = 3;

  private static final int LOOK_STEPS = 8;

  /** A longer jump is another counter, not that many losses. */
  private static final int MOST_MISSED = 16;

  private PacketCount() {}

  /**
   * Whether packets of the row's side are missing right before it, and none of them could be a mere
   * acknowledgment: the other side sent nothing to acknowledge meanwhile. What they held comes with
   * the row; behind a hole it has only overtaken them.
   */
  static boolean lacksDataBefore(Scene scene, int row) {
    TcpTrace trace = scene.trace();
    int before = previous(trace, row);
    if (before < 0
        || trace.sequence(row) > trace.end(before)
        || !isMissed(trace, scene.mss(trace.direction(row)), before, row)
        || isAnswerDue(scene, before, row)) {
      return false;
    }
    return isCounting(trace, before, row) && countsFromSyn(trace, row);
  }

  private static boolean isMissed(TcpTrace trace, int mss, int before, int row) {
    int step = step(trace, before, row);
    // Segments that were joined on arrival have taken one number each.
    return step > 1 && step <= MOST_MISSED && trace.payloadBytes(before) <= mss;
  }

  private static boolean isAnswerDue(Scene scene, int before, int row) {
    for (int between = before + 1; between < row; between++) {
      if (!scene.isPureAck(between)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the numbers go up step by step before the gap and, early in a connection, behind. */
  private static boolean isCounting(TcpTrace trace, int last, int first) {
    int steps = 0;
    for (int row = last; row >= 0 && steps < LOOK_STEPS; steps++) {
      int before = previous(trace, row);
      if (before < 0 || trace.packetId(before) == 0) {
        break;
      }
      if (!isStep(step(trace, before, row))) {
        return false;
      }
      row = before;
    }
    for (int row = first; steps < LEAST_STEPS; steps++) {
      int after = following(trace, row);
      if (after < 0 || !isStep(step(trace, row, after))) {
        return false;
      }
      row = after;
    }
    return true;
  }

  private static boolean isStep(int step) {
    return step >= 1 && step <= MOST_MISSED;
  }

  private static boolean countsFromSyn(TcpTrace trace, int last) {
    int end = Math.min(last, Scene.LOOK_ROWS);
    for (int row = 0; row < end; row++) {
      if (trace.direction(row) == trace.direction(last)) {
        return (trace.flags(row) & TcpFlags.SYN) != 0 && trace.packetId(row) == 0;
      }
    }
    return false;
  }

  private static int step(TcpTrace trace, int before, int row) {
    return trace.packetId(row) - trace.packetId(before) & 0xffff;
  }

  /** The packet of the same side before, or -1 where none is near. */
  private static int previous(TcpTrace trace, int row) {
    int end = Math.max(0, row - Scene.LOOK_ROWS);
    for (int before = row - 1; before >= end; before--) {
      if (trace.direction(before) == trace.direction(row)
          && !trace.has(before, SegmentEvent.CAPTURE_DUPLICATE)) {
        return before;
      }
    }
    return -1;
  }

  private static int following(TcpTrace trace, int row) {
    int end = Math.min(trace.size(), row + Scene.LOOK_ROWS);
    for (int after = row + 1; after < end; after++) {
      if (trace.direction(after) == trace.direction(row)
          && !trace.has(after, SegmentEvent.CAPTURE_DUPLICATE)) {
        return after;
      }
    }
    return -1;
  }
}
