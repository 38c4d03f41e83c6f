package dev.stallscope.protocol.tls;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.MessageSpan;

/**
 * Encrypted records that make up one message. Where those of both directions do, its place in a
 * stream is that of its first direction.
 */
final class TurnRun {
  /** Records carry at most this much plaintext: one that does is rarely a message's last. */
  private static final int FULL_BYTES = 1 << 14;

  private final Direction direction;
  private final long firstNanos;
  private final int firstPacket;
  private final long startOffset;
  private long lastNanos;
  private int lastPacket;
  private long endOffset;
  private long plaintextBytes;
  private int records;
  private boolean endsWhole;
  private boolean endsShort;

  TurnRun(SeenRecord first, int plaintext) {
    direction = first.direction();
    firstNanos = first.firstNanos();
    firstPacket = first.firstPacket();
    startOffset = first.startOffset();
    lastNanos = first.lastNanos();
    lastPacket = first.lastPacket();
    add(first, plaintext);
  }

  void add(SeenRecord record, int plaintext) {
    if (record.lastNanos() >= lastNanos) {
      lastNanos = record.lastNanos();
      lastPacket = record.lastPacket();
    }
    if (record.direction() == direction) {
      endOffset = record.endOffset();
    }
    plaintextBytes += plaintext;
    records++;
    endsWhole = record.isWhole();
    endsShort = plaintext < FULL_BYTES;
  }

  /** Takes in that more of it was sent, of which the records are not known. */
  void goesOn(long epochNanos, int packet) {
    if (epochNanos >= lastNanos) {
      lastNanos = epochNanos;
      lastPacket = packet;
    }
  }

  /** Takes in the rest of the message, which came after a silence. */
  void goesOn(TurnRun rest) {
    goesOn(rest.lastNanos, rest.lastPacket);
    endOffset = rest.endOffset;
    plaintextBytes += rest.plaintextBytes;
    records += rest.records;
    endsWhole = rest.endsWhole;
    endsShort = rest.endsShort;
  }

  /** Whether its last record can be a message's end. */
  boolean mayBeOver() {
    return endsWhole && endsShort;
  }

  boolean isWhole() {
    return endsWhole;
  }

  long firstNanos() {
    return firstNanos;
  }

  long lastNanos() {
    return lastNanos;
  }

  long endOffset() {
    return endOffset;
  }

  long plaintextBytes() {
    return plaintextBytes;
  }

  int records() {
    return records;
  }

  MessageSpan span() {
    return new MessageSpan(
        firstNanos,
        Math.max(firstNanos, lastNanos),
        firstPacket,
        lastPacket,
        startOffset,
        endOffset);
  }
}
