package dev.stallscope.capture;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Brings the bytes of a {@link ByteSource} into the buffers of batches, in blocks; what one batch
 * did not use up stands at the beginning of the next.
 */
final class BatchBuffer {
  private static final int BLOCK_BYTES = 1 << 20;

  private final ByteSource source;
  private byte[] rest = new byte[0];
  private int restLength;

  private @Nullable PacketBatch batch;
  private byte[] bytes = new byte[0];
  private int position;
  private int limit;

  /** Position in the decompressed file of {@code bytes[0]}. */
  private long base;

  BatchBuffer(ByteSource source) {
    this.source = source;
  }

  /** Begins a batch: its buffer takes over what the former left. */
  void begin(PacketBatch next) {
    batch = next;
    next.reserve(Math.max(BLOCK_BYTES, restLength));
    bytes = next.bytes();
    System.arraycopy(rest, 0, bytes, 0, restLength);
    position = 0;
    limit = restLength;
    restLength = 0;
  }

  /** Ends the batch: what was not consumed is kept for the next. */
  void end() {
    int remaining = limit - position;
    if (rest.length < remaining) {
      rest = new byte[Math.max(remaining, BLOCK_BYTES)];
    }
    System.arraycopy(bytes, position, rest, 0, remaining);
    restLength = remaining;
    base += position;
    position = 0;
    limit = 0;
    batch = null;
  }

  /**
   * Makes {@code length} bytes available at {@link #position()}.
   *
   * @param mayGrow whether more may be read now; a batch that already holds packets is handed over
   *     instead, so that it stays small
   * @return whether they are there
   */
  boolean has(int length, boolean mayGrow) throws IOException {
    if (limit - position >= length) {
      return true;
    }
    if (!mayGrow || batch == null) {
      return false;
    }
    if (position + (long) length > bytes.length) {
      batch.reserve(position + length);
      bytes = batch.bytes();
    }
    limit += source.read(bytes, limit, bytes.length - limit);
    return limit - position >= length;
  }

  byte[] bytes() {
    return bytes;
  }

  int position() {
    return position;
  }

  int available() {
    return limit - position;
  }

  void skip(int length) {
    position += length;
  }

  /** Offset in the decompressed file of the current position. */
  long fileOffset() {
    return base + position;
  }
}
