package dev.stallscope.capture;

/**
 * Reads the three kinds of packet block that pcapng has had.
 *
 * <pre>
 * enhanced (6)   interface(32) time high, low  captured  original  data  options
 * packet (2)     interface(16) drops(16) time high, low  captured  original  data  options
 * simple (3)     original  data
 * </pre>
 */
final class PacketBlocks {
  private static final int DATA = 28;
  private static final int SIMPLE_DATA = 12;
  private static final int TRAILER_BYTES = 4;

  private final PcapngInterfaces interfaces;
  private final CaptureDamage damage;
  private long lastNanos;
  private boolean isUntimedReported;

  PacketBlocks(PcapngInterfaces interfaces, CaptureDamage damage) {
    this.interfaces = interfaces;
    this.damage = damage;
  }

  /** Reads an Enhanced Packet Block, or the obsolete Packet Block, at {@code at}. */
  void readTimed(
      int type, ByteOrderReads order, byte[] bytes, int at, int total, long base, PacketBatch out) {
    boolean isEnhanced = type == BlockType.ENHANCED_PACKET;
    long id = isEnhanced ? order.u32(bytes, at + 8) : order.u16(bytes, at + 8);
    InterfaceState source = interfaces.find(id);
    if (source == null) {
      unknownInterface(base + at, id);
      return;
    }
    long captured = order.u32(bytes, at + 20);
    if (captured > total - BlockType.PACKET_BYTES) {
      damage.report(
          base + at,
          "a packet claims %,d bytes and its block has room for %,d; the packet is left out"
              .formatted(captured, total - BlockType.PACKET_BYTES));
      return;
    }
    long ticks = order.u32(bytes, at + 12) << Integer.SIZE | order.u32(bytes, at + 16);
    lastNanos = source.nanos(ticks, base + at, damage);
    int options = at + DATA + PcapngOptions.padded((int) captured);
    out.add(
        at + DATA,
        (int) captured,
        Math.clamp(order.u32(bytes, at + 24), (int) captured, Integer.MAX_VALUE),
        lastNanos,
        base + at + DATA,
        source.id(),
        source.linkType(),
        PcapngOptions.direction(order, bytes, options, at + total - TRAILER_BYTES));
  }

  /** Reads a Simple Packet Block, which belongs to the section's first interface. */
  void readSimple(
      ByteOrderReads order, byte[] bytes, int at, int total, long base, PacketBatch out) {
    InterfaceState source = interfaces.find(0);
    if (source == null) {
      unknownInterface(base + at, 0);
      return;
    }
    if (!isUntimedReported) {
      isUntimedReported = true;
      damage.report(
          base + at,
          "a packet has no time, as simple packet blocks have none; it and others like it are"
              + " given the time of the packet before, so durations around them mean nothing");
    }
    long original = order.u32(bytes, at + 8);
    long room = (long) total - BlockType.SIMPLE_PACKET_BYTES;
    long limit = source.snapLength() == 0 ? room : Math.min(room, source.snapLength());
    int captured = (int) Math.min(original, limit);
    out.add(
        at + SIMPLE_DATA,
        captured,
        Math.clamp(original, captured, Integer.MAX_VALUE),
        lastNanos,
        base + at + SIMPLE_DATA,
        source.id(),
        source.linkType(),
        LinkDirection.UNKNOWN);
  }

  private void unknownInterface(long fileOffset, long id) {
    damage.report(
        fileOffset,
        "a packet names interface %d, which its section does not describe; the packet is left out"
            .formatted(id));
  }
}
