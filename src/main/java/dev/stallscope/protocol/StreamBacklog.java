package dev.stallscope.protocol;

import dev.stallscope.net.Direction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What happened on a stream while it was not known who should read it, kept to be read later. The
 * bytes are copies; their number is capped.
 */
public final class StreamBacklog {
  private final int limitBytes;
  private final List<Event> events = new ArrayList<>();
  private byte[] kept = new byte[0];
  private int keptBytes;

  public StreamBacklog(int limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** One thing that happened, in one direction. */
  private sealed interface Event {
    /**
     * @param start where the bytes begin among those kept
     */
    record Arrived(
        Direction direction,
        int start,
        int length,
        long streamOffset,
        long acknowledgedOffset,
        long epochNanos,
        int packet)
        implements Event {}

    record Missing(Direction direction, StreamGap gap) implements Event {}

    record Ended(Direction direction, StreamEnd end, long epochNanos, int packet)
        implements Event {}
  }

  /** Keeps a copy of the bytes; false, and nothing kept, when there is no room for them. */
  public boolean add(Direction direction, StreamBytes bytes) {
    int length = bytes.length();
    if (length > limitBytes - keptBytes || events.size() >= limitBytes) {
      return false;
    }
    if (keptBytes + length > kept.length) {
      kept = Arrays.copyOf(kept, Math.min(limitBytes, 2 * keptBytes + length));
    }
    System.arraycopy(bytes.array(), bytes.offset(), kept, keptBytes, length);
    events.add(
        new Event.Arrived(
            direction,
            keptBytes,
            length,
            bytes.streamOffset(),
            bytes.acknowledgedOffset(),
            bytes.epochNanos(),
            bytes.packet()));
    keptBytes += length;
    return true;
  }

  /** Keeps the gap; false when there is no room. */
  public boolean add(Direction direction, StreamGap gap) {
    if (events.size() >= limitBytes) {
      return false;
    }
    return events.add(new Event.Missing(direction, gap));
  }

  /** Keeps the end of a direction; there are two at most. */
  public void add(Direction direction, StreamEnd end, long epochNanos, int packet) {
    events.add(new Event.Ended(direction, end, epochNanos, packet));
  }

  public boolean isEmpty() {
    return events.isEmpty();
  }

  public void clear() {
    events.clear();
    kept = new byte[0];
    keptBytes = 0;
  }

  /** Hands everything over in the order in which it happened, and forgets it. */
  public void replay(StreamDecoder reader) {
    List<Event> replayed = List.copyOf(events);
    byte[] bytes = kept;
    clear();
    StreamBytes view = new StreamBytes();
    for (Event event : replayed) {
      switch (event) {
        case Event.Arrived arrived ->
            reader.bytes(
                arrived.direction(),
                view.set(
                        bytes,
                        arrived.start(),
                        arrived.length(),
                        arrived.streamOffset(),
                        arrived.epochNanos(),
                        arrived.packet())
                    .acknowledging(arrived.acknowledgedOffset()));
        case Event.Missing(Direction direction, StreamGap gap) -> reader.gap(direction, gap);
        case Event.Ended(Direction direction, StreamEnd end, long epochNanos, int packet) ->
            reader.end(direction, end, epochNanos, packet);
      }
    }
  }
}
