package dev.stallscope.analysis;

import dev.stallscope.flow.tcp.RetransmissionCause;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageSpan;
import java.util.ArrayList;
import java.util.List;

/**
 * Retransmissions that were needed, by the bytes they carried. Where the capture stands at the
 * sender it saw every byte in time, yet the receiver had a message only when its lost parts were
 * sent again: the message lasts until then.
 */
final class LateDeliveries {
  private final List<Delivery> deliveries = new ArrayList<>(0);

  /** Stream bytes from {@code startOffset} to {@code endOffset} that were sent again. */
  private record Delivery(
      Direction direction, long startOffset, long endOffset, long epochNanos, int packet) {}

  static LateDeliveries of(TcpTrace trace) {
    LateDeliveries late = new LateDeliveries();
    for (int row = 0; row < trace.size(); row++) {
      if (trace.retransmissionCause(row) != RetransmissionCause.NONE
          && trace.payloadBytes(row) > 0
          && !trace.has(row, SegmentEvent.NEEDLESS)
          && !trace.has(row, SegmentEvent.CAPTURE_DUPLICATE)) {
        // The first byte of data has sequence number 1 and stream offset 0.
        long offset = trace.sequence(row) - 1;
        late.deliveries.add(
            new Delivery(
                trace.direction(row),
                offset,
                offset + trace.payloadBytes(row),
                trace.epochNanos(row),
                trace.packet(row)));
      }
    }
    return late;
  }

  /** The message, lasting until its last byte was delivered. */
  Message extend(Message message) {
    MessageSpan span = message.span();
    long lastNanos = span.lastNanos();
    int lastPacket = span.lastPacket();
    for (Delivery delivery : deliveries) {
      if (delivery.direction() == message.direction()
          && delivery.startOffset() < span.endOffset()
          && delivery.endOffset() > span.startOffset()
          && delivery.epochNanos() > lastNanos) {
        lastNanos = delivery.epochNanos();
        lastPacket = delivery.packet();
      }
    }
    if (lastNanos == span.lastNanos()) {
      return message;
    }
    return new Message(
        message.protocol(),
        message.role(),
        message.direction(),
        new MessageSpan(
            span.firstNanos(),
            lastNanos,
            span.firstPacket(),
            lastPacket,
            span.startOffset(),
            span.endOffset(),
            span.wireBytes()),
        message.correlation(),
        message.isComplete(),
        message.confidence(),
        message.content(),
        message.stream());
  }
}
