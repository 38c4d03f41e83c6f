package dev.stallscope.analysis;

import dev.stallscope.flow.tcp.StreamConsumer;
import dev.stallscope.net.Direction;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.Transport;
import dev.stallscope.protocol.ContentBudget;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.DecoderContext;
import dev.stallscope.protocol.ProtocolDetector;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamDecoder;
import dev.stallscope.protocol.StreamEnd;
import dev.stallscope.protocol.StreamGap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Leads the bytes of one connection to the decoder that understands them. Until the protocol is
 * recognised, what came is kept; once it is plain that nobody knows it, nothing more is.
 */
final class StreamRouter {
  /** Segments whose beginning is offered to the detector before a stream is given up. */
  private static final int MAX_ATTEMPTS = 16;

  private final ProtocolDetector detector;
  private final Endpoint[] sides;
  private final boolean isClientCertain;
  private final FlowMessages sink;
  private final StreamBytes view = new StreamBytes();
  private List<Piece> kept = new ArrayList<>(2);
  private int keptBytes;
  private int attempts;
  private int clientSide;
  private boolean isGivenUp;
  private @Nullable StreamDecoder decoder;

  /**
   * @param sides the endpoints of side 0 and 1
   * @param clientSide the side presumed to be the client's
   * @param isClientCertain whether a SYN showed it
   */
  StreamRouter(
      ProtocolDetector detector,
      Endpoint[] sides,
      int clientSide,
      boolean isClientCertain,
      FlowMessages sink) {
    this.detector = detector;
    this.sides = sides;
    this.clientSide = clientSide;
    this.isClientCertain = isClientCertain;
    this.sink = sink;
  }

  int clientSide() {
    return clientSide;
  }

  /** Takes what a side sent. */
  StreamConsumer consumer(int side) {
    return new SideConsumer(side);
  }

  private Direction direction(int side) {
    return side == clientSide ? Direction.CLIENT_TO_SERVER : Direction.SERVER_TO_CLIENT;
  }

  private void bytes(int side, Piece piece) {
    if (decoder != null) {
      piece.hand(decoder, direction(side), view);
    } else if (!isGivenUp) {
      detect(side, piece);
    }
  }

  private void detect(int side, Piece piece) {
    byte[] start = keptFrom(side, piece);
    ProtocolDetector.Outcome outcome =
        detector.detect(
            Transport.TCP,
            direction(side),
            start,
            0,
            start.length,
            sides[clientSide].port(),
            sides[1 - clientSide].port());
    switch (outcome) {
      case ProtocolDetector.Outcome.Found found -> {
        keep(piece);
        if (found.isReversed() && !isClientCertain) {
          clientSide = 1 - clientSide;
        }
        found.decoder().stream(
                new DecoderContext(
                    Transport.TCP,
                    sides[clientSide],
                    sides[1 - clientSide],
                    sink,
                    detector,
                    new ContentBudget(DecodeLimits.CONTENT_BUDGET_BYTES)))
            .ifPresentOrElse(this::start, this::giveUp);
      }
      case ProtocolDetector.Outcome.Undecided _ -> keep(piece);
      case ProtocolDetector.Outcome.Unknown _ -> {
        // In the middle of a stream a later segment may begin with a message.
        kept.clear();
        keptBytes = 0;
        if (++attempts >= MAX_ATTEMPTS) {
          giveUp();
        }
      }
    }
  }

  private void start(StreamDecoder found) {
    decoder = found;
    for (Piece piece : kept) {
      piece.hand(found, direction(piece.side), view);
    }
    kept = List.of();
  }

  private void giveUp() {
    isGivenUp = true;
    kept = List.of();
  }

  private void keep(Piece piece) {
    if (keptBytes > DecodeLimits.DETECTION_BYTES) {
      giveUp();
      return;
    }
    kept.add(piece.copy());
    keptBytes += Math.max(1, piece.length);
  }

  /** The bytes of a side since its last gap, with those of the piece. */
  private byte[] keptFrom(int side, Piece piece) {
    byte[] joined = Arrays.copyOfRange(piece.array, piece.offset, piece.offset + piece.length);
    for (int i = kept.size() - 1; i >= 0; i--) {
      Piece former = kept.get(i);
      if (former.side == side) {
        if (former.gap != null) {
          break;
        }
        byte[] longer = Arrays.copyOf(former.array, former.length + joined.length);
        System.arraycopy(joined, 0, longer, former.length, joined.length);
        joined = longer;
      }
    }
    return joined;
  }

  /** Bytes or a gap of one side. */
  private static final class Piece {
    private final int side;
    private final byte[] array;
    private final int offset;
    private final int length;
    private final long streamOffset;
    private final long epochNanos;
    private final int packet;
    private final @Nullable StreamGap gap;

    Piece(
        int side,
        byte[] array,
        int offset,
        int length,
        long streamOffset,
        long epochNanos,
        int packet,
        @Nullable StreamGap gap) {
      this.side = side;
      this.array = array;
      this.offset = offset;
      this.length = length;
      this.streamOffset = streamOffset;
      this.epochNanos = epochNanos;
      this.packet = packet;
      this.gap = gap;
    }

    Piece copy() {
      byte[] own = Arrays.copyOfRange(array, offset, offset + length);
      return new Piece(side, own, 0, length, streamOffset, epochNanos, packet, gap);
    }

    void hand(StreamDecoder decoder, Direction direction, StreamBytes view) {
      if (gap != null) {
        decoder.gap(direction, gap);
      } else {
        decoder.bytes(direction, view.set(array, offset, length, streamOffset, epochNanos, packet));
      }
    }
  }

  /** One side of the connection. */
  private final class SideConsumer implements StreamConsumer {
    private final int side;

    SideConsumer(int side) {
      this.side = side;
    }

    @Override
    public void bytes(
        byte[] array, int offset, int length, long streamOffset, long epochNanos, int packet) {
      StreamDecoder reader = decoder;
      if (reader != null) {
        reader.bytes(
            direction(side), view.set(array, offset, length, streamOffset, epochNanos, packet));
      } else if (!isGivenUp) {
        StreamRouter.this.bytes(
            side, new Piece(side, array, offset, length, streamOffset, epochNanos, packet, null));
      }
    }

    @Override
    public void gap(
        boolean isCutBySnaplen, long streamOffset, long length, long epochNanos, int packet) {
      StreamGap gap =
          new StreamGap(
              isCutBySnaplen ? StreamGap.Reason.SNAPLEN : StreamGap.Reason.NOT_CAPTURED,
              streamOffset,
              length,
              epochNanos,
              packet);
      if (decoder != null) {
        decoder.gap(direction(side), gap);
      } else if (!isGivenUp && !kept.isEmpty()) {
        keep(new Piece(side, new byte[0], 0, 0, streamOffset, epochNanos, packet, gap));
      }
    }

    @Override
    public void end(End end, long epochNanos, int packet) {
      if (decoder != null) {
        decoder.end(
            direction(side),
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
}
