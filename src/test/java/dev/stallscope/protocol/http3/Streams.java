package dev.stallscope.protocol.http3;

import dev.stallscope.net.Direction;
import dev.stallscope.net.Transport;
import dev.stallscope.protocol.Conversation;
import dev.stallscope.protocol.CreditWait;
import dev.stallscope.protocol.MessageRecorder;
import dev.stallscope.protocol.MultiStreamDecoder;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamGap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What happens on the streams of a connection, one packet for each step. */
final class Streams {
  /** Streams that each side opens for itself first. */
  static final long CLIENT_CONTROL = 2;

  static final long CLIENT_ENCODER = 6;
  static final long SERVER_CONTROL = 3;
  static final long SERVER_ENCODER = 7;
  static final long PUSH = 11;

  private final List<Step> steps = new ArrayList<>();
  private final Map<Place, Long> offsets = new HashMap<>();

  private record Place(long streamId, Direction direction) {}

  private interface Step {
    void run(MultiStreamDecoder reader, int packet, Cut cut);
  }

  /** How many bytes the next piece has. */
  interface Cut {
    int pieceBytes(int left);
  }

  private static Direction opener(long streamId) {
    return (streamId & 1) == 0 ? Direction.CLIENT_TO_SERVER : Direction.SERVER_TO_CLIENT;
  }

  /** The side that opened the stream sends. */
  Streams opener(long nanos, long streamId, byte[] bytes) {
    return sent(nanos, streamId, opener(streamId), bytes);
  }

  /** The other side sends. */
  Streams peer(long nanos, long streamId, byte[] bytes) {
    return sent(nanos, streamId, opener(streamId).reverse(), bytes);
  }

  private Streams sent(long nanos, long streamId, Direction direction, byte[] bytes) {
    long offset = passed(streamId, direction, bytes.length);
    steps.add(
        (reader, packet, cut) -> {
          int from = 0;
          while (from < bytes.length) {
            int count = Math.clamp(cut.pieceBytes(bytes.length - from), 1, bytes.length - from);
            byte[] lent = Arrays.copyOfRange(bytes, from, from + count);
            reader.bytes(
                streamId,
                direction,
                new StreamBytes().set(lent, 0, count, offset + from, nanos, packet));
            Arrays.fill(lent, (byte) 0xdd);
            from += count;
          }
        });
    return this;
  }

  private long passed(long streamId, Direction direction, long bytes) {
    Place place = new Place(streamId, direction);
    long offset = offsets.getOrDefault(place, 0L);
    offsets.put(place, offset + bytes);
    return offset;
  }

  Streams missing(long nanos, long streamId, Direction direction, int bytes) {
    long offset = passed(streamId, direction, bytes);
    steps.add(
        (reader, packet, _) ->
            reader.gap(
                streamId,
                direction,
                new StreamGap(StreamGap.Reason.NOT_CAPTURED, offset, bytes, nanos, packet)));
    return this;
  }

  /** Bytes were sent before the capture began: what follows begins at a later offset. */
  Streams before(long streamId, Direction direction, int bytes) {
    passed(streamId, direction, bytes);
    return this;
  }

  Streams ended(long nanos, long streamId, Direction direction) {
    steps.add((reader, packet, _) -> reader.end(streamId, direction, nanos, packet));
    return this;
  }

  /** Both sides have said all. */
  Streams ended(long nanos, long streamId) {
    return ended(nanos, streamId, Direction.CLIENT_TO_SERVER)
        .ended(nanos, streamId, Direction.SERVER_TO_CLIENT);
  }

  Streams reset(long nanos, long streamId, Direction direction, long code) {
    steps.add((reader, packet, _) -> reader.reset(streamId, direction, code, nanos, packet));
    return this;
  }

  Streams stopped(long nanos, long streamId, Direction direction, long code) {
    steps.add((reader, packet, _) -> reader.stop(streamId, direction, code, nanos, packet));
    return this;
  }

  Streams waited(long streamId, Direction sender, CreditWait wait) {
    steps.add((reader, _, _) -> reader.waited(streamId, sender, wait));
    return this;
  }

  MessageRecorder read() {
    return read(left -> left);
  }

  MessageRecorder read(Cut cut) {
    return read(new Http3Decoder(), cut);
  }

  MessageRecorder read(Http3Decoder decoder, Cut cut) {
    MessageRecorder recorder = new MessageRecorder();
    MultiStreamDecoder reader =
        decoder
            .multiStream(Conversation.with(decoder, 443).context(Transport.UDP, recorder))
            .orElseThrow();
    for (int packet = 0; packet < steps.size(); packet++) {
      steps.get(packet).run(reader, packet, cut);
    }
    reader.close();
    return recorder;
  }
}
