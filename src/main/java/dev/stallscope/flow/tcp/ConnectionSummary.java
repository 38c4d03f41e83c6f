package dev.stallscope.flow.tcp;

import dev.stallscope.net.Direction;
import dev.stallscope.packet.TcpFlags;
import org.jspecify.annotations.Nullable;

/** Reads the opening, the end and the counts of a connection from its rows. */
final class ConnectionSummary {
  private final ConnectionTrace trace;
  private final int[] packets = new int[2];
  private final long[] payload = new long[2];
  private final long[] unique = new long[2];
  private final long[] highest = {Long.MIN_VALUE, Long.MIN_VALUE};
  private final long[] lowest = {Long.MAX_VALUE, Long.MAX_VALUE};
  private final long[] closedAt = {Long.MIN_VALUE, Long.MIN_VALUE};
  private final long[] acknowledged = {-1, -1};
  private final int[] ttl = new int[2];
  private final boolean[] offersSack = new boolean[2];
  private final EventCounts[] events = {new EventCounts(), new EventCounts()};

  private int syn = -1;
  private int lastSyn = -1;
  private int synCount;
  private int synAck = -1;
  private int synAckCount;
  private int established = -1;
  private boolean hasOtherServerPackets;
  private boolean isRefused;
  private int fin = -1;
  private int reset = -1;

  ConnectionSummary(ConnectionTrace trace) {
    this.trace = trace;
    for (int row = 0; row < trace.size(); row++) {
      open(row);
      close(row);
    }
  }

  /** Time from the SYN that was answered to the client's ACK, or -1 without both. */
  long handshakeNanos() {
    return syn < 0 || synAck < 0 || established < 0 || synCount > 1
        ? -1
        : Math.max(0, trace.epochNanos(established) - trace.epochNanos(syn));
  }

  TcpConnection.Handshake handshake(SegmentTable.@Nullable IcmpError error) {
    return new TcpConnection.Handshake(
        outcome(error != null),
        nanos(syn),
        nanos(lastSyn),
        nanos(synAck),
        nanos(established),
        packet(syn),
        packet(synAck),
        packet(established),
        synCount,
        synAckCount);
  }

  TcpConnection.Closing closing(SegmentTable.@Nullable IcmpError error) {
    return new TcpConnection.Closing(
        direction(fin),
        nanos(fin),
        packet(fin),
        direction(reset),
        nanos(reset),
        packet(reset),
        reset < 0 ? -1 : trace.table().ttl(trace.tableRow(reset)),
        error == null ? -1 : error.type(),
        error == null ? -1 : error.code(),
        error == null ? -1 : error.epochNanos(),
        error == null ? -1 : error.packet());
  }

  /** Counts what the other passes found, and what either side sent. */
  void count() {
    for (int row = 0; row < trace.size(); row++) {
      int side = trace.direction(row).ordinal();
      packets[side]++;
      payload[side] += trace.payloadBytes(row);
      events[side].add(trace.events(row), trace.packet(row));
      if (packets[side] == 1) {
        ttl[side] = trace.table().ttl(trace.tableRow(row));
      }
      if (trace.payloadBytes(row) > 0 && !trace.isReset(row)) {
        countUnique(row, side);
      }
      if ((trace.flags(row) & TcpFlags.FIN) != 0) {
        closedAt[side] = Math.max(closedAt[side], trace.sequence(row) + trace.payloadBytes(row));
      }
      if (trace.isAck(row) && !trace.isReset(row)) {
        acknowledged[1 - side] = Math.max(acknowledged[1 - side], trace.acknowledgment(row));
      }
    }
  }

  TcpConnection.Side side(Direction direction, long wireBytes, SegmentSizes sizes) {
    int side = direction.ordinal();
    return new TcpConnection.Side(
        packets[side],
        wireBytes,
        payload[side],
        unique[side],
        acknowledged[side] < 0 ? 0 : Math.max(0, highest[side] - acknowledged[side]),
        missing(side),
        sizes.mss(),
        sizes.isGuessed(),
        trace.scales().shift(direction),
        offersSack[side],
        ttl[side],
        events[side]);
  }

  private long missing(int side) {
    return unique[side] == 0
        ? 0
        : Math.max(0, Math.max(highest[side], closedAt[side]) - lowest[side] - unique[side]);
  }

  /** Bytes beyond all before are new, and so are those that first fill a hole. */
  private void countUnique(int row, int side) {
    long start = trace.sequence(row) + (trace.isSyn(row) ? 1 : 0);
    long end = start + trace.payloadBytes(row);
    if (trace.has(row, SegmentEvent.KEEP_ALIVE) || trace.has(row, SegmentEvent.CAPTURE_DUPLICATE)) {
      return;
    }
    lowest[side] = Math.min(lowest[side], start);
    if (end > highest[side]) {
      unique[side] += end - Math.max(start, highest[side]);
      highest[side] = end;
    } else if (trace.originalRow(row) < 0 && isHoleFill(row)) {
      unique[side] += end - start;
    }
  }

  private boolean isHoleFill(int row) {
    return trace.has(row, SegmentEvent.OUT_OF_ORDER)
        || trace.retransmissionCause(row) != RetransmissionCause.NONE
        || trace.has(row, SegmentEvent.RETRANSMISSION);
  }

  private void open(int row) {
    int flags = trace.flags(row);
    boolean isClient = trace.isFromClient(row);
    if ((flags & TcpFlags.SYN) != 0) {
      offersSack[isClient ? 0 : 1] |= trace.table().syns().isSackPermitted(trace.tableRow(row));
    }
    if (trace.has(row, SegmentEvent.CAPTURE_DUPLICATE) || trace.has(row, SegmentEvent.STALE)) {
      return;
    }
    boolean isSyn = (flags & TcpFlags.SYN) != 0;
    if (isClient) {
      if (isSyn) {
        syn = syn < 0 ? row : syn;
        lastSyn = row;
        synCount++;
      } else if (established < 0 && isAckOfSynAck(row)) {
        established = row;
      }
    } else if (isSyn) {
      synAck = synAck < 0 ? row : synAck;
      synAckCount++;
    } else if ((flags & TcpFlags.RST) == 0) {
      hasOtherServerPackets = true;
    } else if (established < 0 && synAck < 0) {
      isRefused = true;
    }
  }

  private boolean isAckOfSynAck(int row) {
    return (syn >= 0 || synAck >= 0)
        && trace.isAck(row)
        && !trace.isReset(row)
        && trace.acknowledgment(row) >= 1;
  }

  private void close(int row) {
    if (fin < 0 && (trace.flags(row) & TcpFlags.FIN) != 0) {
      fin = row;
    }
    if (reset < 0 && trace.isReset(row) && !trace.has(row, SegmentEvent.STALE)) {
      reset = row;
    }
  }

  private TcpConnection.Handshake.Outcome outcome(boolean hasIcmpError) {
    if (established >= 0) {
      return TcpConnection.Handshake.Outcome.ESTABLISHED;
    }
    if (syn >= 0 && synAck < 0 && !hasOtherServerPackets) {
      return isRefused || hasIcmpError
          ? TcpConnection.Handshake.Outcome.REFUSED
          : TcpConnection.Handshake.Outcome.UNANSWERED;
    }
    return TcpConnection.Handshake.Outcome.NOT_SEEN;
  }

  private long nanos(int row) {
    return row < 0 ? -1 : trace.epochNanos(row);
  }

  private int packet(int row) {
    return row < 0 ? -1 : trace.packet(row);
  }

  private Direction direction(int row) {
    return row < 0 ? Direction.CLIENT_TO_SERVER : trace.direction(row);
  }
}
