package dev.stallscope.protocol.http3;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.CreditWait;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.StreamEnd;
import dev.stallscope.protocol.http.stream.OpenStream;
import dev.stallscope.protocol.http.stream.StreamReset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream that carries a request and its response (RFC 9114 section 4.1). */
final class RequestStream {
  /** Waits kept of one message, as of HTTP/2. */
  private static final int MAX_WAITS = 4096;

  private final long id;
  private final Http3Streams streams;
  private final MessageSide client;
  private final MessageSide server;
  private final List<CreditWait> clientWaits = new ArrayList<>(0);
  private final List<CreditWait> serverWaits = new ArrayList<>(0);
  private OpenStream.@Nullable Reset reset;

  RequestStream(long id, Http3Streams streams) {
    this.id = id;
    this.streams = streams;
    client =
        new MessageSide(id, streams.peer(Direction.CLIENT_TO_SERVER), streams, 0, this::sideIsOver);
    server =
        new MessageSide(id, streams.peer(Direction.SERVER_TO_CLIENT), streams, 0, this::sideIsOver);
  }

  MessageSide side(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? client : server;
  }

  void waited(Direction sender, CreditWait wait) {
    List<CreditWait> waits = waits(sender);
    if (waits.size() < MAX_WAITS) {
      waits.add(wait);
    }
  }

  List<CreditWait> waits(Direction sender) {
    return sender == Direction.CLIENT_TO_SERVER ? clientWaits : serverWaits;
  }

  /** A sender gave its direction up. */
  void reset(Direction direction, long code, long epochNanos, int packet) {
    givenUp("RESET_STREAM", direction, code, epochNanos, packet);
    MessageSide side = side(direction);
    side.giveUpWaiting();
    side.end(direction, StreamEnd.RESET, epochNanos, packet);
  }

  /** A receiver wants no more. Of a request a server may do so and answer it all the same. */
  void stop(Direction direction, long code, long epochNanos, int packet) {
    if (direction == Direction.SERVER_TO_CLIENT) {
      givenUp("STOP_SENDING", direction.reverse(), code, epochNanos, packet);
    }
  }

  /** Who acts first gives the stream up; the other side only follows. */
  private void givenUp(String frame, Direction sentBy, long code, long epochNanos, int packet) {
    if (reset == null) {
      reset =
          new OpenStream.Reset(
              new StreamReset(frame, ErrorCode.reason(code), sentBy),
              new MessageSpan(epochNanos, epochNanos, packet, packet, 0, 0));
    }
  }

  private void sideIsOver() {
    if (client.isOver() && server.isOver()) {
      streams.close(id, reset);
    }
  }

  /** Nothing follows: what is at hand has to do. */
  void end() {
    client.giveUpWaiting();
    server.giveUpWaiting();
    streams.close(id, reset);
  }
}
