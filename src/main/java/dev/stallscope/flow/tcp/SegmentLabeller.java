package dev.stallscope.flow.tcp;

import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.TcpFlags;

/**
 * Labels segments as Wireshark 4.0 does (STALLS 1.2, E01 to E16), so that counts can be compared:
 * from the raw 32-bit fields, in the order of capture, without looking ahead, and including its
 * limits of 20 ms and 3 ms. Judgements of our own are made elsewhere.
 *
 * <p>The labels are tested in a fixed order; probes and their answers end the first group, and
 * keep-alives are never retransmissions. Left out, other than there, is what speaks of another
 * connection: it would mislead about all that follows.
 */
final class SegmentLabeller {
  private static final int SYN_FIN_RST = TcpFlags.SYN | TcpFlags.FIN | TcpFlags.RST;
  private static final long FAST_RETRANSMISSION_NANOS = 20_000_000;
  private static final long REORDERING_NANOS = 3_000_000;

  private static final int UNKNOWN_WINDOW = -1;
  private static final int ZERO_WINDOW_PROBE = SegmentEvent.ZERO_WINDOW_PROBE.bit();
  private static final int RETRANSMISSION = SegmentEvent.RETRANSMISSION.bit();
  private static final int KEEP_ALIVE = SegmentEvent.KEEP_ALIVE.bit();

  private final ConnectionTrace trace;
  private final SegmentTable table;
  private final Side[] sides = {new Side(), new Side()};
  private long lastSynNanos = -1;
  private long initialRoundTripNanos;

  // The segment under test.
  private int sequence;
  private int acknowledgment;
  private int length;
  private int flags;
  private int window;
  private int mptcpSubtype;
  private long nanos;
  private Side own = sides[0];
  private Side peer = sides[1];

  /** What Wireshark remembers of one direction. Zero stands for unknown numbers, as there. */
  private static final class Side {
    int next;
    long nextNanos;
    int maxAcknowledgeable;
    int lastAck;
    long lastAckNanos;
    int lastWindow = UNKNOWN_WINDOW;
    int scale = WindowScales.UNKNOWN;
    boolean isBeforeFirstAck;
    int duplicateAcks;
    int lastEvents;
    int mptcpSubtype = PacketCursor.NONE;

    /** The count is unsigned there, so that -1 ("unseen data acknowledged") is many. */
    boolean hasTwoDuplicateAcks() {
      return duplicateAcks >= 2 || duplicateAcks < 0;
    }
  }

  SegmentLabeller(ConnectionTrace trace) {
    this.trace = trace;
    table = trace.table();
  }

  /** Labels all rows. */
  void label() {
    for (int i = 0; i < trace.size(); i++) {
      if (!trace.has(i, SegmentEvent.STALE)) {
        trace.addEvents(i, label(trace.tableRow(i)));
      }
    }
  }

  private int label(int row) {
    int side = table.side(row);
    own = sides[side];
    peer = sides[1 - side];
    sequence = table.sequence(row);
    acknowledgment = table.acknowledgment(row);
    length = table.payloadBytes(row);
    flags = table.flags(row);
    window = table.window(row);
    mptcpSubtype = table.mptcpSubtype(row);
    nanos = table.epochNanos(row);
    if ((flags & (TcpFlags.SYN | TcpFlags.ACK)) == TcpFlags.SYN && own.next != 0) {
      own.next = own.maxAcknowledgeable; // a repeated SYN: a RST may have moved it
    }
    int events = windowAndAckEvents();
    if (acknowledgment != own.lastAck) {
      own.duplicateAcks = 0;
    }
    events |= unseenEvents();
    if (occupiesSequence() && (events & KEEP_ALIVE) == 0) {
      events |= retransmissionEvents();
    }
    remember(events);
    rememberHandshake(row);
    return events;
  }

  private int windowAndAckEvents() {
    if (length == 1 && sequence == own.next && peer.lastWindow == 0) {
      return ZERO_WINDOW_PROBE;
    }
    int events = 0;
    if (window == 0 && isPlain()) {
      events |= SegmentEvent.ZERO_WINDOW.bit();
    }
    if (own.next != 0
        && SequenceNumber.isAfter(sequence, own.next)
        && (flags & TcpFlags.RST) == 0) {
      events |= SegmentEvent.LOST_SEGMENT.bit();
    }
    if (length <= 1 && sequence == own.next - 1 && isPlain()) {
      events |= KEEP_ALIVE;
    }
    if (length > 0 && isPlain() && peer.scale != WindowScales.UNKNOWN) {
      int shift = peer.isBeforeFirstAck ? 0 : peer.scale;
      if (sequence + length == peer.lastAck + (peer.lastWindow << shift)) {
        events |= SegmentEvent.WINDOW_FULL.bit();
      }
    }
    return length == 0 && isPlain() && sequence == own.next ? events | pureAckEvents() : events;
  }

