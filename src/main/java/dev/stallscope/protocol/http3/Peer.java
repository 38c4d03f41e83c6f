package dev.stallscope.protocol.http3;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.IgnoredStream;
import dev.stallscope.protocol.StreamDecoder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One side as a sender of header sections, with those that wait for entries of its table. */
final class Peer {
  private final Direction direction;
  private final QpackTable table = new QpackTable();
  private final SectionDecoder sections = new SectionDecoder(table);
  private final Set<MessageSide> waiting = new LinkedHashSet<>();
  private boolean hasEncoder;

  Peer(Direction direction) {
    this.direction = direction;
  }

  Direction direction() {
    return direction;
  }

  SectionDecoder sections() {
    return sections;
  }

  /** What reads the stream that fills the table; of one that follows nothing is believed. */
  StreamDecoder encoder() {
    StreamDecoder encoder = hasEncoder ? new IgnoredStream() : new EncoderStream(this, table);
    hasEncoder = true;
    return encoder;
  }

  /** The start of a stream was missed: it may be the one that fills the table. */
  void missedStart() {
    if (!hasEncoder) {
      missed();
    }
  }

  /** A part of what fills the table was missed: what waits for it waits in vain. */
  void missed() {
    table.lose();
    List.copyOf(waiting).forEach(MessageSide::giveUpWaiting);
  }

  /** The receiver's SETTINGS_QPACK_MAX_TABLE_CAPACITY, 0 where it sent SETTINGS without. */
  void allowTable(long bytes, long epochNanos, int packet) {
    table.allow(bytes);
    entriesCame(epochNanos, packet);
  }

  /** Whether there is room for another section that waits. */
  boolean startsWaiting(MessageSide side) {
    return waiting.size() < DecodeLimits.BLOCKED_SECTIONS && waiting.add(side);
  }

  void stopsWaiting(MessageSide side) {
    waiting.remove(side);
  }

  /** The table may hold more now, or nothing that is known. */
  void entriesCame(long epochNanos, int packet) {
    for (MessageSide side : List.copyOf(waiting)) {
      side.entriesCame(epochNanos, packet);
    }
  }
}
