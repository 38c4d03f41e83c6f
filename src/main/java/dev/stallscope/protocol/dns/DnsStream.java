package dev.stallscope.protocol.dns;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.DecoderContext;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamDecoder;
import dev.stallscope.protocol.StreamEnd;
import dev.stallscope.protocol.StreamGap;

/** DNS over TCP (RFC 7766): each message behind its length, both directions alike. */
final class DnsStream implements StreamDecoder {
  private final DnsFrames toServer;
  private final DnsFrames toClient;

  DnsStream(DecoderContext context) {
    DnsEmitter emitter = new DnsEmitter(AppProtocol.DNS, context.sink());
    toServer = new DnsFrames(Direction.CLIENT_TO_SERVER, emitter);
    toClient = new DnsFrames(Direction.SERVER_TO_CLIENT, emitter);
  }

  @Override
  public void bytes(Direction direction, StreamBytes bytes) {
    frames(direction).bytes(bytes);
  }

  @Override
  public void gap(Direction direction, StreamGap gap) {
    frames(direction).gap(gap);
  }

  @Override
  public void end(Direction direction, StreamEnd end, long epochNanos, int packet) {
    frames(direction).end();
  }

  private DnsFrames frames(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? toServer : toClient;
  }
}
