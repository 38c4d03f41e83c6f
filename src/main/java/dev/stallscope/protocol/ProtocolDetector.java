package dev.stallscope.protocol;

import dev.stallscope.net.Direction;
import dev.stallscope.net.Transport;
import java.util.Optional;

/** Finds the decoder for a flow by its first bytes; ports are only a hint. */
public interface ProtocolDetector {
  /**
   * Judges the first bytes of one side.
   *
   * @param sentBy which side is presumed to have sent them
   * @return a decoder, {@link Outcome.Undecided} while more bytes could tell, or {@link
   *     Outcome.Unknown}
   */
  Outcome detect(
      Transport transport,
      Direction sentBy,
      byte[] bytes,
      int offset,
      int length,
      int clientPort,
      int serverPort);

  /** The decoder of a protocol that is known by other means, such as ALPN. */
  Optional<ProtocolDecoder> decoder(AppProtocol protocol);

  /** What detection found. */
  sealed interface Outcome {
    /**
     * @param isReversed whether the side presumed to be the client is the server
     */
    record Found(ProtocolDecoder decoder, boolean isReversed) implements Outcome {}

    record Undecided() implements Outcome {}

    record Unknown() implements Outcome {}
  }
}
