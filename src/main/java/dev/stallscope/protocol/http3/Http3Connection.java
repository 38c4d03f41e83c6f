package dev.stallscope.protocol.http3;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.CreditWait;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.DecoderContext;
import dev.stallscope.protocol.IgnoredStream;
import dev.stallscope.protocol.MultiStreamDecoder;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamDecoder;
import dev.stallscope.protocol.StreamEnd;
import dev.stallscope.protocol.StreamGap;
import dev.stallscope.protocol.http.StreamApplication;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sorts the streams of one connection (RFC 9000 section 2.1): requests, and those of one side. */
final class Http3Connection implements MultiStreamDecoder {
  private static final int BY_SERVER = 1;
  private static final int ONE_WAY = 2;

  private final Http3Streams streams;
  private final Map<Long, StreamDecoder> oneWay = new HashMap<>();
  private final StreamDecoder ignored = new IgnoredStream();

  Http3Connection(DecoderContext context, List<StreamApplication> applications) {
    streams = new Http3Streams(context, applications);
  }

  private StreamDecoder stream(long streamId, Direction direction) {
    boolean isServers = (streamId & BY_SERVER) != 0;
    if ((streamId & ONE_WAY) == 0) {
      return isServers ? ignored : streams.request(streamId).side(direction);
    }
    if (isServers != (direction == Direction.SERVER_TO_CLIENT)) {
      return ignored;
    }
    StreamDecoder known = oneWay.get(streamId);
    if (known == null && oneWay.size() < DecodeLimits.ONE_WAY_STREAMS) {
      known = streams.oneWay(direction);
      oneWay.put(streamId, known);
    }
    return known == null ? ignored : known;
  }

  @Override
  public void bytes(long streamId, Direction direction, StreamBytes bytes) {
    if (bytes.length() > 0) {
      stream(streamId, direction).bytes(direction, bytes);
    }
  }

  @Override
  public void gap(long streamId, Direction direction, StreamGap gap) {
    stream(streamId, direction).gap(direction, gap);
  }

  @Override
  public void end(long streamId, Direction direction, long epochNanos, int packet) {
    stream(streamId, direction).end(direction, StreamEnd.FIN, epochNanos, packet);
    oneWay.remove(streamId);
  }

  @Override
  public void reset(
      long streamId, Direction direction, long errorCode, long epochNanos, int packet) {
    if ((streamId & (BY_SERVER | ONE_WAY)) == 0) {
      streams.request(streamId).reset(direction, errorCode, epochNanos, packet);
    } else {
      stream(streamId, direction).end(direction, StreamEnd.RESET, epochNanos, packet);
      oneWay.remove(streamId);
    }
  }

  @Override
  public void stop(
      long streamId, Direction direction, long errorCode, long epochNanos, int packet) {
    RequestStream request = streams.openRequest(streamId);
    if (request != null) {
      request.stop(direction, errorCode, epochNanos, packet);
    }
  }

  @Override
  public void waited(long streamId, Direction sender, CreditWait wait) {
    RequestStream request = streams.openRequest(streamId);
    if (request != null) {
      request.waited(sender, wait);
    }
  }

  @Override
  public void close() {
    streams.end();
  }
}