  private int pureAckEvents() {
    boolean isRepeated = acknowledgment == own.lastAck;
    if (window == 0) {
      return isRepeated && own.lastWindow == 0 && (peer.lastEvents & ZERO_WINDOW_PROBE) != 0
          ? SegmentEvent.ZERO_WINDOW_PROBE_ACK.bit()
          : 0;
    }
    if (!isRepeated) {
      return 0;
    }
    if (window != own.lastWindow) {
      return SegmentEvent.WINDOW_UPDATE.bit();
    }
    if ((peer.lastEvents & KEEP_ALIVE) != 0) {
      return SegmentEvent.KEEP_ALIVE_ACK.bit();
    }
    if (mptcpSubtype != own.mptcpSubtype) {
      return 0; // RFC 8684 section 4 tolerates such duplicates
    }
    own.duplicateAcks = own.duplicateAcks < 0 ? 1 : own.duplicateAcks + 1;
    return SegmentEvent.DUPLICATE_ACK.bit();
  }

  private int unseenEvents() {
    if ((flags & TcpFlags.ACK) == 0
        || peer.maxAcknowledgeable == 0
        || !SequenceNumber.isAfter(acknowledgment, peer.maxAcknowledgeable)) {
      return 0;
    }
    if (SequenceNumber.isBefore(peer.maxAcknowledgeable, peer.next)) {
      peer.maxAcknowledgeable = peer.next;
      return SegmentEvent.ACKED_UNSEEN_SEGMENT.bit();
    }
    // The other direction stands still; it is reported once.
    boolean isFirst = peer.duplicateAcks == 0;
    peer.duplicateAcks = -1;
    return isFirst ? SegmentEvent.ACKED_UNSEEN_SEGMENT.bit() : 0;
  }

  private int retransmissionEvents() {
    if (length > 0
        && peer.lastAck != 0
        && !SequenceNumber.isAfter(sequence + length, peer.lastAck)) {
      return SegmentEvent.SPURIOUS_RETRANSMISSION.bit() | RETRANSMISSION;
    }
    boolean isBehind = own.next != 0 && SequenceNumber.isBefore(sequence, own.next);
    if (!isBehind || (length > 1 && sequence == own.next - 1)) {
      return 0; // new, or all but the byte of a probe is
    }
    if (peer.hasTwoDuplicateAcks()
        && peer.lastAck == sequence
        && isWithin(FAST_RETRANSMISSION_NANOS, peer.lastAckNanos)) {
      return SegmentEvent.FAST_RETRANSMISSION.bit() | RETRANSMISSION;
    }
    long limit = initialRoundTripNanos == 0 ? REORDERING_NANOS : initialRoundTripNanos;
    boolean isLast = own.next == sequence + length + synOrFin();
    return isWithin(limit, own.nextNanos) && !isLast
        ? SegmentEvent.OUT_OF_ORDER.bit()
        : RETRANSMISSION;
  }

  /** Whether so little time has passed; time that ran backwards is never little, as there. */
  private boolean isWithin(long limitNanos, long sinceNanos) {
    return nanos >= sinceNanos && nanos - sinceNanos < limitNanos;
  }

  private void remember(int events) {
    int end = sequence + length + (occupiesSequence() ? synOrFin() : 0);
    boolean isProbe = (events & ZERO_WINDOW_PROBE) != 0;
    if (!isProbe && (own.next == 0 || SequenceNumber.isAfter(end, own.next))) {
      own.next = end;
      own.nextNanos = nanos;
    }
    if (!isProbe && (own.maxAcknowledgeable == 0 || sequence == own.maxAcknowledgeable)) {
      own.maxAcknowledgeable = own.next;
    }
    own.lastWindow = window;
    own.lastAck = acknowledgment;
    own.lastAckNanos = nanos;
    own.lastEvents = events;
    own.mptcpSubtype = mptcpSubtype;
  }

  private void rememberHandshake(int row) {
    boolean isAck = (flags & TcpFlags.ACK) != 0;
    if ((flags & TcpFlags.SYN) == 0) {
      if (isAck) {
        own.isBeforeFirstAck = false;
        if (lastSynNanos >= 0 && initialRoundTripNanos == 0) {
          initialRoundTripNanos = nanos - lastSynNanos;
        }
      }
      return;
    }
    if (!isAck) {
      lastSynNanos = nanos;
    }
    own.isBeforeFirstAck = true;
    int shift = table.syns().windowScale(row);
    if (shift != PacketCursor.NONE) {
      own.scale = shift;
    } else if (own.scale == WindowScales.UNKNOWN && !table.syns().isCut(row)) {
      own.scale = 0;
      peer.scale = 0;
    }
  }

  private boolean occupiesSequence() {
    return length > 0 || synOrFin() > 0;
  }

  private int synOrFin() {
    return (flags & (TcpFlags.SYN | TcpFlags.FIN)) != 0 ? 1 : 0;
  }

  private boolean isPlain() {
    return (flags & SYN_FIN_RST) == 0;
  }
}
