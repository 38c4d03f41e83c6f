package dev.stallscope.flow.tcp;

import dev.stallscope.time.Nanos;
import java.util.Arrays;

/**
 * Judges what was sent again: which mechanism did it, which transmissions were lost and which
 * repetitions were needless (STALLS 1.3, 1.4). Unlike the labels it leaves out what the capture
 * recorded twice, tells reordering from retransmission by timestamps and IP identification, and
 * takes back what a later duplicate SACK or timestamp echo disproves.
 *
 * <p>A retransmission whose first transmission was lost before the capture point has a cause but no
 * original row. A segment that does not advance and has no cause was overtaken, or duplicated by
 * the network.
 */
final class RetransmissionJudge {
  private static final int LOST = SegmentEvent.LOST.bit();
  private static final int NEEDLESS = SegmentEvent.NEEDLESS.bit();
  private static final long REORDERING_NANOS = Nanos.ofMillis(3);
  private static final int NEIGHBOUR_IDS = 1000;

  private final ConnectionTrace trace;
  private final SegmentTable table;
  private final PathTimes path;
  private final boolean isTwoSided;
  private final RoundTripEstimate estimate = new RoundTripEstimate();
  private final Flow[] flows;
  private int[] previous = {};

  /** One direction of data. */
  private static final class Flow {
    final SenderState sender = new SenderState();
    final TransmissionLog log;
    final RepairState repair;
    int suspect = -1; // retransmission of the oldest byte, to be disproved by the next ACK's echo

    Flow(
        ConnectionTrace trace,
        RoundTripEstimate estimate,
        PathTimes path,
        boolean isClient,
        int mss) {
      log = new TransmissionLog(trace);
      repair = new RepairState(trace, sender, estimate, path, isClient, mss);
    }
  }

  /**
   * @param isTwoSided whether both directions were captured; without the other one nothing can be
   *     said of loss
   */
  RetransmissionJudge(
      ConnectionTrace trace, PathTimes path, int clientMss, int serverMss, boolean isTwoSided) {
    this.trace = trace;
    this.path = path;
    this.isTwoSided = isTwoSided;
    table = trace.table();
    flows =
        new Flow[] {
          new Flow(trace, estimate, path, true, clientMss),
          new Flow(trace, estimate, path, false, serverMss)
        };
  }

  void judge() {
    for (int row = 0; row < trace.size(); row++) {
      if (trace.has(row, SegmentEvent.CAPTURE_DUPLICATE)) {
        continue;
      }
      int side = trace.direction(row).ordinal();
      send(row, flows[side]);
      answer(row, flows[1 - side]);
      if (trace.roundTripNanos(row) >= 0) {
        estimate.add(trace.roundTripNanos(row), trace.epochNanos(row));
      }
    }
  }

  private void send(int row, Flow flow) {
    boolean isProbe =
        trace.has(row, SegmentEvent.KEEP_ALIVE) || trace.has(row, SegmentEvent.ZERO_WINDOW_PROBE);
    if (trace.occupiesSequence(row) && !trace.isReset(row) && !isProbe) {
      long highest = flow.sender.highest();
      long start = trace.sequence(row);
      if (start < highest && !isDataAfterProbe(row, highest)) {
        repeat(row, flow);
      }
      if (trace.end(row) > highest) {
        flow.log.append(Math.max(start, highest), row);
      }
    }
    flow.sender.sent(trace, row);
  }

  private boolean isDataAfterProbe(int row, long highest) {
    return trace.sequence(row) == highest - 1 && trace.payloadBytes(row) > 1;
  }

  private void repeat(int row, Flow flow) {
    long start = trace.sequence(row);
    long end = trace.end(row);
    int last = flow.log.latest(start);
    long since = last >= 0 ? trace.epochNanos(last) : holeNanos(flow, start);
    boolean isOld = end <= flow.sender.acknowledged();
    if (last < 0) {
      boolean isOvertaken = isOvertaken(row, flow.log.after(start));
      flow.log.fill(start, row);
      if (isOvertaken && !isOld) {
        trace.addEvents(row, SegmentEvent.OVERTAKEN.bit());
        return;
      }
    } else if (isNetworkDuplicate(last, row)) {
      return;
    }
    trace.retransmission(
        row, flow.repair.cause(row, last, since, oldestNanos(flow)), flow.log.first(start));
    if (last < 0) {
      // It is the first transmission that the capture saw, so it has no original.
      trace.retransmission(row, trace.retransmissionCause(row), TransmissionLog.NONE);
    } else {
      remember(row, last);
      flow.log.repeat(start, end, row);
    }
    if (!isTwoSided) {
      return;
    }
    if (isOld || flow.sender.sacked().contains(start, end)) {
      trace.addEvents(row, NEEDLESS);
      return;
    }
    if (last >= 0) {
      trace.addEvents(last, LOST);
    }
    flow.suspect = start <= flow.sender.acknowledged() ? row : flow.suspect;
  }

