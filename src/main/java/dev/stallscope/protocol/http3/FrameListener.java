package dev.stallscope.protocol.http3;

import dev.stallscope.protocol.Delivery;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.StreamGap.Reason;

/** Takes the frames of one direction of a stream. */
interface FrameListener {
  /** A whole frame that is not DATA; its payload is valid during the call. */
  void frame(FrameType type, byte[] payload, int length, MessageSpan span);

  /** A DATA frame begins; {@code span} is that of its header. */
  void dataBegins(MessageSpan span);

  /** Some bytes of a DATA frame. */
  void data(byte[] array, int offset, int length, Delivery delivery);

  /** Bytes of a DATA frame that the capture does not hold. */
  void dataGap(Reason reason, long length, Delivery delivery);

  /** A frame whose payload cannot be read, or not wholly. */
  void unread(FrameType type, MessageSpan span);

  /** What follows cannot be told apart any more. */
  void lost(int packet, long streamOffset);
}
