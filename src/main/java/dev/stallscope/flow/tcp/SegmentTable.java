package dev.stallscope.flow.tcp;

import dev.stallscope.capture.LinkDirection;
import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.PacketKind;
import dev.stallscope.packet.TcpFlags;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The TCP segments of one shard in columns of primitives, about 50 bytes each; the rows of a flow
 * are linked in the order of capture. Options that are rare stand in side tables.
 */
public final class SegmentTable {
  /** The row after the last. */
  public static final int NONE = -1;

  private static final int CHUNK_BITS = 13;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int MASK = CHUNK - 1;

  private static final int SIDE = 1;
  private static final int TIMESTAMPS = 2;
  private static final int DONT_FRAGMENT = 4;
  private static final int HAS_IP_ID = 8;
  private static final int DIRECTION_SHIFT = 4; // two bits
  private static final int MPTCP_SHIFT = 6; // four bits, 15 for none
  private static final int HAS_SACK = 1 << 10;
  private static final int NO_MPTCP = 15;

  private static final LinkDirection[] LINK_DIRECTIONS = LinkDirection.values();

  private int size;
  private int[][] packet = new int[4][];
  private long[][] epochNanos = new long[4][];
  private int[][] sequence = new int[4][];
  private int[][] acknowledgment = new int[4][];
  private int[][] payloadBytes = new int[4][];
  private int[][] payloadCaptured = new int[4][];
  private char[][] window = new char[4][];
  private byte[][] flags = new byte[4][];
  private int[][] timestampValue = new int[4][];
  private int[][] timestampEcho = new int[4][];
  private char[][] ipId = new char[4][];
  private char[][] checksum = new char[4][];
  private byte[][] ttl = new byte[4][];
  private short[][] bits = new short[4][];
  private int[][] next = new int[4][];

  private int[] firstRow = new int[256];
  private int[] lastRow = new int[256];
  private int[] rows = new int[256];
  private long[] wireBytes = new long[512];

  private final SackTable sacks = new SackTable();
  private final SynTable syns = new SynTable();
  private final Map<Integer, IcmpError> icmpErrors = new HashMap<>();

  /**
   * The first ICMP error about a flow.
   *
   * @param type as in the ICMP header; for IPv6 as in ICMPv6
   */
  record IcmpError(int type, int code, int packet, long epochNanos) {}

  /** Rows of all flows. */
  public int size() {
    return size;
  }

  /** Adds a segment to its flow; the cursor is not kept. */
  public void append(int flow, int side, PacketCursor cursor) {
    int row = size++;
    int chunk = row >>> CHUNK_BITS;
    int i = row & MASK;
    if (i == 0) {
      addChunk(chunk);
    }
    packet[chunk][i] = cursor.packet;
    epochNanos[chunk][i] = cursor.epochNanos;
    sequence[chunk][i] = cursor.sequence;
    acknowledgment[chunk][i] = cursor.acknowledgment;
    payloadBytes[chunk][i] = cursor.payloadLength;
    payloadCaptured[chunk][i] = cursor.payloadCaptured;
    window[chunk][i] = (char) cursor.window;
    flags[chunk][i] = (byte) cursor.flags;
    timestampValue[chunk][i] = cursor.timestampValue;
    timestampEcho[chunk][i] = cursor.timestampEcho;
    ipId[chunk][i] = (char) cursor.ipId;
    checksum[chunk][i] = (char) cursor.checksum;
    ttl[chunk][i] = (byte) cursor.ttl;
    bits[chunk][i] = bits(side, cursor);
    next[chunk][i] = NONE;
    if (cursor.sackCount > 0) {
      sacks.append(row, cursor);
    }
    if (cursor.hasFlag(TcpFlags.SYN)) {
      syns.append(row, cursor);
    }
    link(flow, row);
    wireBytes[flow << 1 | side] += cursor.ipLength;
  }

  /** Remembers the first ICMP error about a flow. */
  public void icmpError(int flow, PacketCursor cursor) {
    if (cursor.kind == PacketKind.ICMP_ERROR) {
      icmpErrors.putIfAbsent(
          flow, new IcmpError(cursor.icmpType, cursor.icmpCode, cursor.packet, cursor.epochNanos));
    }
  }

  /** Segments of a flow; 0 for a flow that has none, such as a datagram flow. */
  public int rows(int flow) {
    return flow < rows.length ? rows[flow] : 0;
  }

  /** First row of a flow, or {@link #NONE}. */
  public int firstRow(int flow) {
    return rows(flow) == 0 ? NONE : firstRow[flow];
  }

  /** Next row of the same flow, or {@link #NONE}. */
  public int next(int row) {
    return next[row >>> CHUNK_BITS][row & MASK];
  }

  /** Sum of the IP lengths of what a side sent. */
  long wireBytes(int flow, int side) {
    return wireBytes[flow << 1 | side];
  }

  @Nullable IcmpError icmpError(int flow) {
    return icmpErrors.get(flow);
  }

  int packet(int row) {
    return packet[row >>> CHUNK_BITS][row & MASK];
  }

  long epochNanos(int row) {
    return epochNanos[row >>> CHUNK_BITS][row & MASK];
  }

  int sequence(int row) {
    return sequence[row >>> CHUNK_BITS][row & MASK];
  }

  int acknowledgment(int row) {
    return acknowledgment[row >>> CHUNK_BITS][row & MASK];
  }

