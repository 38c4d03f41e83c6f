package dev.stallscope.analysis;

import dev.stallscope.flow.tcp.StreamConsumer;
import dev.stallscope.net.Direction;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.Transport;
import dev.stallscope.protocol.ContentBudget;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.DecoderContext;
import dev.stallscope.protocol.DetectingDecoder;
import dev.stallscope.protocol.MessageSink;
import dev.stallscope.protocol.ProtocolDetector;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamEnd;
import dev.stallscope.protocol.StreamGap;

/** Leads the bytes of one connection to the decoder that understands them. */
final class StreamRouter {
  private final DetectingDecoder decoder;
  private final ClientSide presumed;
  private final StreamBytes view = new StreamBytes();

  /**
   * @param sides the endpoints of side 0 and 1
   * @param presumed who seems to be the client
   */
  StreamRouter(ProtocolDetector detector, Endpoint[] sides, ClientSide presumed, MessageSink sink) {
    this.presumed = presumed;
    decoder =
        new DetectingDecoder(
            new DecoderContext(
                Transport.TCP,
                sides[presumed.side()],
                sides[1 - presumed.side()],
                sink,
                detector,
                new ContentBudget(DecodeLimits.CONTENT_BUDGET_BYTES)));
  }

  /** The client's side, as far as the protocol tells. */
  int clientSide() {
    return decoder.isReversed() ? 1 - presumed.side() : presumed.side();
  }

  /** Takes what a side sent. */
  StreamConsumer consumer(int side) {
    return new SideConsumer(
        side == presumed.side() ? Direction.CLIENT_TO_SERVER : Direction.SERVER_TO_CLIENT);
  }

  /** One side of the connection. */
  private final class SideConsumer implements StreamConsumer {
    private final Direction direction;

    SideConsumer(Direction direction) {
      this.direction = direction;
    }

    @Override
    public void bytes(
        byte[] array,
        int offset,
        int length,
        long streamOffset,
        long acknowledgedOffset,
        long epochNanos,
        int packet) {
      if (!decoder.isGivenUp()) {
        view.set(array, offset, length, streamOffset, epochNanos, packet);
        decoder.bytes(direction, view.acknowledging(acknowledgedOffset));
      }
    }

    @Override
    public void gap(
        boolean isCutBySnaplen, long streamOffset, long length, long epochNanos, int packet) {
      if (!decoder.isGivenUp()) {
        decoder.gap(
            direction,
            new StreamGap(
                isCutBySnaplen ? StreamGap.Reason.SNAPLEN : StreamGap.Reason.NOT_CAPTURED,
                streamOffset,
                length,
                epochNanos,
                packet));
      }
    }

    @Override
    public void end(End end, long epochNanos, int packet) {
      decoder.end(
          direction,
          switch (end) {
            case FIN -> StreamEnd.FIN;
            case RESET -> StreamEnd.RESET;
            case CAPTURE_END -> StreamEnd.CAPTURE_END;
          },
          epochNanos,
          packet);
    }
  }
}
