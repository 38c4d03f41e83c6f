package dev.stallscope.capture;

import java.util.Arrays;

/**
 * Some consecutive packets of a capture, in columns, with the bytes that hold them. A batch is
 * filled by a {@link CaptureReader} and used again: nothing in it outlives the next fill.
 */
public final class PacketBatch {
  /** Packets a batch holds at most; enough to make hand-over between threads cheap. */
  public static final int MAX_PACKETS = 4096;

  private byte[] bytes = new byte[1 << 20];
  private int firstPacket;
  private int count;
  private final int[] offset = new int[MAX_PACKETS];
  private final int[] capturedLength = new int[MAX_PACKETS];
  private final int[] originalLength = new int[MAX_PACKETS];
  private final long[] epochNanos = new long[MAX_PACKETS];
  private final long[] fileOffset = new long[MAX_PACKETS];
  private final int[] interfaceId = new int[MAX_PACKETS];
  private final int[] linkType = new int[MAX_PACKETS];
  private final byte[] linkDirection = new byte[MAX_PACKETS];

  /** Empties the batch; the next packet added has the index {@code firstPacket} in the capture. */
  public void clear(int firstPacket) {
    this.firstPacket = firstPacket;
    count = 0;
  }

  /** Adds a packet whose bytes already stand in {@link #bytes()} at {@code offset}. */
  public void add(
      int offset,
      int capturedLength,
      int originalLength,
      long epochNanos,
      long fileOffset,
      int interfaceId,
      int linkType,
      LinkDirection direction) {
    this.offset[count] = offset;
    this.capturedLength[count] = capturedLength;
    this.originalLength[count] = originalLength;
    this.epochNanos[count] = epochNanos;
    this.fileOffset[count] = fileOffset;
    this.interfaceId[count] = interfaceId;
    this.linkType[count] = linkType;
    linkDirection[count] = (byte) direction.ordinal();
    count++;
  }

  /** Makes room for {@code size} bytes, keeping what is there. */
  public void reserve(int size) {
    if (bytes.length < size) {
      bytes = Arrays.copyOf(bytes, Math.max(size, bytes.length * 2));
    }
  }

  public boolean isFull() {
    return count == MAX_PACKETS;
  }

  /** Index in the capture of the first packet of this batch, from 0. */
  public int firstPacket() {
    return firstPacket;
  }

  public int count() {
    return count;
  }

  public byte[] bytes() {
    return bytes;
  }

  public int offset(int i) {
    return offset[i];
  }

  /** Bytes that the capture kept of the packet. */
  public int capturedLength(int i) {
    return capturedLength[i];
  }

  /** Bytes that the packet had on the wire; at least {@link #capturedLength}. */
  public int originalLength(int i) {
    return originalLength[i];
  }

  public long epochNanos(int i) {
    return epochNanos[i];
  }

  /** Where the packet's data begin in the (decompressed) file. */
  public long fileOffset(int i) {
    return fileOffset[i];
  }

  /** Index into {@link CaptureReader#interfaces()}. */
  public int interfaceId(int i) {
    return interfaceId[i];
  }

  /** The LINKTYPE_ value of the packet's interface, as registered with the tcpdump group. */
  public int linkType(int i) {
    return linkType[i];
  }

  /** What the file says of the direction (pcapng {@code epb_flags}). */
  public LinkDirection linkDirection(int i) {
    return LinkDirection.of(linkDirection[i]);
  }
}
