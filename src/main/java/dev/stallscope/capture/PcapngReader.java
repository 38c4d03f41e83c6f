package dev.stallscope.capture;

import dev.stallscope.bytes.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * pcapng (draft-ietf-opsawg-pcapng): blocks of type, total length, body and the length again;
 * several sections, each with its own byte order and interfaces.
 */
final class PcapngReader implements CaptureReader {
  private static final int SECTION_HEADER = 0x0a0d0d0a;
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int INTERFACE_STATISTICS = 5;
  private static final int ENHANCED_PACKET = 6;
  private static final int DECRYPTION_SECRETS = 10;
  private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
  private static final int MIN_BLOCK_BYTES = 12;

  /** Secrets kept of one file: a key log of some ten thousand connections. */
  private static final int MAX_SECRETS_BYTES = 16 << 20;

  private final ByteSource source;
  private final BatchBuffer buffer;
  private final CaptureDamage damage;
  private final List<InterfaceState> interfaces = new ArrayList<>();
  private final List<DecryptionSecrets> secrets = new ArrayList<>();
  private int secretsBytes;
  private int sectionFirstInterface;
  private ByteOrderReads order = new ByteOrderReads(false);
  private int packets;
  private boolean isStopped;

  PcapngReader(ByteSource source, BatchBuffer buffer) {
    this.source = source;
    this.buffer = buffer;
    damage = new CaptureDamage(source);
  }

  static boolean isPcapng(byte[] bytes, int length) {
    return length >= 4 && Bytes.i32(bytes, 0) == SECTION_HEADER;
  }

  @Override
  public boolean read(PacketBatch batch) throws IOException {
    batch.clear(packets);
    if (isStopped) {
      return false;
    }
    buffer.begin(batch);
    while (!batch.isFull() && readBlock(batch)) {
      packets = batch.firstPacket() + batch.count();
    }
    if (batch.count() == 0) {
      damage.incomplete(buffer);
    }
    buffer.end();
    return batch.count() > 0;
  }

  private boolean readBlock(PacketBatch batch) throws IOException {
    boolean mayGrow = batch.count() == 0;
    if (!buffer.has(MIN_BLOCK_BYTES, mayGrow)) {
      return false;
    }
    byte[] bytes = buffer.bytes();
    int at = buffer.position();
    boolean isSection = Bytes.i32(bytes, at) == SECTION_HEADER;
    if (isSection && !readByteOrder(bytes, at + 8)) {
      return false;
    }
    int type = isSection ? SECTION_HEADER : order.i32(bytes, at);
    long length = order.u32(bytes, at + 4);
    if (length < MIN_BLOCK_BYTES || length > PcapReader.MAX_RECORD_BYTES || (length & 3) != 0) {
      return stop(
          "a block of type 0x%08x claims %,d bytes, which cannot be".formatted(type, length));
    }
    int total = (int) length;
    if (!buffer.has(total, mayGrow)) {
      return false;
    }
    bytes = buffer.bytes();
    at = buffer.position();
    if (order.u32(bytes, at + total - 4) != length) {
      return stop("a block's two lengths contradict each other");
    }
    readBody(batch, type, bytes, at + 8, total - MIN_BLOCK_BYTES);
    buffer.skip(total);
    return true;
  }

  private boolean readByteOrder(byte[] bytes, int at) {
    if (Bytes.i32(bytes, at) == BYTE_ORDER_MAGIC) {
      order = new ByteOrderReads(true);
    } else if (Bytes.i32Le(bytes, at) == BYTE_ORDER_MAGIC) {
      order = new ByteOrderReads(false);
    } else {
      return stop("a section header has no byte-order magic");
    }
    return true;
  }

  private boolean stop(String what) {
    isStopped = true;
    damage.report(buffer.fileOffset(), what + "; what follows cannot be read");
    return false;
  }

