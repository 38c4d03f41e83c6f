package dev.stallscope.protocol.tls;

import dev.stallscope.net.Direction;
import dev.stallscope.net.Transport;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.ProtocolDecoder;
import dev.stallscope.protocol.ProtocolDetector;
import java.util.Optional;

/**
 * Finds protocols inside TLS. TLS inside TLS, as an HTTPS proxy brings it, is read without keys, so
 * that the depth of what is decrypted is not for the capture to choose.
 */
record KeylessInside(ProtocolDetector outside) implements ProtocolDetector {
  @Override
  public Outcome detect(
      Transport transport,
      Direction sentBy,
      byte[] bytes,
      int offset,
      int length,
      int clientPort,
      int serverPort) {
    Outcome outcome =
        outside.detect(transport, sentBy, bytes, offset, length, clientPort, serverPort);
    return outcome instanceof Outcome.Found found
        ? new Outcome.Found(withoutKeys(found.decoder()), found.isReversed())
        : outcome;
  }

  private static ProtocolDecoder withoutKeys(ProtocolDecoder decoder) {
    return decoder instanceof TlsDecoder ? new TlsDecoder() : decoder;
  }

  @Override
  public Optional<ProtocolDecoder> decoder(AppProtocol protocol) {
    return outside.decoder(protocol).map(KeylessInside::withoutKeys);
  }
}
