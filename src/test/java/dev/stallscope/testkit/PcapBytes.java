package dev.stallscope.testkit;

import dev.stallscope.capture.PacketBatch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Made packets as a classic pcap file with nanoseconds, or as the batches a reader would fill. */
public final class PcapBytes {
  private static final int MAGIC_NANOS = 0xa1b23c4d;
  private static final int FILE_HEADER_BYTES = 24;
  private static final int RECORD_HEADER_BYTES = 16;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private PcapBytes() {}

  public static byte[] of(List<TimedPacket> packets, int linkType, int snapLength) {
    int size = FILE_HEADER_BYTES;
    for (TimedPacket packet : packets) {
      size += RECORD_HEADER_BYTES + packet.bytes().length;
    }
    ByteBuffer file = ByteBuffer.allocate(size);
    file.putInt(MAGIC_NANOS).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
    file.putInt(snapLength).putInt(linkType);
    for (TimedPacket packet : packets) {
      file.putInt((int) (packet.epochNanos() / NANOS_PER_SECOND))
          .putInt((int) (packet.epochNanos() % NANOS_PER_SECOND))
          .putInt(packet.bytes().length)
          .putInt(packet.originalLength())
          .put(packet.bytes());
    }
    return file.array();
  }

  public static List<PacketBatch> batches(List<TimedPacket> packets, int linkType) {
    List<PacketBatch> batches = new ArrayList<>();
    PacketBatch batch = new PacketBatch();
    int used = 0;
    long fileOffset = FILE_HEADER_BYTES;
    for (int i = 0; i < packets.size(); i++) {
      if (i == 0 || batch.isFull()) {
        batch = new PacketBatch();
        batch.clear(i);
        batches.add(batch);
        used = 0;
      }
      TimedPacket packet = packets.get(i);
      int length = packet.bytes().length;
      batch.reserve(used + length);
      System.arraycopy(packet.bytes(), 0, batch.bytes(), used, length);
      fileOffset += RECORD_HEADER_BYTES;
      batch.add(
          used,
          length,
          packet.originalLength(),
          packet.epochNanos(),
          fileOffset,
          0,
          linkType,
          packet.direction());
      used += length;
      fileOffset += length;
    }
    return batches;
  }
}
