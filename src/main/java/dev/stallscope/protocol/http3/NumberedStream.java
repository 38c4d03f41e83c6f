package dev.stallscope.protocol.http3;

import dev.stallscope.bytes.VarInt;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamDecoder;
import dev.stallscope.protocol.StreamEnd;
import dev.stallscope.protocol.StreamGap;
import org.jspecify.annotations.Nullable;

/** A stream that begins with a number which says what follows. */
final class NumberedStream implements StreamDecoder {
  private static final int LONGEST = 8;

  private final long startOffset;
  private final Contents contents;
  private final byte[] head = new byte[LONGEST];
  private int headBytes;
  private @Nullable StreamDecoder chosen;

  /** Chooses what reads the rest. */
  interface Contents {
    /**
     * What reads the stream from an offset on.
     *
     * @param number the number, {@link VarInt#MISSING} where it is not in the capture
     */
    StreamDecoder of(long number, long offset);
  }

  NumberedStream(long startOffset, Contents contents) {
    this.startOffset = startOffset;
    this.contents = contents;
  }

  @Override
  public void bytes(Direction direction, StreamBytes view) {
    int at = 0;
    if (chosen == null && view.streamOffset() != startOffset + headBytes) {
      chosen = contents.of(VarInt.MISSING, view.streamOffset());
    }
    while (chosen == null && at < view.length()) {
      head[headBytes] = view.array()[view.offset() + at];
      headBytes++;
      at++;
      long number = VarInt.read(head, 0, headBytes);
      if (number != VarInt.MISSING) {
        chosen = contents.of(number, startOffset + headBytes);
      }
    }
    if (chosen != null && at < view.length()) {
      chosen.bytes(direction, at == 0 ? view : rest(view, at));
    }
  }

  private static StreamBytes rest(StreamBytes view, int from) {
    return new StreamBytes()
        .set(
            view.array(),
            view.offset() + from,
            view.length() - from,
            view.streamOffset() + from,
            view.epochNanos(),
            view.packet());
  }

  @Override
  public void gap(Direction direction, StreamGap gap) {
    if (chosen == null) {
      chosen = contents.of(VarInt.MISSING, gap.streamOffset());
    }
    chosen.gap(direction, gap);
  }

  @Override
  public void end(Direction direction, StreamEnd end, long epochNanos, int packet) {
    if (chosen != null) {
      chosen.end(direction, end, epochNanos, packet);
    }
  }
}
