package dev.stallscope.protocol;

import java.util.Optional;

/** A protocol that can be decoded: how it is recognised, and what reads it. */
public interface ProtocolDecoder {
  AppProtocol protocol();

  Signature signature();

  /** A decoder for one stream, empty where the protocol does not run over streams. */
  Optional<StreamDecoder> stream(DecoderContext context);

  /** A decoder for one datagram flow, empty where the protocol does not run over datagrams. */
  Optional<DatagramDecoder> datagrams(DecoderContext context);
}
