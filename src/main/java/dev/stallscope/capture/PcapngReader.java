package dev.stallscope.capture;

import dev.stallscope.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * pcapng (draft-ietf-opsawg-pcapng): blocks of type, total length, body and the length again, in
 * sections that each have their byte order and interfaces.
 *
 * <p>Both lengths must agree. Where they do not, reading goes on at the next bytes that prove to be
 * a block: a known type, a length that fits the type, and the same length at the other end.
 */
final class PcapngReader implements RecordReader {
  private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
  private static final int TRAILER_BYTES = 4;
  private static final int MAJOR_VERSION = 1;

  private final CaptureDamage damage;
  private final BlockListener listener;
  private final PcapngInterfaces interfaces = new PcapngInterfaces();
  private final PacketBlocks packets;
  private final List<DecryptionSecrets> secrets = new ArrayList<>();
  private int secretsBytes;
  private ByteOrderReads order = new ByteOrderReads(false);
  private int wantedBytes = BlockType.MIN_BYTES;
  private String lost = "";
  private long lostAt;

  PcapngReader(CaptureDamage damage, BlockListener listener) {
    this.damage = damage;
    this.listener = listener;
    packets = new PacketBlocks(interfaces, damage);
  }

  /** Whether the bytes begin a pcapng file, as far as they go. */
  static boolean isPcapng(byte[] bytes, int length) {
    return length >= 4
        && Bytes.i32(bytes, 0) == BlockType.SECTION_HEADER
        && (length < BlockType.MIN_BYTES || isByteOrderMagic(bytes, 8));
  }

  private static boolean isByteOrderMagic(byte[] bytes, int at) {
    return Bytes.i32(bytes, at) == BYTE_ORDER_MAGIC || Bytes.i32Le(bytes, at) == BYTE_ORDER_MAGIC;
  }

  @Override
  public int walk(byte[] bytes, int start, int end, long base, PacketBatch batch) {
    int at = start;
    while (!batch.isFull()) {
      wantedBytes = BlockType.MIN_BYTES;
      if (end - at < BlockType.MIN_BYTES) {
        return at;
      }
      if (!lost.isEmpty() && !mayBeBlock(bytes, at, base + at - lostAt)) {
        at++;
        continue;
      }
      ByteOrderReads blockOrder = orderAt(bytes, at);
      long total = blockOrder.u32(bytes, at + 4);
      if (!isPossible(blockOrder, bytes, at, end, total)) {
        at = lose(bytes, at, base, "a block claims %,d bytes, which cannot be".formatted(total));
        continue;
      }
      if (end - at < total) {
        wantedBytes = Math.max(wantedBytes, (int) total);
        return at;
      }
      long trailer = blockOrder.u32(bytes, at + (int) total - TRAILER_BYTES);
      if (trailer != total) {
        at =
            lose(
                bytes,
                at,
                base,
                "a block's length is %,d at its beginning and %,d at its end"
                    .formatted(total, trailer));
        continue;
      }
      resume(base + at);
      order = blockOrder;
      readBlock(bytes, at, (int) total, base, batch);
      at += (int) total;
    }
    return at;
  }

  @Override
  public int resume(byte[] bytes, int start, int end, long base) {
    for (int at = start + 1; end - at >= BlockType.MIN_BYTES; at++) {
      if (mayBeBlock(bytes, at, at - start)) {
        ByteOrderReads blockOrder = orderAt(bytes, at);
        long total = blockOrder.u32(bytes, at + 4);
        if (total <= end - at
            && isPossible(blockOrder, bytes, at, end, total)
            && blockOrder.u32(bytes, at + (int) total - TRAILER_BYTES) == total) {
          lose(bytes, start, base, "a block claims more bytes than follow, though whole blocks do");
          return at;
        }
      }
    }
    return -1;
  }

  /** The byte order of the block at {@code at}: its own if it begins a section. */
  private ByteOrderReads orderAt(byte[] bytes, int at) {
    return Bytes.i32(bytes, at) == BlockType.SECTION_HEADER && isByteOrderMagic(bytes, at + 8)
        ? new ByteOrderReads(Bytes.i32(bytes, at + 8) == BYTE_ORDER_MAGIC)
        : order;
  }

  /** Whether a block of that length can be at {@code at}, as far as can be told without its end. */
  private boolean isPossible(ByteOrderReads blockOrder, byte[] bytes, int at, int end, long total) {
    int type = blockOrder.i32(bytes, at);
    if (total < Math.max(BlockType.MIN_BYTES, BlockType.minBytes(type))
        || total > CaptureLimits.RECORD_BYTES
        || (total & 3) != 0
        || type == BlockType.SECTION_HEADER && !isByteOrderMagic(bytes, at + 8)) {
      return false;
    }
    if (type != BlockType.ENHANCED_PACKET || end - at < BlockType.PACKET_BYTES) {
      return true;
    }
    // A damaged length is seen here before the reader waits for megabytes that do not come.
    long rest = total - BlockType.PACKET_BYTES - blockOrder.u32(bytes, at + 20);
    return rest <= CaptureLimits.PACKET_OPTION_BYTES;
  }

