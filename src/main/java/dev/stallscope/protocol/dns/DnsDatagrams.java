package dev.stallscope.protocol.dns;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.DatagramDecoder;
import dev.stallscope.protocol.DecoderContext;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.StreamBytes;

/** DNS messages of one UDP flow: a message each datagram. */
final class DnsDatagrams implements DatagramDecoder {
  private final DnsParser parser = new DnsParser();
  private final DnsEmitter emitter;
  private final boolean isMulticast;

  DnsDatagrams(DecoderContext context) {
    AppProtocol protocol = protocol(context);
    emitter = new DnsEmitter(protocol, context.sink());
    isMulticast = protocol != AppProtocol.DNS;
  }

  /** The answer to LLMNR comes from its port to the asker's: either side may own the port. */
  private static AppProtocol protocol(DecoderContext context) {
    int client = context.client().port();
    int server = context.server().port();
    if (client == DnsSignature.MDNS_PORT || server == DnsSignature.MDNS_PORT) {
      return AppProtocol.MDNS;
    }
    return client == DnsSignature.LLMNR_PORT || server == DnsSignature.LLMNR_PORT
        ? AppProtocol.LLMNR
        : AppProtocol.DNS;
  }

  @Override
  public void datagram(Direction direction, StreamBytes datagram, int wireLength) {
    long nanos = datagram.epochNanos();
    int packet = datagram.packet();
    parser
        .parse(datagram.array(), datagram.offset(), datagram.length(), wireLength, isMulticast)
        .ifPresentOrElse(
            message ->
                emitter.emit(
                    direction, new MessageSpan(nanos, nanos, packet, packet, -1, -1), message),
            () -> emitter.tooShort(packet, 0, DnsParser.HEADER_BYTES, datagram.length()));
  }

  @Override
  public void end() {
    // Each message was handed over when it came.
  }
}
