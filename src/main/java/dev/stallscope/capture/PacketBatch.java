package dev.stallscope.capture;

import java.util.Arrays;

/**
 * Some consecutive packets of a capture, in columns, with the bytes that hold them. A batch is
 * filled by a {@link CaptureReader} and used again: nothing in it outlives the next fill.
 */
public final class PacketBatch {
  /** Packets a batch holds at most; enough to make hand-over between threads cheap. */
  public static final int MAX_PACKETS = 4096;

  /** Bytes of a batch as far as no single packet needs more. */
  private static final int NOMINAL_BYTES = 1 << 20;

  private final int nominalBytes;
  private byte[] bytes;
  private int firstPacket;
  private int count;
  private final int[] offset;
  private final int[] capturedLength;
  private final int[] originalLength;
  private final long[] epochNanos;
  private final long[] fileOffset;
  private final int[] fileNumber;
  private final int[] interfaceId;
  private final int[] linkType;
  private final byte[] linkDirection;

  public PacketBatch() {
    this(MAX_PACKETS, NOMINAL_BYTES);
  }

  /** A smaller batch, for readers that hold one of each of many files. */
  PacketBatch(int maxPackets, int nominalBytes) {
    this.nominalBytes = nominalBytes;
    bytes = new byte[nominalBytes];
    offset = new int[maxPackets];
    capturedLength = new int[maxPackets];
    originalLength = new int[maxPackets];
    epochNanos = new long[maxPackets];
    fileOffset = new long[maxPackets];
    fileNumber = new int[maxPackets];
    interfaceId = new int[maxPackets];
    linkType = new int[maxPackets];
    linkDirection = new byte[maxPackets];
  }

  /** Empties the batch; the next packet added has the index {@code firstPacket} in the capture. */
  public void clear(int firstPacket) {
    this.firstPacket = firstPacket;
    count = 0;
  }

  /**
   * Adds a packet of the first file, whose bytes already stand in {@link #bytes()} at {@code
   * offset}.
   */
  public void add(
      int offset,
      int capturedLength,
      int originalLength,
      long epochNanos,
      long fileOffset,
      int interfaceId,
      int linkType,
      LinkDirection direction) {
    add(
        offset,
        capturedLength,
        originalLength,
        epochNanos,
        fileOffset,
        interfaceId,
        linkType,
        direction,
        0);
  }

  /** Adds a packet of any of several files that are read as one. */
  void add(
      int offset,
      int capturedLength,
      int originalLength,
      long epochNanos,
      long fileOffset,
      int interfaceId,
      int linkType,
      LinkDirection direction,
      int fileNumber) {
    this.fileNumber[count] = fileNumber;
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

  /** Bytes to fill {@link #bytes()} to, unless one packet alone needs more. */
  int nominalBytes() {
    return nominalBytes;
  }

  public boolean isFull() {
    return count == offset.length;
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

  /** Which of the files that are read as one, from 0. */
  public int fileNumber(int i) {
    return fileNumber[i];
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
