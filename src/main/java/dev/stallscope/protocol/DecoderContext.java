package dev.stallscope.protocol;

import dev.stallscope.net.Endpoint;
import dev.stallscope.net.Transport;

/**
 * What a decoder knows of the flow it reads, and where its messages go.
 *
 * @param detector finds the protocol of an inner stream: what TLS carries, what follows an Upgrade
 */
public record DecoderContext(
    Transport transport,
    Endpoint client,
    Endpoint server,
    MessageSink sink,
    ProtocolDetector detector,
    ContentBudget budget) {

  /** The same flow when the sides turn out to be the other way round. */
  public DecoderContext reversed() {
    return new DecoderContext(
        transport, /* client= */ server, /* server= */ client, sink, detector, budget);
  }
}
