package dev.stallscope.analysis;

import dev.stallscope.protocol.Message;

/**
 * How much memory the messages of a shard's flows take until all is judged, about; the first of
 * each flow, as many as most have, are counted with the flow.
 */
final class HeldMessages {
  /** Messages that {@link MemoryRoom} counts with their flow. */
  static final int IN_A_FLOW = 8;

  /** A message, its part of an exchange and of that one's account; measured with tiny requests. */
  private static final long MESSAGE_BYTES = 400;

  /** What is kept of a head is twice as large as on the wire. */
  private static final long FACTOR = 2;

  /** Most heads are shorter; bodies are not kept. */
  private static final long HEAD_BYTES = 400;

  private long bytes;

  void add(Message message) {
    bytes += MESSAGE_BYTES + FACTOR * Math.clamp(message.span().wireBytes(), 0, HEAD_BYTES);
  }

  long bytes() {
    return bytes;
  }
}
