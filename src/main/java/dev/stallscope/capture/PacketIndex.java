package dev.stallscope.capture;

import java.util.Arrays;

/**
 * Where every packet of a capture is, when it was seen and what it belongs to: 32 bytes a packet,
 * in columns cut into chunks so that growing never copies what is there.
 *
 * <p>One thread appends. Other threads may read rows, and set flows and marks, of packets that they
 * learnt of from that thread in a way that orders memory, such as a queue.
 */
public final class PacketIndex {
  /** The flow of a packet that belongs to none. */
  public static final int NO_FLOW = -1;

  /** The flow of a fragment; the packet that completes the datagram has the datagram's flow. */
  public static final int FRAGMENT = -2;

  /** Bits of {@link #marks} that are free for who follows the flows. */
  public static final int MARK_BITS = 30;

  private static final int CHUNK_BITS = 16;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int MASK = CHUNK - 1;

  /** A place is file (10 bits), interface (14 bits) and offset (40 bits: a tebibyte). */
  private static final int OFFSET_BITS = 40;

  private static final int FILE_SHIFT = OFFSET_BITS + 14;
  private static final long OFFSET_MASK = (1L << OFFSET_BITS) - 1;
  private static final int INTERFACE_MASK = CaptureLimits.INTERFACES - 1;

  private long[][] place = new long[0][];
  private long[][] epochNanos = new long[0][];
  private int[][] capturedLength = new int[0][];
  private int[][] originalLength = new int[0][];
  private int[][] flow = new int[0][];
  private int[][] marks = new int[0][];
  private int count;

  /**
   * Adds the packets of a batch.
   *
   * @throws IllegalArgumentException if the batch does not begin where the index ends
   */
  public void append(PacketBatch batch) {
    if (batch.firstPacket() != count) {
      throw new IllegalArgumentException(
          "the batch begins at packet " + batch.firstPacket() + ", the index ends at " + count);
    }
    for (int i = 0; i < batch.count(); i++) {
      int chunk = count >>> CHUNK_BITS;
      int row = count & MASK;
      if (row == 0) {
        grow(chunk);
      }
      place[chunk][row] =
          (long) batch.fileNumber(i) << FILE_SHIFT
              | (long) batch.interfaceId(i) << OFFSET_BITS
              | Math.min(batch.fileOffset(i), OFFSET_MASK);
      epochNanos[chunk][row] = batch.epochNanos(i);
      capturedLength[chunk][row] = batch.capturedLength(i);
      originalLength[chunk][row] = batch.originalLength(i);
      flow[chunk][row] = NO_FLOW << 1;
      marks[chunk][row] = batch.linkDirection(i).ordinal() << MARK_BITS;
      count++;
    }
  }

  private void grow(int chunk) {
    if (chunk == place.length) {
      int chunks = Math.max(16, 2 * chunk);
      place = Arrays.copyOf(place, chunks);
      epochNanos = Arrays.copyOf(epochNanos, chunks);
      capturedLength = Arrays.copyOf(capturedLength, chunks);
      originalLength = Arrays.copyOf(originalLength, chunks);
      flow = Arrays.copyOf(flow, chunks);
      marks = Arrays.copyOf(marks, chunks);
    }
    place[chunk] = new long[CHUNK];
    epochNanos[chunk] = new long[CHUNK];
    capturedLength[chunk] = new int[CHUNK];
    originalLength[chunk] = new int[CHUNK];
    flow[chunk] = new int[CHUNK];
    marks[chunk] = new int[CHUNK];
  }

  public int count() {
    return count;
  }

  /** Which of the files that were read as one, from 0. */
  public int fileNumber(int packet) {
    return (int) (place[packet >>> CHUNK_BITS][packet & MASK] >>> FILE_SHIFT);
  }

  /** Index into {@link CaptureReader#interfaces()}. */
  public int interfaceId(int packet) {
    return (int) (place[packet >>> CHUNK_BITS][packet & MASK] >>> OFFSET_BITS) & INTERFACE_MASK;
  }

  /**
   * Where the packet's data begin in the (decompressed) file; packets beyond the first tebibyte all
   * say that.
   */
  public long fileOffset(int packet) {
    return place[packet >>> CHUNK_BITS][packet & MASK] & OFFSET_MASK;
  }

  public long epochNanos(int packet) {
    return epochNanos[packet >>> CHUNK_BITS][packet & MASK];
  }

  /** Bytes that the capture kept of the packet. */
  public int capturedLength(int packet) {
    return capturedLength[packet >>> CHUNK_BITS][packet & MASK];
  }

  /** Bytes that the packet had on the wire. */
  public int originalLength(int packet) {
    return originalLength[packet >>> CHUNK_BITS][packet & MASK];
  }

  /** What the file says of the direction (pcapng {@code epb_flags}). */
  public LinkDirection linkDirection(int packet) {
    return LinkDirection.of(marks[packet >>> CHUNK_BITS][packet & MASK] >>> MARK_BITS);
  }

  /** The flow the packet belongs to, {@link #NO_FLOW} or {@link #FRAGMENT}. */
  public int flow(int packet) {
    return flow[packet >>> CHUNK_BITS][packet & MASK] >> 1;
  }

  /** Which side of its flow sent the packet, 0 or 1; 0 without a flow. */
  public int side(int packet) {
    return flow[packet >>> CHUNK_BITS][packet & MASK] & 1;
  }

  /** Says what a packet belongs to, and which side sent it. */
  public void setFlow(int packet, int flowId, int side) {
    flow[packet >>> CHUNK_BITS][packet & MASK] = flowId << 1 | side;
  }

  /** What was noted of the packet: the lowest {@link #MARK_BITS} bits, 0 at first. */
  public int marks(int packet) {
    return marks[packet >>> CHUNK_BITS][packet & MASK] & (1 << MARK_BITS) - 1;
  }

  /**
   * Notes something of a packet.
   *
   * @param value of at most {@link #MARK_BITS} bits
   */
  public void setMarks(int packet, int value) {
    int[] column = marks[packet >>> CHUNK_BITS];
    int row = packet & MASK;
    column[row] = column[row] & -1 << MARK_BITS | value;
  }
}
