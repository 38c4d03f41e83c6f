package dev.stallscope.measure.timeline;

import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.net.Direction;
import dev.stallscope.packet.TcpFlags;

/**
 * The last segment before a silence, where it ended a write of its application: it has PSH, or is
 * smaller than what its sender cuts. Behind any other its sender had more ready.
 */
final class WriteEnd {
  private WriteEnd() {}

  /** Whether a direction's last data before the gap show such an end. */
  static boolean isSeen(Gap gap, Direction direction) {
    int last = gap.scene().lastData(direction, gap.from());
    TcpTrace trace = gap.trace();
    if (last < 0 || (trace.flags(last) & TcpFlags.PSH) != 0) {
      return last >= 0;
    }
    int before = gap.scene().lastData(direction, last - 1);
    boolean isCutAlike =
        before >= 0
            && (trace.flags(before) & TcpFlags.PSH) == 0
            && trace.payloadBytes(before) == trace.payloadBytes(last);
    return !isCutAlike && trace.payloadBytes(last) < gap.scene().mss(direction);
  }
}