  private long oldestNanos(Flow flow) {
    int oldest = flow.log.latest(flow.sender.acknowledged());
    return oldest >= 0 ? trace.epochNanos(oldest) : Long.MAX_VALUE;
  }

  private long holeNanos(Flow flow, long start) {
    int after = flow.log.after(start);
    return after >= 0 ? trace.epochNanos(after) : Long.MIN_VALUE / 2;
  }

  /** Whether a segment that fills a hole was sent before the one beyond the hole (STALLS 1.3). */
  private boolean isOvertaken(int row, int after) {
    if (after < 0) {
      return false;
    }
    int filler = trace.tableRow(row);
    int beyond = trace.tableRow(after);
    if (table.hasTimestamps(filler) && table.hasTimestamps(beyond)) {
      int later = table.timestampValue(filler) - table.timestampValue(beyond);
      if (later != 0) {
        return later < 0;
      }
    }
    int fillerId = table.ipId(filler);
    int beyondId = table.ipId(beyond);
    if (fillerId != 0 && beyondId != 0) {
      int later = (short) (fillerId - beyondId);
      if (later != 0 && Math.abs(later) <= NEIGHBOUR_IDS) {
        return later < 0;
      }
    }
    long reorderingNanos = path.whole() >= 0 ? path.whole() / 4 : REORDERING_NANOS;
    return trace.epochNanos(row) - trace.epochNanos(after) < reorderingNanos;
  }

  /** The same IP packet once more, later than a capture would double it. */
  private boolean isNetworkDuplicate(int earlier, int row) {
    int a = trace.tableRow(earlier);
    int b = trace.tableRow(row);
    return table.ipId(a) != 0
        && table.ipId(a) == table.ipId(b)
        && table.checksum(a) == table.checksum(b)
        && table.payloadBytes(a) == table.payloadBytes(b)
        && table.hasTimestamps(a)
        && table.timestampValue(a) == table.timestampValue(b);
  }

  private void remember(int row, int last) {
    if (previous.length == 0) {
      previous = new int[trace.size()];
      Arrays.fill(previous, -1);
    }
    previous[row] = last;
  }

  private void answer(int row, Flow flow) {
    flow.sender.answered(trace, row);
    flow.repair.answered(row);
    if (!trace.isAck(row) || trace.isReset(row)) {
      return;
    }
    long[] blocks = trace.sackBlocks(row);
    if (SenderState.isDuplicateReport(blocks, trace.acknowledgment(row))) {
      trace.addEvents(row, SegmentEvent.DUPLICATE_SACK.bit());
      if (isTwoSided) {
        disprove(flow.log.latest(blocks[0]));
      }
    }
    if (flow.suspect >= 0 && flow.sender.acknowledged() > trace.sequence(flow.suspect)) {
      if (echoesEarlier(row, flow.suspect)) {
        disprove(flow.suspect);
      }
      flow.suspect = -1;
    }
  }

  /** Eifel: the ACK answers what was sent before the retransmission (RFC 3522). */
  private boolean echoesEarlier(int ack, int retransmission) {
    int a = trace.tableRow(ack);
    int r = trace.tableRow(retransmission);
    return table.hasTimestamps(a)
        && table.hasTimestamps(r)
        && table.timestampEcho(a) != 0
        && SequenceNumber.isBefore(table.timestampEcho(a), table.timestampValue(r));
  }

  /** The newest repetition not yet known to be needless was; what it repeats had arrived. */
  private void disprove(int newest) {
    int row = newest;
    while (row >= 0 && trace.has(row, SegmentEvent.NEEDLESS)) {
      row = earlier(row);
    }
    int before = row < 0 ? -1 : earlier(row);
    if (before >= 0) {
      trace.addEvents(row, NEEDLESS);
      trace.removeEvents(before, LOST);
    }
  }

  private int earlier(int row) {
    return previous.length == 0 ? -1 : previous[row];
  }
}
