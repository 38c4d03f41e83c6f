package dev.stallscope.flow.tcp;

import dev.stallscope.packet.TcpFlags;
import dev.stallscope.time.Nanos;
import java.util.Arrays;

/**
 * Finds segments that the capture recorded twice, at a mirror port or on two interfaces (STALLS
 * 0.5, Q4): the same headers and checksum within 2 ms, and the same IPv4 identification, whatever
 * the TTL.
 *
 * <p>Where there is no identification, as in IPv6, equal segments may be sent twice in earnest;
 * they count only where they are many. Equal pure ACKs without timestamps never count there: that
 * is how duplicate ACKs look.
 */
final class CaptureDuplicates {
  private static final long WINDOW_NANOS = Nanos.ofMillis(2);
  private static final int SLOTS = 1 << 8; // segments of 2 ms; later ones displace earlier ones

  /** At least one of three such segments must have a twin. */
  private static final int DUPLICATED_PART = 3;

  private final ConnectionTrace trace;
  private final SegmentTable table;
  private final int[] recent = new int[SLOTS];
  private final boolean[] hasIds = new boolean[2];
  private int candidates;
  private int twins;
  private int[] unsure = new int[16];

  CaptureDuplicates(ConnectionTrace trace) {
    this.trace = trace;
    table = trace.table();
  }

  /** Marks all but the first copy of each segment. */
  void mark() {
    findIds();
    Arrays.fill(recent, -1);
    for (int row = 0; row < trace.size(); row++) {
      int tableRow = trace.tableRow(row);
      boolean isSure = hasIds[table.side(tableRow)] && table.ipId(tableRow) != 0;
      if (!isSure && !isTelling(tableRow)) {
        continue;
      }
      candidates += isSure ? 0 : 1;
      int slot = slot(tableRow);
      int earlier = recent[slot];
      recent[slot] = row;
      if (earlier >= 0 && isTwin(trace.tableRow(earlier), tableRow)) {
        if (isSure) {
          trace.addEvents(row, SegmentEvent.CAPTURE_DUPLICATE.bit());
        } else {
          suspect(row);
        }
      }
    }
    if (twins > 0 && twins * DUPLICATED_PART >= candidates - twins) {
      for (int i = 0; i < twins; i++) {
        trace.addEvents(unsure[i], SegmentEvent.CAPTURE_DUPLICATE.bit());
      }
    }
  }

  /** A side whose identification never changes might as well have none. */
  private void findIds() {
    int[] last = {-1, -1};
    for (int row = 0; row < trace.size() && !(hasIds[0] && hasIds[1]); row++) {
      int tableRow = trace.tableRow(row);
      int side = table.side(tableRow);
      int id = table.ipId(tableRow);
      hasIds[side] |= id != 0 && last[side] > 0 && id != last[side];
      last[side] = id == 0 ? last[side] : id;
    }
  }

  private boolean isTelling(int tableRow) {
    return table.payloadBytes(tableRow) > 0
        || table.hasTimestamps(tableRow)
        || (table.flags(tableRow) & (TcpFlags.SYN | TcpFlags.FIN)) != 0;
  }

  private boolean isTwin(int a, int b) {
    long between = table.epochNanos(b) - table.epochNanos(a);
    return Math.abs(between) <= WINDOW_NANOS
        && table.side(a) == table.side(b)
        && table.sequence(a) == table.sequence(b)
        && table.acknowledgment(a) == table.acknowledgment(b)
        && table.payloadBytes(a) == table.payloadBytes(b)
        && table.flags(a) == table.flags(b)
        && table.window(a) == table.window(b)
        && table.checksum(a) == table.checksum(b)
        && table.ipId(a) == table.ipId(b)
        && table.timestampValue(a) == table.timestampValue(b)
        && table.timestampEcho(a) == table.timestampEcho(b);
  }

  private int slot(int tableRow) {
    int mixed =
        table.sequence(tableRow) * 31
            + table.acknowledgment(tableRow) * 17
            + table.checksum(tableRow)
            + table.ipId(tableRow) * 7
            + table.side(tableRow);
    return (mixed * 0x9e37_79b9 >>> 24) & SLOTS - 1;
  }

  private void suspect(int row) {
    if (twins == unsure.length) {
      unsure = Arrays.copyOf(unsure, twins * 2);
    }
    unsure[twins++] = row;
  }
}
