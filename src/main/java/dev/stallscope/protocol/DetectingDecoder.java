package dev.stallscope.protocol;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.ProtocolDetector.Outcome;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream whose protocol is not known yet: keeps its first bytes until a signature is found
 * on either side, then hands everything to that protocol's decoder.
 *
 * <p>A capture may start in the middle of a message. Where the first bytes of a direction say
 * nothing, the start of each of its next {@link DecodeLimits#DETECTION_SEGMENTS} segments is judged
 * in their place. When both directions have nothing more to offer, the stream is given up.
 *
 * <p>Where the signature tells that the sides are the other way round, the decoder gets directions
 * and ends reversed, so that its messages go from the real client to the real server; {@link
 * #isReversed()} tells the caller.
 */
public final class DetectingDecoder implements StreamDecoder {
  private final DecoderContext context;
  private final StreamBacklog backlog = new StreamBacklog(2 * DecodeLimits.DETECTION_BYTES);
  private final Side client = new Side();
  private final Side server = new Side();
  private @Nullable StreamDecoder decoder;
  private @Nullable AppProtocol protocol;
  private boolean isReversed;
  private boolean isGivenUp;

  public DetectingDecoder(DecoderContext context) {
    this.context = context;
  }

  /** What was found, empty while nothing was. */
  public Optional<AppProtocol> protocol() {
    return Optional.ofNullable(protocol);
  }

  /** Whether the side presumed to be the client is the server. */
  public boolean isReversed() {
    return isReversed;
  }

  /** Whether nothing more will be found: the stream need not be reassembled any further. */
  public boolean isGivenUp() {
    return isGivenUp;
  }

  @Override
  public void bytes(Direction direction, StreamBytes bytes) {
    if (decoder != null) {
      decoder.bytes(actual(direction), bytes);
      return;
    }
    Side side = side(direction);
    if (isGivenUp || side.isExhausted() || bytes.length() == 0) {
      return;
    }
    switch (side.judge(direction, bytes)) {
      case Outcome.Found(ProtocolDecoder found, boolean reversed) -> {
        start(found, reversed);
        bytes(direction, bytes);
      }
      case Outcome.Undecided() -> keep(direction, bytes);
      case Outcome.Unknown() -> {
        keep(direction, bytes);
        giveUpIf(client.isExhausted() && server.isExhausted());
      }
    }
  }

  private void keep(Direction direction, StreamBytes bytes) {
    if (!backlog.add(direction, bytes)) {
      backlog.clear();
    }
  }

  private void start(ProtocolDecoder found, boolean reversed) {
    isReversed = reversed;
    protocol = found.protocol();
    Optional<StreamDecoder> reader = found.stream(reversed ? context.reversed() : context);
    decoder = reader.orElse(null);
    giveUpIf(decoder == null);
    backlog.replay(this);
  }

  @Override
  public void gap(Direction direction, StreamGap gap) {
    if (decoder != null) {
      decoder.gap(actual(direction), gap);
    } else if (!isGivenUp) {
      side(direction).startAgain();
      if (!backlog.add(direction, gap)) {
        backlog.clear();
      }
    }
  }

  @Override
  public void end(Direction direction, StreamEnd end, long epochNanos, int packet) {
    if (decoder != null) {
      decoder.end(actual(direction), end, epochNanos, packet);
    } else if (!isGivenUp) {
      backlog.add(direction, end, epochNanos, packet);
      side(direction).hasEnded = true;
      giveUpIf(client.isExhausted() && server.isExhausted());
    }
  }

  @Override
  public long unwanted(Direction direction) {
    return decoder == null ? 0 : decoder.unwanted(actual(direction));
  }

  private void giveUpIf(boolean isHopeless) {
    if (isHopeless) {
      isGivenUp = true;
      backlog.clear();
    }
  }

  private Direction actual(Direction presumed) {
    return isReversed ? presumed.reverse() : presumed;
  }

  private Side side(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? client : server;
  }

  /** What one side has shown so far. */
  private final class Side {
    private byte[] prefix = new byte[0];
    private int prefixLength;
    private int segments;
    private boolean hasEnded;

    boolean isExhausted() {
      return hasEnded || segments >= DecodeLimits.DETECTION_SEGMENTS;
    }

    void startAgain() {
      prefixLength = 0;
    }

    Outcome judge(Direction direction, StreamBytes bytes) {
      Outcome outcome;
      if (prefixLength == 0) {
        outcome = detect(direction, bytes.array(), bytes.offset(), bytes.length());
      } else {
        append(bytes);
        outcome = detect(direction, prefix, 0, prefixLength);
      }
      switch (outcome) {
        case Outcome.Found _ -> {}
        case Outcome.Unknown _ -> {
          prefixLength = 0;
          segments++;
        }
        case Outcome.Undecided _ -> {
          if (prefixLength == 0) {
            append(bytes);
          }
        }
      }
      return outcome;
    }

    private Outcome detect(Direction direction, byte[] bytes, int offset, int length) {
      return context
          .detector()
          .detect(
              context.transport(),
              direction,
              bytes,
              offset,
              length,
              context.client().port(),
              context.server().port());
    }

    private void append(StreamBytes bytes) {
      int taken = Math.min(bytes.length(), DecodeLimits.DETECTION_BYTES - prefixLength);
      prefix = Arrays.copyOf(prefix, Math.max(prefix.length, prefixLength + taken));
      System.arraycopy(bytes.array(), bytes.offset(), prefix, prefixLength, taken);
      prefixLength += taken;
    }
  }
}
