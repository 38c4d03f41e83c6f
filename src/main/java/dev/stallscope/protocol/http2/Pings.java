package dev.stallscope.protocol.http2;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.MessageSink;
import dev.stallscope.protocol.MessageSpan;
import java.util.LinkedHashMap;
import java.util.Map;

/** PING frames and their answers, which repeat what stood in them (RFC 9113 section 6.7). */
final class Pings {
  /** More that are not answered belong to no endpoint that measures anything. */
  private static final int MOST_OPEN = 64;

  private final MessageSink sink;
  private final Map<Key, MessageSpan> open = new LinkedHashMap<>();

  private record Key(Direction sender, long contents) {}

  Pings(MessageSink sink) {
    this.sink = sink;
  }

  /** A side asks. */
  void asked(Direction sender, long contents, MessageSpan span) {
    open.putIfAbsent(new Key(sender, contents), span);
    if (open.size() > MOST_OPEN) {
      open.remove(open.keySet().iterator().next());
    }
  }

  /** A side answers. */
  void answered(Direction sender, long contents, MessageSpan span) {
    MessageSpan asked = open.remove(new Key(sender.reverse(), contents));
    if (asked != null) {
      sink.pinged(sender.reverse(), asked.lastNanos(), span.lastNanos(), span.lastPacket());
    }
  }
}
