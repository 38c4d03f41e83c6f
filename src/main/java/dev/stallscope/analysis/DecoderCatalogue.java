package dev.stallscope.analysis;

import dev.stallscope.protocol.CatalogueDetector;
import dev.stallscope.protocol.ProtocolDecoder;
import dev.stallscope.protocol.ProtocolDetector;
import dev.stallscope.protocol.dns.DnsDecoder;
import dev.stallscope.protocol.grpc.GrpcApplication;
import dev.stallscope.protocol.http1.Http1Decoder;
import dev.stallscope.protocol.http2.Http2Decoder;
import dev.stallscope.protocol.tls.TlsDecoder;
import java.util.List;

/** The protocols that can be read, in the order in which they are asked. */
public final class DecoderCatalogue {
  private DecoderCatalogue() {}

  /** All decoders. */
  public static List<ProtocolDecoder> decoders() {
    return List.of(
        new Http1Decoder(),
        new Http2Decoder(new GrpcApplication()),
        new TlsDecoder(),
        DnsDecoder.dns(),
        DnsDecoder.mdns(),
        DnsDecoder.llmnr());
  }

  /** A detector over all decoders. */
  public static ProtocolDetector detector() {
    return new CatalogueDetector(decoders());
  }
}
