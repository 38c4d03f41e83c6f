package dev.stallscope.protocol.tls;

import dev.stallscope.net.Direction;
import dev.stallscope.tls.TlsRecord;

/**
 * A record as it stood on the wire.
 *
 * @param length bytes behind its header
 * @param acknowledged what the packet of its first byte acknowledged of the other direction, -1
 *     where that is not known
 * @param isWhole whether all of it was seen, or at least its end
 */
record SeenRecord(
    Direction direction,
    int type,
    int length,
    long firstNanos,
    long lastNanos,
    int firstPacket,
    int lastPacket,
    long startOffset,
    long acknowledged,
    boolean isWhole) {
  long endOffset() {
    return startOffset + TlsRecord.HEADER_BYTES + length;
  }

  boolean isFromClient() {
    return direction == Direction.CLIENT_TO_SERVER;
  }
}
