package dev.stallscope.analysis;

import dev.stallscope.protocol.CatalogueDetector;
import dev.stallscope.protocol.OpenedContents;
import dev.stallscope.protocol.ProtocolDecoder;
import dev.stallscope.protocol.ProtocolDetector;
import dev.stallscope.protocol.dns.DnsDecoder;
import dev.stallscope.protocol.grpc.GrpcApplication;
import dev.stallscope.protocol.http1.Http1Decoder;
import dev.stallscope.protocol.http2.Http2Decoder;
import dev.stallscope.protocol.http3.Http3Decoder;
import dev.stallscope.protocol.quic.QuicDecoder;
import dev.stallscope.protocol.tls.TlsDecoder;
import dev.stallscope.tls.SecretSource;
import java.util.List;

/** The protocols that can be read, in the order in which they are asked. */
public final class DecoderCatalogue {
  private DecoderCatalogue() {}

  /** All decoders, without keys. */
  public static List<ProtocolDecoder> decoders() {
    return decoders(SecretSource.NONE, OpenedContents.WANTED);
  }

  private static List<ProtocolDecoder> decoders(SecretSource secrets, OpenedContents opened) {
    return List.of(
        new Http1Decoder(),
        new Http2Decoder(new GrpcApplication()),
        new Http3Decoder(),
        new TlsDecoder(secrets, opened),
        new QuicDecoder(secrets),
        DnsDecoder.dns(),
        DnsDecoder.mdns(),
        DnsDecoder.llmnr());
  }

  /**
   * A detector over all decoders, which decrypt what there are secrets for.
   *
   * @param opened how much of it
   */
  public static ProtocolDetector detector(SecretSource secrets, OpenedContents opened) {
    return new CatalogueDetector(decoders(secrets, opened));
  }
}
