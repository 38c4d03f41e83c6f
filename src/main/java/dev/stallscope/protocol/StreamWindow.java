package dev.stallscope.protocol;

import java.util.Arrays;

/**
 * The bytes of one direction that a decoder has not consumed yet, with the packet that brought each
 * of them. The decoder caps its length by what it waits for.
 */
public final class StreamWindow {
  private static final int INITIAL_BYTES = 512;
  private static final int INITIAL_MARKS = 8;

  private byte[] array = new byte[0];
  private int offset;
  private int length;
  private long streamOffset;

  // One mark for each run of bytes of one packet: where it begins, when and with what it came.
  private long[] markOffset = new long[0];
  private long[] markNanos = new long[0];
  private int[] markPacket = new int[0];
  private int marks;

  /** Adds bytes behind those at hand; they must follow them in the stream. */
  public void append(StreamBytes bytes, int from, int count) {
    if (count == 0) {
      return;
    }
    if (length == 0) {
      streamOffset = bytes.streamOffset() + from;
      marks = 0;
    }
    reserve(count);
    System.arraycopy(bytes.array(), bytes.offset() + from, array, offset + length, count);
    mark(streamOffset + length, bytes.epochNanos(), bytes.packet());
    length += count;
  }

  /** Adds all of the bytes. */
  public void append(StreamBytes bytes) {
    append(bytes, 0, bytes.length());
  }

  private void reserve(int count) {
    if (offset + length + count <= array.length) {
      return;
    }
    int needed = length + count;
    byte[] target =
        needed <= array.length ? array : new byte[Math.max(INITIAL_BYTES, needed + needed / 2)];
    System.arraycopy(array, offset, target, 0, length);
    array = target;
    offset = 0;
  }

  private void mark(long position, long nanos, int packet) {
    if (marks > 0 && markPacket[marks - 1] == packet && markNanos[marks - 1] == nanos) {
      return;
    }
    if (marks == markOffset.length) {
      int capacity = Math.max(INITIAL_MARKS, marks * 2);
      markOffset = Arrays.copyOf(markOffset, capacity);
      markNanos = Arrays.copyOf(markNanos, capacity);
      markPacket = Arrays.copyOf(markPacket, capacity);
    }
    markOffset[marks] = position;
    markNanos[marks] = nanos;
    markPacket[marks] = packet;
    marks++;
  }

  /** Forgets the first {@code count} bytes. */
  public void drop(int count) {
    offset += count;
    length -= count;
    streamOffset += count;
    int first = 0;
    while (first + 1 < marks && markOffset[first + 1] <= streamOffset) {
      first++;
    }
    if (first > 0) {
      marks -= first;
      System.arraycopy(markOffset, first, markOffset, 0, marks);
      System.arraycopy(markNanos, first, markNanos, 0, marks);
      System.arraycopy(markPacket, first, markPacket, 0, marks);
    }
    if (length == 0) {
      offset = 0;
      marks = 0;
    }
  }

  /** Forgets all bytes. */
  public void clear() {
    drop(length);
  }

  public byte[] array() {
    return array;
  }

  /** Index in {@link #array()} of the first byte. */
  public int offset() {
    return offset;
  }

  public int length() {
    return length;
  }

  /** Position of the first byte in the stream; meaningful while there are bytes. */
  public long streamOffset() {
    return streamOffset;
  }

  /** When the byte at {@code index} was captured. */
  public long nanosAt(int index) {
    return markNanos[markOf(index)];
  }

  /** Index of the packet that brought the byte at {@code index}. */
  public int packetAt(int index) {
    return markPacket[markOf(index)];
  }

  private int markOf(int index) {
    long position = streamOffset + index;
    int mark = marks - 1;
    while (mark > 0 && markOffset[mark] > position) {
      mark--;
    }
    return mark;
  }

  /** Where {@code count} bytes from {@code index} stood on the wire; at least one byte. */
  public MessageSpan span(int index, int count) {
    int first = markOf(index);
    int last = markOf(index + count - 1);
    int latest = first;
    // A hole filled late: bytes further on may have been captured earlier.
    for (int i = first; i <= last; i++) {
      latest = markNanos[i] >= markNanos[latest] ? i : latest;
    }
    return new MessageSpan(
        markNanos[first],
        markNanos[latest],
        markPacket[first],
        markPacket[latest],
        streamOffset + index,
        streamOffset + index + count);
  }
}