  int payloadBytes(int row) {
    return payloadBytes[row >>> CHUNK_BITS][row & MASK];
  }

  int payloadCaptured(int row) {
    return payloadCaptured[row >>> CHUNK_BITS][row & MASK];
  }

  /** The window field as it stands in the header. */
  int window(int row) {
    return window[row >>> CHUNK_BITS][row & MASK];
  }

  int flags(int row) {
    return flags[row >>> CHUNK_BITS][row & MASK] & 0xff;
  }

  int timestampValue(int row) {
    return timestampValue[row >>> CHUNK_BITS][row & MASK];
  }

  int timestampEcho(int row) {
    return timestampEcho[row >>> CHUNK_BITS][row & MASK];
  }

  /** IPv4 identification; 0 where there is none. */
  int ipId(int row) {
    return (bits(row) & HAS_IP_ID) != 0 ? ipId[row >>> CHUNK_BITS][row & MASK] : 0;
  }

  int checksum(int row) {
    return checksum[row >>> CHUNK_BITS][row & MASK];
  }

  int ttl(int row) {
    return ttl[row >>> CHUNK_BITS][row & MASK] & 0xff;
  }

  int side(int row) {
    return bits(row) & SIDE;
  }

  boolean hasTimestamps(int row) {
    return (bits(row) & TIMESTAMPS) != 0;
  }

  boolean dontFragment(int row) {
    return (bits(row) & DONT_FRAGMENT) != 0;
  }

  LinkDirection linkDirection(int row) {
    return LINK_DIRECTIONS[bits(row) >>> DIRECTION_SHIFT & 3];
  }

  /** MPTCP subtype, or {@link PacketCursor#NONE}. */
  int mptcpSubtype(int row) {
    int subtype = bits(row) >>> MPTCP_SHIFT & NO_MPTCP;
    return subtype == NO_MPTCP ? PacketCursor.NONE : subtype;
  }

  /** SACK blocks of the row in header form: left, right, left, right ... */
  int[] sackBlocks(int row) {
    return (bits(row) & HAS_SACK) != 0 ? sacks.blocks(row) : SackTable.NO_BLOCKS;
  }

  SynTable syns() {
    return syns;
  }

  private int bits(int row) {
    return bits[row >>> CHUNK_BITS][row & MASK];
  }

  private static short bits(int side, PacketCursor cursor) {
    int subtype =
        cursor.mptcpSubtype == PacketCursor.NONE ? NO_MPTCP : cursor.mptcpSubtype & NO_MPTCP;
    return (short)
        (side
            | (cursor.hasTimestamps ? TIMESTAMPS : 0)
            | (cursor.dontFragment ? DONT_FRAGMENT : 0)
            | (cursor.ipId == PacketCursor.NONE ? 0 : HAS_IP_ID)
            | cursor.linkDirection.ordinal() << DIRECTION_SHIFT
            | subtype << MPTCP_SHIFT
            | (cursor.sackCount > 0 ? HAS_SACK : 0));
  }

  private void link(int flow, int row) {
    if (flow >= rows.length) {
      int size = Math.max(flow + 1, rows.length * 2);
      firstRow = Arrays.copyOf(firstRow, size);
      lastRow = Arrays.copyOf(lastRow, size);
      rows = Arrays.copyOf(rows, size);
      wireBytes = Arrays.copyOf(wireBytes, size * 2);
    }
    if (rows[flow]++ == 0) {
      firstRow[flow] = row;
    } else {
      int last = lastRow[flow];
      next[last >>> CHUNK_BITS][last & MASK] = row;
    }
    lastRow[flow] = row;
  }

  private void addChunk(int chunk) {
    if (chunk == packet.length) {
      int size = chunk * 2;
      packet = Arrays.copyOf(packet, size);
      epochNanos = Arrays.copyOf(epochNanos, size);
      sequence = Arrays.copyOf(sequence, size);
      acknowledgment = Arrays.copyOf(acknowledgment, size);
      payloadBytes = Arrays.copyOf(payloadBytes, size);
      payloadCaptured = Arrays.copyOf(payloadCaptured, size);
      window = Arrays.copyOf(window, size);
      flags = Arrays.copyOf(flags, size);
      timestampValue = Arrays.copyOf(timestampValue, size);
      timestampEcho = Arrays.copyOf(timestampEcho, size);
      ipId = Arrays.copyOf(ipId, size);
      checksum = Arrays.copyOf(checksum, size);
      ttl = Arrays.copyOf(ttl, size);
      bits = Arrays.copyOf(bits, size);
      next = Arrays.copyOf(next, size);
    }
    packet[chunk] = new int[CHUNK];
    epochNanos[chunk] = new long[CHUNK];
    sequence[chunk] = new int[CHUNK];
    acknowledgment[chunk] = new int[CHUNK];
    payloadBytes[chunk] = new int[CHUNK];
    payloadCaptured[chunk] = new int[CHUNK];
    window[chunk] = new char[CHUNK];
    flags[chunk] = new byte[CHUNK];
    timestampValue[chunk] = new int[CHUNK];
    timestampEcho[chunk] = new int[CHUNK];
    ipId[chunk] = new char[CHUNK];
    checksum[chunk] = new char[CHUNK];
    ttl[chunk] = new byte[CHUNK];
    bits[chunk] = new short[CHUNK];
    next[chunk] = new int[CHUNK];
  }
}
