package dev.stallscope.protocol.quic;

import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.DecoderContext;
import dev.stallscope.protocol.MessageSink;
import dev.stallscope.protocol.MultiStreamDecoder;
import dev.stallscope.tls.ClientHello;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds who reads a connection's streams: the protocol that both sides agreed on by ALPN. */
final class ConnectionContent {
  private static final String HTTP_3 = "h3";

  private final DecoderContext context;
  private final HandshakeProgress handshake;
  private @Nullable ConnectionStreams streams;
  private boolean isNotRead;

  ConnectionContent(DecoderContext context, MessageSink sink, HandshakeProgress handshake) {
    this.context =
        new DecoderContext(
            context.transport(),
            context.client(),
            context.server(),
            sink,
            context.detector(),
            context.budget(),
            /* isSecured= */ true);
    this.handshake = handshake;
  }

  /** The connection's streams, empty where nothing reads them. */
  Optional<ConnectionStreams> streams() {
    if (streams == null && !isNotRead) {
      Optional<MultiStreamDecoder> reader =
          isHttp3()
              ? context
                  .detector()
                  .decoder(AppProtocol.HTTP3)
                  .flatMap(decoder -> decoder.multiStream(context))
              : Optional.empty();
      streams = reader.map(ConnectionStreams::new).orElse(null);
      isNotRead = streams == null;
    }
    return Optional.ofNullable(streams);
  }

  /** Whether there were streams, and nothing read them. */
  boolean isNotRead() {
    return isNotRead;
  }

  /** What was agreed on; while that is not known, what the client offers if it is one thing. */
  private boolean isHttp3() {
    List<String> possible =
        handshake
            .protocolChosen()
            .map(List::of)
            .orElse(handshake.clientHello().map(ClientHello::protocols).orElse(List.of()));
    return !possible.isEmpty()
        && possible.stream().allMatch(name -> name.equals(HTTP_3) || name.startsWith("h3-"));
  }

  /** Name of the protocol inside. */
  String protocolTitle() {
    return isHttp3() ? AppProtocol.HTTP3.title() : handshake.protocolChosen().orElse("no ALPN");
  }
}
