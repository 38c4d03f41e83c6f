package dev.stallscope.capture;

import java.io.IOException;
import java.util.List;

/**
 * One capture file: brings its bytes into the buffers of batches, a piece at a time, and lets a
 * {@link RecordReader} find the packets in them. What one batch did not use up stands at the
 * beginning of the next, so a record may lie across any number of reads.
 */
final class FileCaptureReader implements CaptureReader {
  /**
   * Bytes read at once: large enough to make system calls cheap, small enough that little is left
   * to carry over when a batch is full of small packets.
   */
  private static final int READ_BYTES = 128 << 10;

  private final ByteSource source;
  private final RecordReader records;
  private final CaptureDamage damage;
  private byte[] left;
  private int leftLength;

  /** Offset in the decompressed file of {@code left[0]}. */
  private long leftOffset;

  private int packets;
  private boolean isAtEnd;
  private boolean isCompressionReported;

  /**
   * @param head the first bytes of the file, already taken from the source
   */
  FileCaptureReader(ByteSource source, RecordReader records, CaptureDamage damage, byte[] head) {
    this.source = source;
    this.records = records;
    this.damage = damage;
    left = head;
    leftLength = head.length;
  }

  @Override
  public boolean read(PacketBatch batch) throws IOException {
    batch.clear(packets);
    if (records.isStopped() || packets > Integer.MAX_VALUE - PacketBatch.MAX_PACKETS) {
      return false;
    }
    isAtEnd = false;
    fill(batch);
    packets += batch.count();
    if (isAtEnd && !source.damage().isEmpty() && !isCompressionReported) {
      isCompressionReported = true;
      damage.report(leftOffset + leftLength, source.damage());
    }
    return batch.count() > 0;
  }

  private void fill(PacketBatch batch) throws IOException {
    batch.reserve(leftLength);
    System.arraycopy(left, 0, batch.bytes(), 0, leftLength);
    long base = leftOffset;
    int end = leftLength;
    int position = 0;
    while (true) {
      position = records.walk(batch.bytes(), position, end, base, batch);
      if (batch.isFull() || records.isStopped()) {
        break;
      }
      int wanted = records.wantedBytes();
      if (position + (long) wanted > batch.nominalBytes() && position > 0) {
        if (batch.count() > 0) {
          break;
        }
        System.arraycopy(batch.bytes(), position, batch.bytes(), 0, end - position);
        base += position;
        end -= position;
        position = 0;
      }
      int limit = Math.max(batch.nominalBytes(), wanted);
      batch.reserve(limit);
      int count = source.read(batch.bytes(), end, Math.min(limit - end, READ_BYTES));
      end += count;
      if (count == 0) {
        isAtEnd = true;
        int next = records.resume(batch.bytes(), position, end, base);
        if (next < 0) {
          break;
        }
        position = next;
      }
    }
    keep(batch.bytes(), position, end);
    leftOffset = base + position;
  }

  private void keep(byte[] bytes, int position, int end) {
    leftLength = end - position;
    if (left.length < leftLength) {
      left = new byte[Math.max(leftLength, 2 * READ_BYTES)];
    }
    System.arraycopy(bytes, position, left, 0, leftLength);
  }

  @Override
  public List<CaptureInterface> interfaces() {
    return records.interfaces();
  }

  @Override
  public List<DecryptionSecrets> secrets() {
    return records.secrets();
  }

  @Override
  public List<CaptureWarning> warnings() {
    String incomplete =
        isAtEnd && source.damage().isEmpty() && !records.isStopped()
            ? records.incomplete(leftLength)
            : "";
    return damage.warnings(leftOffset, incomplete);
  }

  @Override
  public long bytesRead() {
    return source.fileBytesRead();
  }

  @Override
  public long sizeBytes() {
    return source.sizeBytes();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
