package dev.stallscope.protocol;

import dev.stallscope.net.Endpoint;
import dev.stallscope.net.Transport;

/**
 * What a decoder knows of the flow it reads, and where its messages go.
 *
 * @param detector finds the protocol of an inner stream: what TLS carries, what follows an Upgrade
 * @param isSecured whether what is read was protected on the wire, as what TLS carries
 */
public record DecoderContext(
    Transport transport,
    Endpoint client,
    Endpoint server,
    MessageSink sink,
    ProtocolDetector detector,
    ContentBudget budget,
    boolean isSecured) {

  /** Of a stream or datagrams in clear text. */
  public DecoderContext(
      Transport transport,
      Endpoint client,
      Endpoint server,
      MessageSink sink,
      ProtocolDetector detector,
      ContentBudget budget) {
    this(transport, client, server, sink, detector, budget, false);
  }

  /** The same flow when the sides turn out to be the other way round. */
  public DecoderContext reversed() {
    return new DecoderContext(
        transport, /* client= */ server, /* server= */ client, sink, detector, budget, isSecured);
  }
}
