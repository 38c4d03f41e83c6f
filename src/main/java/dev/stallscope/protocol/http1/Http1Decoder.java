package dev.stallscope.protocol.http1;

import dev.stallscope.net.Transport;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.DatagramDecoder;
import dev.stallscope.protocol.DecoderContext;
import dev.stallscope.protocol.ProtocolDecoder;
import dev.stallscope.protocol.Signature;
import dev.stallscope.protocol.StreamDecoder;
import java.util.Optional;

/** HTTP/1.0 and HTTP/1.1. */
public final class Http1Decoder implements ProtocolDecoder {
  private final Signature signature = new Http1Signature();

  @Override
  public AppProtocol protocol() {
    return AppProtocol.HTTP1;
  }

  @Override
  public Signature signature() {
    return signature;
  }

  @Override
  public boolean runsOver(Transport transport) {
    return transport == Transport.TCP;
  }

  @Override
  public Optional<StreamDecoder> stream(DecoderContext context) {
    return Optional.of(new Http1Stream(context));
  }

  @Override
  public Optional<DatagramDecoder> datagrams(DecoderContext context) {
    return Optional.empty();
  }
}
