package dev.stallscope.protocol;

import dev.stallscope.packet.Anomaly;

/** Takes what decoders find on one connection, in the order in which it was completed. */
public interface MessageSink {
  void message(Message message);

  void setup(SetupMessage setup);

  void anomaly(Anomaly anomaly);

  /** An encrypted stream is over; the last word counts where one is inside another. */
  default void decryption(DecryptionOutcome outcome) {}
}
