package dev.stallscope.protocol.http.stream;

import dev.stallscope.protocol.MessageSpan;

/** Spans of messages that are sent in several frames. */
public final class Spans {
  private Spans() {}

  /** Both parts, and not what lies between them. */
  public static MessageSpan joined(MessageSpan first, MessageSpan next) {
    return new MessageSpan(
        first.firstNanos(),
        Math.max(first.firstNanos(), next.lastNanos()),
        first.firstPacket(),
        Math.max(first.lastPacket(), next.lastPacket()),
        first.startOffset(),
        next.endOffset(),
        first.wireBytes() + next.wireBytes());
  }
}
