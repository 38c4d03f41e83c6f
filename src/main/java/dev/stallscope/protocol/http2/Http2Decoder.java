package dev.stallscope.protocol.http2;

import dev.stallscope.net.Transport;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.DatagramDecoder;
import dev.stallscope.protocol.DecoderContext;
import dev.stallscope.protocol.ProtocolDecoder;
import dev.stallscope.protocol.Signature;
import dev.stallscope.protocol.StreamDecoder;
import dev.stallscope.protocol.http.StreamApplication;
import java.util.List;
import java.util.Optional;

/** HTTP/2 (RFC 9113). */
public final class Http2Decoder implements ProtocolDecoder {
  private final Signature signature = new Http2Signature();
  private final List<StreamApplication> applications;

  /**
   * @param applications what is spoken in streams besides HTTP
   */
  public Http2Decoder(StreamApplication... applications) {
    this.applications = List.of(applications);
  }

  @Override
  public AppProtocol protocol() {
    return AppProtocol.HTTP2;
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
    return Optional.of(new Http2Connection(context, applications));
  }

  @Override
  public Optional<DatagramDecoder> datagrams(DecoderContext context) {
    return Optional.empty();
  }
}
