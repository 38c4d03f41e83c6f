package dev.stallscope.protocol;

import dev.stallscope.net.Transport;
import java.util.Optional;

/** A protocol that can be decoded: how it is recognised, and what reads it. */
public interface ProtocolDecoder {
  AppProtocol protocol();

  Signature signature();

  /** Whether the protocol, as this signature knows it, runs over the transport. */
  default boolean runsOver(Transport transport) {
    return true;
  }

  /** A decoder for one stream, empty where the protocol does not run over streams. */
  Optional<StreamDecoder> stream(DecoderContext context);

  /** A decoder for one datagram flow, empty where the protocol does not run over datagrams. */
  Optional<DatagramDecoder> datagrams(DecoderContext context);

  /** A decoder for all streams of a connection, empty where the protocol keeps to one stream. */
  default Optional<MultiStreamDecoder> multiStream(DecoderContext context) {
    return Optional.empty();
  }
}
