package dev.stallscope.capture;

import dev.stallscope.time.Nanos;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Classic pcap (draft-ietf-opsawg-pcap) in all variants of {@link PcapLayout}: a file header, then
 * records of seconds, fraction, captured and original length, and the packet. Nothing in a record
 * says where the next one begins but its length, so damage ends the reading.
 */
final class PcapReader implements RecordReader {
  /** Kuznetzov's packet type, as in Linux' sockaddr_ll: sent by this host. */
  private static final int PACKET_OUTGOING = 4;

  /** The types below are to this host, to all, to a group. */
  private static final int PACKET_OTHERHOST = 3;

  private final CaptureDamage damage;
  private @Nullable PcapLayout layout;
  private int wantedBytes = PcapLayout.HEADER_BYTES;
  private boolean isStopped;

  PcapReader(CaptureDamage damage) {
    this.damage = damage;
  }

  @Override
  public int walk(byte[] bytes, int start, int end, long base, PacketBatch batch) {
    int at = start;
    if (layout == null) {
      if (end - at < PcapLayout.HEADER_BYTES) {
        return at;
      }
      PcapLayout read = PcapLayout.of(bytes, at);
      wantedBytes = read.fileHeaderBytes();
      if (end - at < wantedBytes) {
        return at;
      }
      layout = read;
      reportVersion(read.order(), bytes, at);
      at += wantedBytes;
    }
    return walkRecords(layout, bytes, at, end, base, batch);
  }

  private void reportVersion(ByteOrderReads order, byte[] bytes, int at) {
    int major = order.u16(bytes, at + 4);
    if (major != PcapLayout.MAJOR_VERSION && major != PcapLayout.MAJOR_VERSION_DG_UX) {
      damage.report(
          0,
          "the file is of version %d.%d and read as 2.4, since no other is known"
              .formatted(major, order.u16(bytes, at + 6)));
    }
  }

  private int walkRecords(
      PcapLayout layout, byte[] bytes, int start, int end, long base, PacketBatch batch) {
    ByteOrderReads order = layout.order();
    int header = layout.recordHeaderBytes();
    int limit = layout.maxCapturedBytes();
    int at = start;
    wantedBytes = header;
    while (!batch.isFull() && end - at >= header) {
      long captured = order.u32(bytes, at + 8);
      long original = order.u32(bytes, at + 12);
      if (layout.isSwapped() || layout.isMaybeSwapped() && captured > original) {
        long first = captured;
        captured = original;
        original = first;
      }
      if (captured > limit) {
        stop(base + at, captured);
        return at;
      }
      int total = header + (int) captured;
      if (end - at < total) {
        wantedBytes = total;
        return at;
      }
      batch.add(
          at + header,
          (int) captured,
          Math.clamp(original, (int) captured, Integer.MAX_VALUE),
          order.u32(bytes, at) * Nanos.PER_SECOND
              + order.u32(bytes, at + 4) * layout.nanosPerUnit(),
          base + at + header,
          0,
          layout.linkType(),
          layout.isKuznetzov() ? direction(order, bytes, at) : LinkDirection.UNKNOWN);
      at += total;
    }
    return at;
  }

  private static LinkDirection direction(ByteOrderReads order, byte[] bytes, int at) {
    if (order.i32(bytes, at + 16) == 0) {
      // No interface index: a tool converted the file and left the fields empty.
      return LinkDirection.UNKNOWN;
    }
    int type = bytes[at + 22] & 0xff;
    if (type == PACKET_OUTGOING) {
      return LinkDirection.OUTBOUND;
    }
    return type < PACKET_OTHERHOST ? LinkDirection.INBOUND : LinkDirection.UNKNOWN;
  }

  private void stop(long fileOffset, long captured) {
    isStopped = true;
    damage.report(
        fileOffset,
        "a packet record claims %,d bytes, which no packet has; what follows cannot be read"
            .formatted(captured));
  }

  @Override
  public int resume(byte[] bytes, int start, int end, long base) {
    return -1;
  }

  @Override
  public int wantedBytes() {
    return wantedBytes;
  }

  @Override
  public boolean isStopped() {
    return isStopped;
  }

  @Override
  public String incomplete(int leftBytes) {
    if (layout == null) {
      return "the file ends within its header, so there is no packet in it";
    }
    return leftBytes == 0
        ? ""
        : "the file ends within a record (%,d of its bytes are there); the packets before it are complete"
            .formatted(leftBytes);
  }

  @Override
  public List<CaptureInterface> interfaces() {
    return layout == null
        ? List.of()
        : List.of(
            new CaptureInterface(
                0,
                Optional.empty(),
                Optional.empty(),
                layout.linkType(),
                layout.snapLength(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty()));
  }

  @Override
  public List<DecryptionSecrets> secrets() {
    return List.of();
  }
}
