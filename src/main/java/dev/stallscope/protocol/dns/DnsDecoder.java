package dev.stallscope.protocol.dns;

import dev.stallscope.net.Transport;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.DatagramDecoder;
import dev.stallscope.protocol.DecoderContext;
import dev.stallscope.protocol.ProtocolDecoder;
import dev.stallscope.protocol.Signature;
import dev.stallscope.protocol.StreamDecoder;
import java.util.Optional;

/** DNS over UDP and TCP, or one of its multicast relatives, which run over UDP only. */
public final class DnsDecoder implements ProtocolDecoder {
  private final AppProtocol protocol;

  private DnsDecoder(AppProtocol protocol) {
    this.protocol = protocol;
  }

  public static DnsDecoder dns() {
    return new DnsDecoder(AppProtocol.DNS);
  }

  /** Multicast DNS (RFC 6762), on its port only. */
  public static DnsDecoder mdns() {
    return new DnsDecoder(AppProtocol.MDNS);
  }

  /** Link-local multicast name resolution (RFC 4795), on its port only. */
  public static DnsDecoder llmnr() {
    return new DnsDecoder(AppProtocol.LLMNR);
  }

  @Override
  public AppProtocol protocol() {
    return protocol;
  }

  @Override
  public Signature signature() {
    return new DnsSignature(protocol);
  }

  @Override
  public boolean runsOver(Transport transport) {
    return transport == Transport.UDP || protocol == AppProtocol.DNS;
  }

  @Override
  public Optional<StreamDecoder> stream(DecoderContext context) {
    return protocol == AppProtocol.DNS ? Optional.of(new DnsStream(context)) : Optional.empty();
  }

  @Override
  public Optional<DatagramDecoder> datagrams(DecoderContext context) {
    return Optional.of(new DnsDatagrams(context));
  }
}
