package dev.stallscope.protocol.tls;

import dev.stallscope.net.Transport;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.DatagramDecoder;
import dev.stallscope.protocol.DecoderContext;
import dev.stallscope.protocol.OpenedContents;
import dev.stallscope.protocol.ProtocolDecoder;
import dev.stallscope.protocol.Signature;
import dev.stallscope.protocol.StreamDecoder;
import dev.stallscope.tls.SecretSource;
import java.util.Optional;

/**
 * TLS over TCP: handshakes are read; what follows is decrypted where there are keys, and inferred
 * where there are none.
 */
public final class TlsDecoder implements ProtocolDecoder {
  private final CertificateReader certificates = new CertificateReader();
  private final SecretSource secrets;
  private final OpenedContents opened;

  /** Decrypts nothing. */
  public TlsDecoder() {
    this(SecretSource.NONE);
  }

  /**
   * Decrypts what there are secrets for.
   *
   * @param secrets asked when a connection's first protected record comes
   */
  public TlsDecoder(SecretSource secrets) {
    this(secrets, OpenedContents.WANTED);
  }

  /**
   * Decrypts what there are secrets for.
   *
   * @param opened how much of it
   */
  public TlsDecoder(SecretSource secrets, OpenedContents opened) {
    this.secrets = secrets;
    this.opened = opened;
  }

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
    return Optional.of(new TlsStream(context, certificates, secrets, opened));
  }

  @Override
  public Optional<DatagramDecoder> datagrams(DecoderContext context) {
    return Optional.empty();
  }
}
