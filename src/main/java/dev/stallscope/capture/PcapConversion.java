package dev.stallscope.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A pcap as pcapng, which can hold decryption secrets; every time stamp keeps its resolution. */
final class PcapConversion {
  private PcapConversion() {}

  /**
   * Writes it.
   *
   * @return false where it was cancelled
   */
  static boolean write(Path pcap, byte[] keyLog, OutputStream out, ReadingProgress progress)
      throws IOException {
    PacketBatch batch = new PacketBatch();
    try (CaptureReader reader = CaptureFile.open(pcap)) {
      PcapngWriter writer = new PcapngWriter(out);
      writer.addInterface(layout(pcap));
      writer.secrets(DecryptionSecrets.NSS_KEY_LOG, keyLog);
      while (reader.read(batch)) {
        for (int i = 0; i < batch.count(); i++) {
          packet(writer, batch, i);
        }
        progress.read(reader.bytesRead(), reader.sizeBytes(), 0);
        if (progress.isCancelled()) {
          return false;
        }
      }
      writer.flush();
      return true;
    }
  }

  private static PcapLayout layout(Path pcap) throws IOException {
    byte[] head = new byte[PcapLayout.HEADER_BYTES];
    try (ByteSource source = CaptureFile.openBytes(pcap)) {
      if (source.read(head, 0, head.length) < head.length) {
        throw new NoCaptureException(pcap + " ends within its header; there is no packet in it.");
      }
    }
    return PcapLayout.of(head, 0);
  }

  private static void packet(PcapngWriter writer, PacketBatch batch, int i) throws IOException {
    writer.packet(
        0,
        batch.epochNanos(i),
        batch.bytes(),
        batch.offset(i),
        batch.capturedLength(i),
        batch.originalLength(i),
        batch.linkDirection(i));
  }
}
