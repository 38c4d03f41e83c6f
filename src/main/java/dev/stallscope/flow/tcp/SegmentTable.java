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
 * The TCP segments of one shard in arrays of primitives, 48 bytes each; the rows of a flow are
 * linked in the order of capture. Options that are rare stand in side tables. Flows that nobody
 * asks for any more are let go of, as far as no other shares their chunks.
 */
public final class SegmentTable {
  /** The row after the last. */
  public static final int NONE = -1;

  private static final int CHUNK_BITS = 13;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int MASK = CHUNK - 1;

  // What stands where in a row. Rows are kept whole, not in columns: those of one connection lie
  // far apart, so that each column would cost a cache miss of its own.
  private static final int PACKET = 0;
  private static final int TIME_HIGH = 1;
  private static final int TIME_LOW = 2;
  private static final int SEQUENCE = 3;
  private static final int ACKNOWLEDGMENT = 4;
  private static final int PAYLOAD_BYTES = 5;
  private static final int TIMESTAMP_VALUE = 6;
  private static final int TIMESTAMP_ECHO = 7;
  private static final int WINDOW_AND_IP_ID = 8; // 16 bits each
  private static final int CHECKSUM_FLAGS_TTL = 9; // 16, 8 and 8 bits
  private static final int BITS = 10;
  private static final int NEXT = 11;
  private static final int ROW = 12;

  private static final int SIDE = 1;
  private static final int TIMESTAMPS = 2;
  private static final int HAS_IP_ID = 4;
  private static final int HAS_SACK = 8;
  private static final int DIRECTION_SHIFT = 4; // two bits
  private static final int MPTCP_SHIFT = 6; // four bits, 15 for none
  private static final int CAPTURED_SHIFT = 10; // the other 22 bits: more than any packet has
  private static final int CAPTURED_MOST = -1 >>> CAPTURED_SHIFT;
  private static final int NO_MPTCP = 15;

  private static final int[] RELEASED = {};

  private static final LinkDirection[] LINK_DIRECTIONS = LinkDirection.values();

  private int size;
  private int[][] chunks = new int[4][];

  /** How many rows of each chunk belong to flows that may still be asked for. */
  private int[] wanted = new int[4];

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
    if ((row & MASK) == 0) {
      addChunk(row >>> CHUNK_BITS);
    }
    wanted[row >>> CHUNK_BITS]++;
    int[] chunk = chunks[row >>> CHUNK_BITS];
    int at = (row & MASK) * ROW;
    chunk[at + PACKET] = cursor.packet;
    chunk[at + TIME_HIGH] = (int) (cursor.epochNanos >>> Integer.SIZE);
    chunk[at + TIME_LOW] = (int) cursor.epochNanos;
    chunk[at + SEQUENCE] = cursor.sequence;
    chunk[at + ACKNOWLEDGMENT] = cursor.acknowledgment;
    chunk[at + PAYLOAD_BYTES] = cursor.payloadLength;
    chunk[at + TIMESTAMP_VALUE] = cursor.timestampValue;
    chunk[at + TIMESTAMP_ECHO] = cursor.timestampEcho;
    chunk[at + WINDOW_AND_IP_ID] = cursor.window << 16 | cursor.ipId & 0xffff;
    chunk[at + CHECKSUM_FLAGS_TTL] =
        cursor.checksum << 16 | (cursor.flags & 0xff) << 8 | cursor.ttl & 0xff;
    chunk[at + BITS] = bits(side, cursor);
    chunk[at + NEXT] = NONE;
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

  /**
   * Lets go of a flow's rows: nothing may be asked of them after. Their memory is free once all
   * that lie beside them are let go of, too. For any thread.
   */
  public synchronized void release(int flow) {
    for (int row = firstRow(flow); row != NONE; ) {
      int next = next(row);
      int chunk = row >>> CHUNK_BITS;
      if (--wanted[chunk] == 0) {
        chunks[chunk] = RELEASED;
      }
      row = next;
    }
  }

  /** Next row of the same flow, or {@link #NONE}. */
  public int next(int row) {
    return get(row, NEXT);
  }

  /** Sum of the IP lengths of what a side sent. */
  long wireBytes(int flow, int side) {
    return wireBytes[flow << 1 | side];
  }

  @Nullable IcmpError icmpError(int flow) {
    return icmpErrors.get(flow);
  }

  int packet(int row) {
    return get(row, PACKET);
  }

  long epochNanos(int row) {
    return (long) get(row, TIME_HIGH) << Integer.SIZE | Integer.toUnsignedLong(get(row, TIME_LOW));
  }

  int sequence(int row) {
    return get(row, SEQUENCE);
  }

  int acknowledgment(int row) {
    return get(row, ACKNOWLEDGMENT);
  }

  int payloadBytes(int row) {
    return get(row, PAYLOAD_BYTES);
  }

  int payloadCaptured(int row) {
    return bits(row) >>> CAPTURED_SHIFT;
  }

  /** The window field as it stands in the header. */
  int window(int row) {
    return get(row, WINDOW_AND_IP_ID) >>> 16;
  }

  int flags(int row) {
    return get(row, CHECKSUM_FLAGS_TTL) >>> 8 & 0xff;
  }

  int timestampValue(int row) {
    return get(row, TIMESTAMP_VALUE);
  }

  int timestampEcho(int row) {
    return get(row, TIMESTAMP_ECHO);
  }

  /** IPv4 identification; 0 where there is none. */
  int ipId(int row) {
    return (bits(row) & HAS_IP_ID) != 0 ? get(row, WINDOW_AND_IP_ID) & 0xffff : 0;
  }

  int checksum(int row) {
    return get(row, CHECKSUM_FLAGS_TTL) >>> 16;
  }

  int ttl(int row) {
    return get(row, CHECKSUM_FLAGS_TTL) & 0xff;
  }

  int side(int row) {
    return bits(row) & SIDE;
  }

  boolean hasTimestamps(int row) {
    return (bits(row) & TIMESTAMPS) != 0;
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
    return get(row, BITS);
  }

  private int get(int row, int place) {
    return chunks[row >>> CHUNK_BITS][(row & MASK) * ROW + place];
  }

  private static int bits(int side, PacketCursor cursor) {
    int subtype =
        cursor.mptcpSubtype == PacketCursor.NONE ? NO_MPTCP : cursor.mptcpSubtype & NO_MPTCP;
    return side
        | (cursor.hasTimestamps ? TIMESTAMPS : 0)
        | (cursor.ipId == PacketCursor.NONE ? 0 : HAS_IP_ID)
        | cursor.linkDirection.ordinal() << DIRECTION_SHIFT
        | subtype << MPTCP_SHIFT
        | (cursor.sackCount > 0 ? HAS_SACK : 0)
        | Math.clamp(cursor.payloadCaptured, 0, CAPTURED_MOST) << CAPTURED_SHIFT;
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
      chunks[last >>> CHUNK_BITS][(last & MASK) * ROW + NEXT] = row;
    }
    lastRow[flow] = row;
  }

  private void addChunk(int chunk) {
    if (chunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, chunk * 2);
      wanted = Arrays.copyOf(wanted, chunk * 2);
    }
    chunks[chunk] = new int[CHUNK * ROW];
  }
}
