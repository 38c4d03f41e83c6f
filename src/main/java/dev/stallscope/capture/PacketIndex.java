package dev.stallscope.capture;

import java.util.Arrays;

/**
 * Where every packet of a capture is and when it was seen: 28 bytes a packet, in columns cut into
 * chunks so that growing never copies what is there.
 *
 * <p>One thread appends. Other threads may read rows, and set flow ids, of packets that they learnt
 * of from that thread in a way that orders memory, such as a queue.
 */
public final class PacketIndex {
  /** The flow id of a packet whose flow was not set. */
  public static final int NO_FLOW = -1;

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
      flow[chunk][row] = NO_FLOW;
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
    }
    place[chunk] = new long[CHUNK];
    epochNanos[chunk] = new long[CHUNK];
    capturedLength[chunk] = new int[CHUNK];
    originalLength[chunk] = new int[CHUNK];
    flow[chunk] = new int[CHUNK];
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

  /** The flow the packet belongs to, or {@link #NO_FLOW}. */
  public int flow(int packet) {
    return flow[packet >>> CHUNK_BITS][packet & MASK];
  }

  public void setFlow(int packet, int flowId) {
    flow[packet >>> CHUNK_BITS][packet & MASK] = flowId;
  }
}
