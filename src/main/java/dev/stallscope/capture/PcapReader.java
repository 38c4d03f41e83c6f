package dev.stallscope.capture;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.time.Nanos;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Classic pcap: a file header of 24 bytes, then records of 16 bytes and the packet
 * (draft-ietf-opsawg-pcap). Both byte orders, micro- and nanoseconds, and Kuznetzov's variant,
 * whose record header is 8 bytes longer.
 */
final class PcapReader implements CaptureReader {
  /** As in Wireshark: no record of any link type is larger. */
  static final int MAX_RECORD_BYTES = 128 << 20;

  private static final int FILE_HEADER_BYTES = 24;
  private static final int MAGIC_MICROS = 0xa1b2c3d4;
  private static final int MAGIC_NANOS = 0xa1b23c4d;
  private static final int MAGIC_KUZNETZOV = 0xa1b2cd34;

  private final ByteSource source;
  private final BatchBuffer buffer;
  private final CaptureDamage damage;
  private final ByteOrderReads order;
  private final long nanosPerUnit;
  private final int recordHeaderBytes;
  private final CaptureInterface captureInterface;
  private final int linkType;
  private int packets;
  private boolean isStopped;

  private PcapReader(ByteSource source, BatchBuffer buffer, int magic, boolean isBigEndian) {
    this.source = source;
    this.buffer = buffer;
    damage = new CaptureDamage(source);
    order = new ByteOrderReads(isBigEndian);
    nanosPerUnit = magic == MAGIC_NANOS ? 1 : Nanos.PER_MICRO;
    recordHeaderBytes = magic == MAGIC_KUZNETZOV ? 24 : 16;
    byte[] bytes = buffer.bytes();
    int at = buffer.position();
    // The upper bits hold the FCS length and flags.
    linkType = order.i32(bytes, at + 20) & 0x0fff_ffff & 0xffff;
    captureInterface =
        new CaptureInterface(
            0,
            Optional.empty(),
            Optional.empty(),
            linkType,
            Math.max(0, order.i32(bytes, at + 16)),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
    buffer.skip(FILE_HEADER_BYTES);
  }

  /** Whether the bytes begin a classic pcap file. */
  static boolean isPcap(byte[] bytes, int length) {
    return length >= 4 && (isMagic(Bytes.i32(bytes, 0)) || isMagic(Bytes.i32Le(bytes, 0)));
  }

  private static boolean isMagic(int magic) {
    return magic == MAGIC_MICROS || magic == MAGIC_NANOS || magic == MAGIC_KUZNETZOV;
  }

  static PcapReader open(ByteSource source, BatchBuffer buffer) throws IOException {
    if (!buffer.has(FILE_HEADER_BYTES, true)) {
      throw new NoCaptureException(
          source.path() + " begins like a pcap capture but ends within its file header.");
    }
    int big = Bytes.i32(buffer.bytes(), buffer.position());
    boolean isBigEndian = isMagic(big);
    int magic = isBigEndian ? big : Bytes.i32Le(buffer.bytes(), buffer.position());
    return new PcapReader(source, buffer, magic, isBigEndian);
  }

  @Override
  public boolean read(PacketBatch batch) throws IOException {
    batch.clear(packets);
    if (isStopped) {
      return false;
    }
    buffer.begin(batch);
    while (!batch.isFull() && readRecord(batch)) {
      packets++;
    }
    if (batch.count() == 0) {
      damage.incomplete(buffer);
    }
    buffer.end();
    return batch.count() > 0;
  }

  private boolean readRecord(PacketBatch batch) throws IOException {
    boolean mayGrow = batch.count() == 0;
    if (!buffer.has(recordHeaderBytes, mayGrow)) {
      return false;
    }
    byte[] bytes = buffer.bytes();
    int at = buffer.position();
    long captured = order.u32(bytes, at + 8);
    if (captured > MAX_RECORD_BYTES) {
      isStopped = true;
      damage.report(
          buffer.fileOffset(),
          "a packet record claims %,d bytes, which no packet has; what follows cannot be read"
              .formatted(captured));
      return false;
    }
    if (!buffer.has(recordHeaderBytes + (int) captured, mayGrow)) {
      return false;
    }
    bytes = buffer.bytes();
    at = buffer.position();
    long nanos = order.u32(bytes, at) * Nanos.PER_SECOND + order.u32(bytes, at + 4) * nanosPerUnit;
    long original = Math.clamp(order.u32(bytes, at + 12), captured, Integer.MAX_VALUE);
    batch.add(
        at + recordHeaderBytes,
        (int) captured,
        (int) original,
        nanos,
        buffer.fileOffset() + recordHeaderBytes,
        0,
        linkType,
        LinkDirection.UNKNOWN);
    buffer.skip(recordHeaderBytes + (int) captured);
    return true;
  }

  @Override
  public List<CaptureInterface> interfaces() {
    return List.of(captureInterface);
  }

  @Override
  public List<CaptureWarning> warnings() {
    return damage.warnings();
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