  /**
   * Whether the bytes look like a block, {@code distance} bytes behind a damaged one. All blocks
   * have multiples of four bytes; only a section may begin elsewhere, where a file was cut and
   * another appended. Packets must name an interface that is known: read at a wrong place, the
   * blocks of a section in the other byte order can look whole.
   */
  private boolean mayBeBlock(byte[] bytes, int at, long distance) {
    ByteOrderReads blockOrder = orderAt(bytes, at);
    int type = blockOrder.i32(bytes, at);
    if (BlockType.minBytes(type) == 0
        || blockOrder.u32(bytes, at + 4) > CaptureLimits.RESUME_BLOCK_BYTES) {
      return false;
    }
    if ((distance & 3) != 0) {
      return type == BlockType.SECTION_HEADER;
    }
    return switch (type) {
      case BlockType.ENHANCED_PACKET, BlockType.INTERFACE_STATISTICS ->
          interfaces.find(blockOrder.u32(bytes, at + 8)) != null;
      case BlockType.PACKET -> interfaces.find(blockOrder.u16(bytes, at + 8)) != null;
      case BlockType.SIMPLE_PACKET -> interfaces.find(0) != null;
      default -> true;
    };
  }

  /** Notes that the block at {@code at} is damaged, and gives the next place to look. */
  private int lose(byte[] bytes, int at, long base, String reason) {
    if (lost.isEmpty()) {
      lost = reason;
      lostAt = base + at;
      if (Bytes.i32(bytes, at) == BlockType.SECTION_HEADER && isByteOrderMagic(bytes, at + 8)) {
        // The blocks behind a damaged header are the new section's all the same.
        order = orderAt(bytes, at);
        interfaces.beginSection();
      }
    }
    return at + 1;
  }

  private void resume(long fileOffset) {
    if (!lost.isEmpty()) {
      damage.report(
          lostAt,
          "%s; %,d bytes are left out up to the next whole block"
              .formatted(lost, fileOffset - lostAt));
      lost = "";
    }
  }

  private void readBlock(byte[] bytes, int at, int total, long base, PacketBatch batch) {
    listener.block(order, bytes, at, total, base + at);
    int type = order.i32(bytes, at);
    switch (type) {
      case BlockType.ENHANCED_PACKET, BlockType.PACKET ->
          packets.readTimed(type, order, bytes, at, total, base, batch);
      case BlockType.SIMPLE_PACKET -> packets.readSimple(order, bytes, at, total, base, batch);
      case BlockType.SECTION_HEADER -> beginSection(bytes, at, base);
      case BlockType.INTERFACE_DESCRIPTION -> addInterface(bytes, at, total, base);
      case BlockType.INTERFACE_STATISTICS -> readStatistics(bytes, at, total);
      case BlockType.DECRYPTION_SECRETS -> readSecrets(bytes, at, total, base);
      default -> {
        // Name resolution, journals, custom and unknown blocks hold no packets.
      }
    }
  }

  private void beginSection(byte[] bytes, int at, long base) {
    interfaces.beginSection();
    int major = order.u16(bytes, at + 12);
    int minor = order.u16(bytes, at + 14);
    // 1.2 differs from 1.0 in nothing, says the draft.
    if (major != MAJOR_VERSION || minor != 0 && minor != 2) {
      damage.report(
          base + at,
          "a section is of version %d.%d and read as 1.0, since no other is known"
              .formatted(major, minor));
    }
  }

  private void addInterface(byte[] bytes, int at, int total, long base) {
    if (!interfaces.isFull()) {
      interfaces.add(order, bytes, at + 8, at + total - TRAILER_BYTES);
    } else {
      damage.report(
          base + at,
          "an interface beyond the %,d that are kept is left out, and its packets with it"
              .formatted(CaptureLimits.INTERFACES));
    }
  }

  private void readStatistics(byte[] bytes, int at, int total) {
    InterfaceState state = interfaces.find(order.u32(bytes, at + 8));
    if (state != null) {
      state.readStatistics(
          new PcapngOptions(order, bytes, at + 20, at + total - TRAILER_BYTES), order, bytes);
    }
  }

  private void readSecrets(byte[] bytes, int at, int total, long base) {
    long claimed = order.u32(bytes, at + 12);
    int size = (int) Math.min(claimed, total - BlockType.DECRYPTION_SECRETS_BYTES);
    if (size > CaptureLimits.SECRETS_BYTES - secretsBytes
        || secrets.size() == CaptureLimits.SECRETS_BLOCKS) {
      damage.report(base + at, "the decryption secrets here are more than is kept of one file");
      return;
    }
    secretsBytes += size;
    secrets.add(
        DecryptionSecrets.copyOf(order.i32(bytes, at + 8), bytes, at + 16, size, base + at));
  }

  @Override
  public int wantedBytes() {
    return wantedBytes;
  }

  @Override
  public boolean isStopped() {
    return false;
  }

  @Override
  public String incomplete(int leftBytes) {
    if (!lost.isEmpty()) {
      return "%s (at byte %,d), and no whole block follows; what followed cannot be read"
          .formatted(lost, lostAt);
    }
    return leftBytes == 0
        ? ""
        : "the file ends within a block (%,d of its bytes are there); the packets before it are complete"
            .formatted(leftBytes);
  }

  @Override
  public List<CaptureInterface> interfaces() {
    return interfaces.toInterfaces();
  }

  @Override
  public List<DecryptionSecrets> secrets() {
    return List.copyOf(secrets);
  }
}
