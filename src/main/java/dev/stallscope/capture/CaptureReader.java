package dev.stallscope.capture;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * Packets of a capture, in the order of the file, in batches.
 *
 * <p>A damaged or truncated file is no error: reading ends and {@link #warnings()} says where and
 * why. A file that still grows can be read on: after {@link #read} has returned {@code false}, a
 * later call returns what was written since.
 */
public interface CaptureReader extends Closeable {
  /**
   * Fills the batch with the next packets.
   *
   * @return whether any packet was read; {@code false} at the end of what the file holds now
   * @throws IOException if the file cannot be read; the message names the file and the byte offset
   */
  boolean read(PacketBatch batch) throws IOException;

  /** The interfaces met so far; a classic pcap has one. */
  List<CaptureInterface> interfaces();

  /** Decryption secrets that the file carries, as far as read; empty for most. */
  default List<DecryptionSecrets> secrets() {
    return List.of();
  }

  /**
   * What was wrong with the file so far. That it ends within a record is said only while it does: a
   * growing file may complete the record.
   */
  List<CaptureWarning> warnings();

  /** Bytes of the file consumed so far, compressed size where the file is compressed. */
  long bytesRead();

  /** Size of the file in bytes when it was opened. */
  long sizeBytes();
}
