package dev.stallscope.flow.tcp;

import dev.stallscope.net.Direction;
import dev.stallscope.packet.TcpFlags;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one connection: the columns of the {@link SegmentTable} with unwrapped sequence
 * numbers and what the passes of the {@link TcpTracker} write beside them, about 53 bytes a row.
 * What is asked for most often is copied out of the table, where each row lies three arrays away.
 */
final class ConnectionTrace implements TcpTrace {
  private static final long[] NO_BLOCKS = {};

  private final SegmentTable table;
  private final int clientSide;
  private final int size;
  private final int[] rows;
  private final long[] nanos;
  private final int[] payloads;
  private final byte[] flags;
  private final char[] windows;
  private final boolean[] fromClient;
  private final long[] sequences;
  private final long[] acknowledgments;
  private final int[] events;
  private final byte[] causes;
  private final int[] originals;
  private final long[] roundTrips;
  private final WindowScales scales;
  private @Nullable TcpConnection connection;

  ConnectionTrace(SegmentTable table, int flow, int clientSide) {
    this.table = table;
    this.clientSide = clientSide;
    size = table.rows(flow);
    rows = new int[size];
    nanos = new long[size];
    payloads = new int[size];
    flags = new byte[size];
    windows = new char[size];
    fromClient = new boolean[size];
    sequences = new long[size];
    acknowledgments = new long[size];
    events = new int[size];
    causes = new byte[size];
    originals = new int[size];
    roundTrips = new long[size];
    Arrays.fill(originals, -1);
    Arrays.fill(roundTrips, -1);
    for (int i = 0, row = table.firstRow(flow); i < size; i++, row = table.next(row)) {
      rows[i] = row;
      nanos[i] = table.epochNanos(row);
      payloads[i] = table.payloadBytes(row);
      flags[i] = (byte) table.flags(row);
      windows[i] = (char) table.window(row);
      fromClient[i] = table.side(row) == clientSide;
    }
    new StaleAnswers(this).mark();
    new SequenceUnwrapper(this).unwrap(sequences, acknowledgments);
    scales = WindowScales.of(this);
  }

  /** The table's columns that this interface does not show, by the table's own row. */
  SegmentTable table() {
    return table;
  }

  int tableRow(int row) {
    return rows[row];
  }

  int clientSide() {
    return clientSide;
  }

  WindowScales scales() {
    return scales;
  }

  void addEvents(int row, int mask) {
    events[row] |= mask;
  }

  void removeEvents(int row, int mask) {
    events[row] &= ~mask;
  }

  void retransmission(int row, RetransmissionCause cause, int original) {
    causes[row] = (byte) cause.ordinal();
    originals[row] = original;
  }

  void roundTrip(int row, long nanos) {
    roundTrips[row] = nanos;
  }

  boolean isFromClient(int row) {
    return fromClient[row];
  }

  boolean isSyn(int row) {
    return (flags(row) & TcpFlags.SYN) != 0;
  }

  boolean isReset(int row) {
    return (flags(row) & TcpFlags.RST) != 0;
  }

  boolean isAck(int row) {
    return (flags(row) & TcpFlags.ACK) != 0;
  }

  /** Whether the segment takes room in the sequence space, as data, SYN or FIN. */
  boolean occupiesSequence(int row) {
    return payloadBytes(row) > 0 || (flags(row) & (TcpFlags.SYN | TcpFlags.FIN)) != 0;
  }

  @Override
  public TcpConnection connection() {
    if (connection == null) {
      throw new IllegalStateException("the tracker has not finished");
    }
    return connection;
  }

  @Override
  public void refine(TcpConnection refined) {
    connection = refined;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int packet(int row) {
    return table.packet(rows[row]);
  }

  @Override
  public long epochNanos(int row) {
    return nanos[row];
  }

  @Override
  public Direction direction(int row) {
    return isFromClient(row) ? Direction.CLIENT_TO_SERVER : Direction.SERVER_TO_CLIENT;
  }

  @Override
  public int flags(int row) {
    return flags[row] & 0xff;
  }

  @Override
  public int payloadBytes(int row) {
    return payloads[row];
  }

  @Override
  public int payloadCaptured(int row) {
    return table.payloadCaptured(rows[row]);
  }

  @Override
  public long sequence(int row) {
    return sequences[row];
  }

  /** Spelled out, since it is asked for more often than anything else. */
  @Override
  public long end(int row) {
    int counted = flags[row];
    return sequences[row]
        + payloads[row]
        + ((counted & TcpFlags.SYN) != 0 ? 1 : 0)
        + ((counted & TcpFlags.FIN) != 0 ? 1 : 0);
  }

  @Override
  public long acknowledgment(int row) {
    return acknowledgments[row];
  }

  @Override
  public long windowBytes(int row) {
    int window = windows[row];
    int shift = isSyn(row) ? 0 : scales.shift(direction(row));
    return shift > 0 ? (long) window << shift : window;
  }

  @Override
  public long timestampValue(int row) {
    return table.hasTimestamps(rows[row])
        ? Integer.toUnsignedLong(table.timestampValue(rows[row]))
        : -1;
  }

  @Override
  public long timestampEcho(int row) {
    return table.hasTimestamps(rows[row])
        ? Integer.toUnsignedLong(table.timestampEcho(rows[row]))
        : -1;
  }

  @Override
  public int packetId(int row) {
    return table.ipId(rows[row]);
  }

  @Override
  public int events(int row) {
    return events[row];
  }

  @Override
  public RetransmissionCause retransmissionCause(int row) {
    return RetransmissionCause.of(causes[row]);
  }

  @Override
  public int originalRow(int row) {
    return originals[row];
  }

  @Override
  public long roundTripNanos(int row) {
    return roundTrips[row];
  }

  @Override
  public long[] sackBlocks(int row) {
    int[] edges = table.sackBlocks(rows[row]);
    if (edges.length == 0) {
      return NO_BLOCKS;
    }
    long[] blocks = new long[edges.length];
    for (int i = 0; i < edges.length; i++) {
      blocks[i] = acknowledgments[row] + (edges[i] - table.acknowledgment(rows[row]));
    }
    return blocks;
  }

  @Override
  public TcpReplay replay() {
    return new TraceReplay(this);
  }
}
