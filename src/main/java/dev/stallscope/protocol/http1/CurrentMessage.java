package dev.stallscope.protocol.http1;

import dev.stallscope.protocol.Delivery;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamGap;
import dev.stallscope.protocol.StreamGap.Reason;
import dev.stallscope.protocol.http.BodyMeter;
import org.jspecify.annotations.Nullable;

/**
 * The message of one direction that is open, if any: it grows with what arrives, captured or not,
 * and is handed over at its end.
 */
final class CurrentMessage {
  private final boolean isRequest;
  private final MessageListener listener;
  private final Delivery delivery = new Delivery();
  private @Nullable OpenMessage open;

  CurrentMessage(boolean isRequest, MessageListener listener) {
    this.isRequest = isRequest;
    this.listener = listener;
  }

  @Nullable OpenMessage get() {
    return open;
  }

  boolean isOpen() {
    return open != null;
  }

  void arrived(StreamBytes view) {
    delivery.arrived(view);
  }

  void arrived(StreamGap gap) {
    delivery.arrived(gap);
  }

  /**
   * A message begins.
   *
   * @param first index of its first byte
   * @param isAfterLoss whether the place in the stream was lost before it
   */
  void begin(StreamBytes view, int first, boolean isAfterLoss) {
    open = new OpenMessage(view, streamOffset(view, first), isAfterLoss);
  }

  /** What is open grows to an index of the bytes at hand. */
  void extend(StreamBytes view, int to) {
    extend(view.epochNanos(), view.packet(), streamOffset(view, to));
  }

  /** What is open grows to an offset of the stream within a gap or at its end. */
  void extend(StreamGap gap, long endOffset) {
    extend(gap.epochNanos(), gap.packet(), endOffset);
  }

  private void extend(long epochNanos, int packet, long endOffset) {
    OpenMessage message = open;
    if (message == null) {
      return;
    }
    if (delivery.isSeen()) {
      listener.carried(isRequest, message, endOffset - message.endOffset(), delivery);
    }
    message.extend(epochNanos, packet, endOffset);
  }

  /** What is open was none, as far as can be known. */
  void drop() {
    open = null;
  }

  /** Releases what was held to decode the body: the rest will not be understood. */
  void giveUpBody() {
    BodyMeter meter = open == null ? null : open.meter();
    if (meter != null) {
      meter.gap(Reason.NOT_CAPTURED, 0, 0, -1);
    }
  }

  /** Hands over what is open. */
  void complete(boolean isEndSeen) {
    OpenMessage message = open;
    open = null;
    if (message != null) {
      listener.completed(message, isEndSeen);
    }
  }

  static long streamOffset(StreamBytes view, int index) {
    return view.streamOffset() + index - view.offset();
  }
}
