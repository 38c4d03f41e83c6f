package dev.stallscope.protocol;

import dev.stallscope.net.Direction;
import dev.stallscope.packet.Anomaly;

/** Takes what decoders find on one connection, in the order in which it was completed. */
public interface MessageSink {
  void message(Message message);

  void setup(SetupMessage setup);

  void anomaly(Anomaly anomaly);

  /**
   * Bytes of a message came over the connection, its framing included: which message's they were
   * shows whose turn it was. Called for each piece of it, before the message is handed over.
   *
   * @param message its {@link Message#streamKey}
   * @param delivery when the bytes came, and when they could be used
   */
  default void carried(Direction sender, long message, long bytes, Delivery delivery) {}

  /**
   * One side asked the other whether it still answers, and it did.
   *
   * @param asker who asked
   * @param askedNanos when the question was captured, epoch nanoseconds
   * @param answeredNanos when the answer was
   * @param packet index of the packet that brought it
   */
  default void pinged(Direction asker, long askedNanos, long answeredNanos, int packet) {}

  /** Takes what the transport of a connection over datagrams did. */
  default TransportListener transport() {
    return TransportListener.NONE;
  }

  /** An encrypted stream is over; the last word counts where one is inside another. */
  default void decryption(DecryptionOutcome outcome) {}

  /**
   * A connection begins among the datagrams of a flow; a flow may carry several.
   *
   * @return takes what is said on it
   */
  default MessageSink connection() {
    return this;
  }

  /** Datagrams that begin with the name belong to the connection, between whatever addresses. */
  default void name(DatagramName name) {}

  /** The connection is over, or the capture: what is known of it. Nothing follows. */
  default void over(DatagramConnection connection) {}
}
