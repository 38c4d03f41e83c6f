package dev.stallscope.capture;

import java.util.List;

/**
 * Finds the packets in the bytes of one file format. It never reads a file: {@link
 * FileCaptureReader} brings the bytes and keeps what is not used up.
 */
sealed interface RecordReader permits PcapReader, PcapngReader {
  /**
   * Adds the packets of all records that lie whole in {@code bytes} from {@code start} to {@code
   * end}, until the batch is full.
   *
   * @param base offset in the (decompressed) file of {@code bytes[0]}
   * @return where the first record begins that was not used
   */
  int walk(byte[] bytes, int start, int end, long base, PacketBatch batch);

  /**
   * Whether the record at {@code start}, which is not whole at the end of the file, is damaged
   * rather than cut off: whole records follow it.
   *
   * @return where the next one begins, or -1 if there is none
   */
  int resume(byte[] bytes, int start, int end, long base);

  /** Bytes needed, from where {@link #walk} stopped, to go on. */
  int wantedBytes();

  /** Whether nothing after this can be read, however much there is. */
  boolean isStopped();

  /** What the bytes left over at the end of the file mean; empty if they mean no harm. */
  String incomplete(int leftBytes);

  List<CaptureInterface> interfaces();

  List<DecryptionSecrets> secrets();
}
