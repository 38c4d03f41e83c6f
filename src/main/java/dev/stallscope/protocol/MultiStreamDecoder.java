package dev.stallscope.protocol;

import dev.stallscope.net.Direction;

/**
 * Reads all streams of a connection whose transport carries many of them at once (QUIC, RFC 9000
 * section 2) and hands messages to the sink of its {@link DecoderContext}. Streams are told apart
 * by the transport's id; each of their directions is in order, begins at offset 0, and ends once.
 * What the wire holds never makes it throw, and the same bytes give the same messages however they
 * are cut.
 *
 * <p>The transport calls it in the order of the capture: a stream's bytes when the packet was
 * captured that brought them or, behind a hole, the packet that filled it.
 */
public interface MultiStreamDecoder {
  /** Bytes that follow those handed over before; {@link StreamBytes#packet} brought them. */
  void bytes(long streamId, Direction direction, StreamBytes bytes);

  /** Bytes that the capture does not hold, or that cannot be decrypted. */
  void gap(long streamId, Direction direction, StreamGap gap);

  /** The direction is over, all of its bytes having been handed over (FIN). */
  void end(long streamId, Direction direction, long epochNanos, int packet);

  /**
   * The sender gave the direction up (RESET_STREAM).
   *
   * @param errorCode why, in the code of the application protocol
   */
  void reset(long streamId, Direction direction, long errorCode, long epochNanos, int packet);

  /**
   * The receiver wants no more of the direction (STOP_SENDING). It does not end it: a reset
   * follows, or the end where all had been sent.
   *
   * @param errorCode why, in the code of the application protocol
   */
  void stop(long streamId, Direction direction, long errorCode, long epochNanos, int packet);

  /**
   * The sender had to wait for its receiver's permission; told before the direction ends. Streams
   * that a wait for the connection's credit held up are told of it one by one.
   */
  void waited(long streamId, Direction sender, CreditWait wait);

  /** The connection is over, or the capture: what is still open is handed over. Called once. */
  void close();
}
