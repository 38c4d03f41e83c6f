package dev.stallscope.quic;

/**
 * Takes the frames of one packet in their order (RFC 9000 section 19). Byte arrays are valid only
 * during the call.
 */
public interface FrameListener {
  default void ping() {}

  /**
   * An ACK frame; its ranges follow.
   *
   * @param largest packet number
   * @param delay how long the receiver took, in units that its transport parameters tell
   */
  default void ack(long largest, long delay) {}

  /** A range of packet numbers that the last ACK frame acknowledges, the highest first. */
  default void ackRange(long smallest, long largest) {}

  default void crypto(long offset, byte[] bytes, int at, int length) {}

  /** Bytes of a stream, none where only its end is told. */
  default void stream(
      long stream, long offset, byte[] bytes, int at, int length, boolean isFinal) {}

  default void resetStream(long stream, long errorCode, long finalSize) {}

  default void stopSending(long stream, long errorCode) {}

  /** The connection may carry so many bytes of streams in all. */
  default void maxData(long bytes) {}

  /** A stream may carry bytes up to that offset. */
  default void maxStreamData(long stream, long bytes) {}

  default void maxStreams(boolean isBidirectional, long streams) {}

  /** The sender has more, and may not send beyond {@code limit} bytes of the connection. */
  default void dataBlocked(long limit) {}

  default void streamDataBlocked(long stream, long limit) {}

  default void streamsBlocked(boolean isBidirectional, long limit) {}

  default void newConnectionId(ConnectionId id) {}

  default void pathChallenge() {}

  default void pathResponse() {}

  /**
   * The sender closes the connection.
   *
   * @param isByApplication whether the error code is the application's
   */
  default void close(boolean isByApplication, long errorCode) {}

  default void handshakeDone() {}
}