  private void readBody(PacketBatch batch, int type, byte[] bytes, int at, int length) {
    switch (type) {
      case SECTION_HEADER -> sectionFirstInterface = interfaces.size();
      case INTERFACE_DESCRIPTION -> {
        if (length >= 8) {
          interfaces.add(
              InterfaceState.read(
                  interfaces.size(), order, bytes, at, length, buffer.fileOffset(), damage));
        }
      }
      case ENHANCED_PACKET -> readEnhanced(batch, bytes, at, length);
      case PACKET -> readObsolete(batch, bytes, at, length);
      case SIMPLE_PACKET -> readSimple(batch, bytes, at, length);
      case INTERFACE_STATISTICS -> {
        InterfaceState state = length >= 12 ? find(order.u32(bytes, at)) : null;
        if (state != null) {
          state.readStatistics(order, bytes, at + 12, at + length);
        }
      }
      case DECRYPTION_SECRETS -> readSecrets(bytes, at, length);
      default -> {
        // Name resolution, journals, custom and unknown blocks hold no packets.
      }
    }
  }

  private void readEnhanced(PacketBatch batch, byte[] bytes, int at, int length) {
    InterfaceState state = length >= 20 ? find(order.u32(bytes, at)) : null;
    if (state == null) {
      unknownInterface();
      return;
    }
    long captured = order.u32(bytes, at + 12);
    if (captured > length - 20) {
      damage.report(buffer.fileOffset(), "a packet block holds fewer bytes than it claims");
      captured = (long) length - 20;
    }
    int options = at + 20 + (((int) captured + 3) & ~3);
    add(
        batch,
        state,
        at + 20,
        (int) captured,
        order.u32(bytes, at + 16),
        state.nanos(order.u32(bytes, at + 4), order.u32(bytes, at + 8)),
        PcapngOptions.direction(order, bytes, options, at + length));
  }

  private void readObsolete(PacketBatch batch, byte[] bytes, int at, int length) {
    InterfaceState state = length >= 20 ? find(order.u16(bytes, at)) : null;
    if (state == null) {
      unknownInterface();
      return;
    }
    long captured = Math.min(order.u32(bytes, at + 12), length - 20);
    add(
        batch,
        state,
        at + 20,
        (int) captured,
        order.u32(bytes, at + 16),
        state.nanos(order.u32(bytes, at + 4), order.u32(bytes, at + 8)),
        LinkDirection.UNKNOWN);
  }

  private void readSimple(PacketBatch batch, byte[] bytes, int at, int length) {
    InterfaceState state = length >= 4 ? find(0) : null;
    if (state == null) {
      unknownInterface();
      return;
    }
    long original = order.u32(bytes, at);
    long limit = state.snapLength() == 0 ? original : Math.min(original, (long) state.snapLength());
    // A simple packet block has no time: the epoch, as other tools show it.
    add(
        batch,
        state,
        at + 4,
        (int) Math.min(limit, length - 4),
        original,
        0,
        LinkDirection.UNKNOWN);
  }

  private void add(
      PacketBatch batch,
      InterfaceState state,
      int offset,
      int captured,
      long original,
      long nanos,
      LinkDirection direction) {
    batch.add(
        offset,
        captured,
        Math.clamp(original, captured, Integer.MAX_VALUE),
        nanos,
        buffer.fileOffset() + (offset - buffer.position()),
        state.id(),
        state.linkType(),
        direction);
  }

  private void unknownInterface() {
    damage.report(
        buffer.fileOffset(), "a packet names an interface that was not described; it is left out");
  }

  private @Nullable InterfaceState find(long id) {
    long index = sectionFirstInterface + id;
    return index < interfaces.size() ? interfaces.get((int) index) : null;
  }

  private void readSecrets(byte[] bytes, int at, int length) {
    if (length < 8) {
      return;
    }
    int size = (int) Math.min(order.u32(bytes, at + 4), length - 8);
    if (secretsBytes + size > MAX_SECRETS_BYTES) {
      damage.report(buffer.fileOffset(), "more decryption secrets than are kept");
      return;
    }
    secretsBytes += size;
    secrets.add(DecryptionSecrets.copyOf(order.i32(bytes, at), bytes, at + 8, size));
  }

  /** The decryption secrets met so far. */
  List<DecryptionSecrets> secrets() {
    return List.copyOf(secrets);
  }

  @Override
  public List<CaptureInterface> interfaces() {
    return interfaces.stream().map(InterfaceState::toInterface).toList();
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
