package dev.stallscope.protocol.http3;

import dev.stallscope.net.Transport;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.DatagramDecoder;
import dev.stallscope.protocol.DecoderContext;
import dev.stallscope.protocol.MultiStreamDecoder;
import dev.stallscope.protocol.ProtocolDecoder;
import dev.stallscope.protocol.Signature;
import dev.stallscope.protocol.StreamDecoder;
import dev.stallscope.protocol.http.StreamApplication;
import java.util.List;
import java.util.Optional;

/** HTTP/3 (RFC 9114). The handshake of the transport below names it, never its first bytes. */
public final class Http3Decoder implements ProtocolDecoder {
  private static final Signature NONE = (_, _, _, _) -> Signature.Verdict.NO;

  private final List<StreamApplication> applications;

  /**
   * @param applications what is spoken in streams besides HTTP
   */
  public Http3Decoder(StreamApplication... applications) {
    this.applications = List.of(applications);
  }

  @Override
  public AppProtocol protocol() {
    return AppProtocol.HTTP3;
  }

  @Override
  public Signature signature() {
    return NONE;
  }

  @Override
  public boolean runsOver(Transport transport) {
    return false;
  }

  @Override
  public Optional<StreamDecoder> stream(DecoderContext context) {
    return Optional.empty();
  }

  @Override
  public Optional<DatagramDecoder> datagrams(DecoderContext context) {
    return Optional.empty();
  }

  @Override
  public Optional<MultiStreamDecoder> multiStream(DecoderContext context) {
    return Optional.of(new Http3Connection(context, applications));
  }
}
