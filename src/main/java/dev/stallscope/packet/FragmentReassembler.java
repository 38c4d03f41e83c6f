package dev.stallscope.packet;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Puts the fragments of IPv4 and IPv6 datagrams together. The datagram belongs to the packet that
 * completes it; bytes that came first win over others for the same place.
 *
 * <p>Datagrams wait in the order they began; the oldest goes when there are too many of them, too
 * many bytes, or when it is too old. A flood of fragments thus costs at most {@link
 * PacketLimits#FRAGMENT_BYTES} and a bit.
 */
final class FragmentReassembler {
  /** No datagram yet. */
  static final int INCOMPLETE = -1;

  private final Map<Identity, FragmentedDatagram> waiting = new LinkedHashMap<>();
  private long bytesKept;

  /** RFC 791 section 3.2: identification, addresses and protocol; IPv6 has no protocol there. */
  private record Identity(
      boolean isV4,
      long sourceHigh,
      long sourceLow,
      long destinationHigh,
      long destinationLow,
      int protocol,
      int id) {}

  /**
   * Adds the fragment whose payload {@code in} holds. Where it completes its datagram, {@code in}
   * goes on with the datagram's payload.
   *
   * @param next the protocol that this fragment announces
   * @param protocol the protocol as far as it is part of the identity, otherwise 0
   * @param at offset of the payload in that of the datagram, bytes
   * @param more whether fragments follow
   * @return the protocol of the complete datagram, or {@link #INCOMPLETE}
   */
  int add(LayerBytes in, PacketCursor out, int next, int protocol, int id, int at, boolean more) {
    out.kind = PacketKind.FRAGMENT;
    dropOld(out.epochNanos);
    if (more && in.wire % FragmentedDatagram.UNIT_BYTES != 0) {
      in.report(Anomaly.Kind.BAD_LENGTH, "fragment", at, 0, in.wire);
      return INCOMPLETE;
    }
    if (at + in.wire > PacketLimits.DATAGRAM_BYTES) {
      in.report(Anomaly.Kind.BAD_LENGTH, "fragment", at, at + in.wire, PacketLimits.DATAGRAM_BYTES);
      return INCOMPLETE;
    }
    Identity identity =
        new Identity(
            out.isV4,
            out.sourceHigh,
            out.sourceLow,
            out.destinationHigh,
            out.destinationLow,
            protocol,
            id);
    FragmentedDatagram datagram = waiting.get(identity);
    if (datagram == null) {
      datagram = new FragmentedDatagram(out.epochNanos);
      waiting.put(identity, datagram);
      bytesKept += datagram.bytesKept();
    }
    int before = datagram.bytesKept();
    if (!datagram.add(in, next, at, more)) {
      in.report(Anomaly.Kind.FRAGMENT_CONFLICT, "fragment", at, 0, in.wire);
    }
    bytesKept += datagram.bytesKept() - before;
    if (datagram.isComplete()) {
      waiting.remove(identity);
      bytesKept -= datagram.bytesKept();
      out.kind = PacketKind.OTHER;
      in.replace(datagram.bytes(), 0, datagram.captured(), datagram.length());
      return datagram.protocol();
    }
    dropExcess(in);
    return INCOMPLETE;
  }

  /** Bytes that fragments hold now. */
  long bytesKept() {
    return bytesKept;
  }

  int datagramsWaiting() {
    return waiting.size();
  }

  private void dropOld(long nowNanos) {
    Iterator<FragmentedDatagram> eldest = waiting.values().iterator();
    while (eldest.hasNext()) {
      FragmentedDatagram datagram = eldest.next();
      if (nowNanos - datagram.startNanos() <= PacketLimits.FRAGMENT_AGE_NANOS) {
        return;
      }
      bytesKept -= datagram.bytesKept();
      eldest.remove();
    }
  }

  private void dropExcess(LayerBytes in) {
    if (waiting.size() <= PacketLimits.DATAGRAMS && bytesKept <= PacketLimits.FRAGMENT_BYTES) {
      return;
    }
    in.report(Anomaly.Kind.LIMIT_REACHED, "fragment", 0, bytesKept, PacketLimits.FRAGMENT_BYTES);
    Iterator<FragmentedDatagram> eldest = waiting.values().iterator();
    while (eldest.hasNext()
        && (waiting.size() > PacketLimits.DATAGRAMS || bytesKept > PacketLimits.FRAGMENT_BYTES)) {
      bytesKept -= eldest.next().bytesKept();
      eldest.remove();
    }
  }

  /** One datagram, with a bit for each eight bytes that have come. */
  private static final class FragmentedDatagram {
    static final int UNIT_BYTES = 8;
    private static final int UNKNOWN = -1;

    private final long startNanos;
    private byte[] bytes = new byte[2048];
    private long[] present = new long[bytes.length / UNIT_BYTES / Long.SIZE];
    private int unitsPresent;
    private int length = UNKNOWN;
    private int highest;
    private int protocol = UNKNOWN;

    /** First byte that the snap length cut from any fragment. */
    private int captured = Integer.MAX_VALUE;

    FragmentedDatagram(long startNanos) {
      this.startNanos = startNanos;
    }

    /** Takes what is new in a fragment; false where it contradicts what was there. */
    boolean add(LayerBytes in, int next, int at, boolean more) {
      int end = at + in.wire;
      if (length != UNKNOWN ? end > length || !more && end < length : !more && end < highest) {
        return false;
      }
      highest = Math.max(highest, end);
      length = more ? length : end;
      boolean agrees = true;
      if (at == 0) {
        protocol = protocol == UNKNOWN ? next : protocol;
      }
      reserve(end);
      boolean isNew = false;
      for (int unit = at / UNIT_BYTES; unit * UNIT_BYTES < end; unit++) {
        int size = Math.min(UNIT_BYTES, end - unit * UNIT_BYTES);
        int readable = Math.clamp(in.captured - (unit * UNIT_BYTES - at), 0, size);
        int from = in.offset + Math.min(unit * UNIT_BYTES - at, in.captured);
        int to = unit * UNIT_BYTES;
        if ((present[unit / Long.SIZE] & 1L << unit) == 0) {
          present[unit / Long.SIZE] |= 1L << unit;
          unitsPresent++;
          isNew = true;
          System.arraycopy(in.bytes, from, bytes, to, readable);
        } else if (to + readable <= captured) {
          agrees &= Arrays.equals(in.bytes, from, from + readable, bytes, to, to + readable);
        }
      }
      if (isNew && in.captured < in.wire) {
        captured = Math.min(captured, at + in.captured);
      }
      return agrees;
    }

    boolean isComplete() {
      return length != UNKNOWN
          && protocol != UNKNOWN
          && unitsPresent >= (length + UNIT_BYTES - 1) / UNIT_BYTES;
    }

    private void reserve(int size) {
      if (size > bytes.length) {
        int room = 1 << 32 - Integer.numberOfLeadingZeros(size - 1);
        bytes = Arrays.copyOf(bytes, room);
        present = Arrays.copyOf(present, room / UNIT_BYTES / Long.SIZE);
      }
    }

    byte[] bytes() {
      return bytes;
    }

    int bytesKept() {
      return bytes.length;
    }

    int captured() {
      return Math.min(captured, length);
    }

    int length() {
      return length;
    }

    int protocol() {
      return protocol;
    }

    long startNanos() {
      return startNanos;
    }
  }
}
