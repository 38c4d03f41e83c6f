package dev.stallscope.flow.tcp;

import dev.stallscope.net.Direction;
import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.TcpFlags;

/**
 * How far the window fields of both sides are shifted (RFC 7323 section 2). Scaling is used only
 * where both SYNs offer it; where a SYN lacks the option it is off for both, also if the other SYN
 * was not seen. Where the capture cut the options nothing is known.
 *
 * @param client shift of the client's window fields, 0 when off, {@link #UNKNOWN}
 * @param server likewise
 */
record WindowScales(int client, int server) {
  static final int UNKNOWN = -1;

  static WindowScales of(ConnectionTrace trace) {
    SegmentTable table = trace.table();
    int client = UNKNOWN;
    int server = UNKNOWN;
    for (int i = 0; i < trace.size(); i++) {
      if ((trace.flags(i) & TcpFlags.SYN) == 0) {
        continue;
      }
      int shift = table.syns().windowScale(trace.tableRow(i));
      if (shift == PacketCursor.NONE && table.syns().isCut(trace.tableRow(i))) {
        continue;
      }
      if (shift == PacketCursor.NONE) {
        return new WindowScales(0, 0);
      }
      if (trace.isFromClient(i)) {
        client = shift;
      } else {
        server = shift;
      }
    }
    return new WindowScales(client, server);
  }

  int shift(Direction sentBy) {
    return sentBy == Direction.CLIENT_TO_SERVER ? client : server;
  }
}
