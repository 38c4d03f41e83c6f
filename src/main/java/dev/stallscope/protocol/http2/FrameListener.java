package dev.stallscope.protocol.http2;

import dev.stallscope.packet.Anomaly;
import dev.stallscope.protocol.Delivery;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.StreamGap.Reason;

/** Takes the frames of one direction. */
interface FrameListener {
  /** The client's connection preface: the direction is seen from its start. */
  void preface(long streamOffset);

  /** A whole frame that is not DATA; its payload is valid during the call. */
  void frame(FrameHeader header, byte[] payload, int length, MessageSpan span);

  /** A DATA frame begins; {@code span} is that of its header. */
  void dataBegins(FrameHeader header, MessageSpan span);

  /** Some bytes of a DATA frame's contents. */
  void data(FrameHeader header, byte[] array, int offset, int length, Delivery delivery);

  /** Bytes of a DATA frame's contents that are not at hand. */
  void dataGap(FrameHeader header, Reason reason, int length, Delivery delivery);

  /** How many of the next bytes of a DATA frame's contents need not be read. */
  long unwanted(FrameHeader header);

  /** A DATA frame is over. */
  void dataEnds(FrameHeader header, MessageSpan span);

  /** A frame whose payload cannot be read, or not wholly. */
  void unread(FrameHeader header, MessageSpan span);

  /** What follows cannot be told apart until frames are found again. */
  void lost();

  void anomaly(Anomaly.Kind kind, int packet, long streamOffset);
}
