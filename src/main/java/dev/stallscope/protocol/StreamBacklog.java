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
  private int keptBytes;

  public StreamBacklog(int limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** One thing that happened, in one direction. */
  private sealed interface Event {
    record Arrived(
        Direction direction, byte[] bytes, long streamOffset, long epochNanos, int packet)
        implements Event {}

    record Missing(Direction direction, StreamGap gap) implements Event {}

    record Ended(Direction direction, StreamEnd end, long epochNanos, int packet)
        implements Event {}
  }

  /** Keeps a copy of the bytes; false, and nothing kept, when there is no room for them. */
  public boolean add(Direction direction, StreamBytes bytes) {
    if (bytes.length() > limitBytes - keptBytes || events.size() >= limitBytes) {
      return false;
    }
    keptBytes += bytes.length();
    byte[] copy =
        Arrays.copyOfRange(bytes.array(), bytes.offset(), bytes.offset() + bytes.length());
    events.add(
        new Event.Arrived(
            direction, copy, bytes.streamOffset(), bytes.epochNanos(), bytes.packet()));
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
    keptBytes = 0;
  }

  /** Hands everything over in the order in which it happened, and forgets it. */
  public void replay(StreamDecoder reader) {
    List<Event> replayed = List.copyOf(events);
    clear();
    StreamBytes view = new StreamBytes();
    for (Event event : replayed) {
      switch (event) {
        case Event.Arrived(
                Direction direction,
                byte[] bytes,
                long streamOffset,
                long epochNanos,
                int packet) ->
            reader.bytes(
                direction, view.set(bytes, 0, bytes.length, streamOffset, epochNanos, packet));
        case Event.Missing(Direction direction, StreamGap gap) -> reader.gap(direction, gap);
        case Event.Ended(Direction direction, StreamEnd end, long epochNanos, int packet) ->
            reader.end(direction, end, epochNanos, packet);
      }
    }
  }
}
