package dev.stallscope.protocol.quic;

import dev.stallscope.net.Transport;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.DatagramDecoder;
import dev.stallscope.protocol.DecoderContext;
import dev.stallscope.protocol.ProtocolDecoder;
import dev.stallscope.protocol.Signature;
import dev.stallscope.protocol.StreamDecoder;
import java.util.Optional;

/** QUIC: connections over UDP, their handshakes and round trips. */
public final class QuicDecoder implements ProtocolDecoder {
  @Override
  public AppProtocol protocol() {
    return AppProtocol.QUIC;
  }

  @Override
  public Signature signature() {
    return new QuicSignature();
  }

  @Override
  public boolean runsOver(Transport transport) {
    return transport == Transport.UDP;
  }

  @Override
  public Optional<StreamDecoder> stream(DecoderContext context) {
    return Optional.empty();
  }

  @Override
  public Optional<DatagramDecoder> datagrams(DecoderContext context) {
    return Optional.of(new QuicDatagrams(context));
  }
}
