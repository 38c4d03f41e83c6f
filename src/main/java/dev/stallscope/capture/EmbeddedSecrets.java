package dev.stallscope.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Writes a capture anew with a key log in it, as a Decryption Secrets Block before its first packet
 * (draft-ietf-opsawg-pcapng 4.7).
 */
public final class EmbeddedSecrets {
  private static final int COPY_BYTES = 1 << 16;

  private EmbeddedSecrets() {}

  /**
   * Writes it. All else in a pcapng stays byte for byte, but for the length of the section, should
   * it say one; pcap becomes pcapng, and a compressed file plain.
   *
   * @param keyLog lines of an NSS key log
   * @param out another file, which it replaces once it is complete
   * @return false where it was cancelled, and nothing written
   * @throws IOException if the input cannot be read or is no capture, or the output not be written;
   *     the message says which
   */
  public static boolean embed(Path capture, byte[] keyLog, Path out, ReadingProgress progress)
      throws IOException {
    OutputFile.check(out, List.of(capture));
    Optional<InsertionPoint> point = InsertionPoint.find(capture);
    return OutputFile.write(
        out,
        stream ->
            point.isEmpty()
                ? PcapConversion.write(capture, keyLog, stream, progress)
                : copy(capture, point.get(), keyLog, stream, progress));
  }

  private static boolean copy(
      Path capture, InsertionPoint point, byte[] keyLog, OutputStream out, ReadingProgress progress)
      throws IOException {
    try (ByteSource source = CaptureFile.openBytes(capture)) {
      byte[] head = new byte[Math.toIntExact(point.fileOffset())];
      source.read(head, 0, head.length);
      BlockType.forgetSectionLength(head, 0);
      out.write(head);
      out.write(block(point.order(), keyLog));
      byte[] buffer = new byte[COPY_BYTES];
      for (int count = 1; count > 0 && !progress.isCancelled(); out.write(buffer, 0, count)) {
        count = source.read(buffer, 0, buffer.length);
        progress.read(source.fileBytesRead(), source.sizeBytes(), 0);
      }
      return !progress.isCancelled();
    }
  }

  private static byte[] block(ByteOrderReads order, byte[] keyLog) {
    int total = BlockType.DECRYPTION_SECRETS_BYTES + PcapngOptions.padded(keyLog.length);
    return ByteBuffer.allocate(total)
        .order(order.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
        .putInt(BlockType.DECRYPTION_SECRETS)
        .putInt(total)
        .putInt(DecryptionSecrets.NSS_KEY_LOG)
        .putInt(keyLog.length)
        .put(keyLog)
        .putInt(total - Integer.BYTES, total)
        .array();
  }
}
