package dev.stallscope.protocol.quic;

import dev.stallscope.net.Transport;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.DatagramDecoder;
import dev.stallscope.protocol.DecoderContext;
import dev.stallscope.protocol.ProtocolDecoder;
import dev.stallscope.protocol.Signature;
import dev.stallscope.protocol.StreamDecoder;
import dev.stallscope.tls.SecretSource;
import java.util.Optional;

/** QUIC: connections over UDP, their handshakes, round trips and, where there are keys, streams. */
public final class QuicDecoder implements ProtocolDecoder {
  private final SecretSource secrets;

  /** Opens what everybody can. */
  public QuicDecoder() {
    this(SecretSource.NONE);
  }

  /**
   * Opens what there are secrets for.
   *
   * @param secrets asked when a connection's first packets come that are protected with them
   */
  public QuicDecoder(SecretSource secrets) {
    this.secrets = secrets;
  }

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
    return Optional.of(new QuicDatagrams(context, secrets));
  }
}
