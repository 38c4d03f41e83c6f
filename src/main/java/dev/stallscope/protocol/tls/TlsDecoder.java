package dev.stallscope.protocol.tls;

import dev.stallscope.net.Transport;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.DatagramDecoder;
import dev.stallscope.protocol.DecoderContext;
import dev.stallscope.protocol.ProtocolDecoder;
import dev.stallscope.protocol.Signature;
import dev.stallscope.protocol.StreamDecoder;
import java.util.Optional;

/** TLS over TCP without keys: handshakes are read, what follows is inferred. */
public final class TlsDecoder implements ProtocolDecoder {
  private final CertificateReader certificates = new CertificateReader();

  @Override
  public AppProtocol protocol() {
    return AppProtocol.TLS;
  }

  @Override
  public Signature signature() {
    return new TlsSignature();
  }

  @Override
  public boolean runsOver(Transport transport) {
    return transport == Transport.TCP;
  }

  @Override
  public Optional<StreamDecoder> stream(DecoderContext context) {
    return Optional.of(new TlsStream(context, certificates));
  }

  @Override
  public Optional<DatagramDecoder> datagrams(DecoderContext context) {
    return Optional.empty();
  }
}
