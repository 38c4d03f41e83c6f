package dev.stallscope.protocol.http.stream;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.ContentBudget;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.StreamFacts;
import dev.stallscope.protocol.http.StreamApplication;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The open streams of a connection. */
public final class StreamTable {
  /** Priorities of streams that are not open that are kept: a client tells them just before. */
  private static final int MOST_AWAITED = 128;

  private final ContentBudget budget;
  private final List<StreamApplication> applications;
  private final Consumer<OpenStream> over;
  private final Map<Long, OpenStream> open = new LinkedHashMap<>();
  private final RecentIds closed = new RecentIds(DecodeLimits.CLOSED_STREAMS);
  private final Map<Long, StreamPriority> priorities = new LinkedHashMap<>();
  private int concurrencyLimit = StreamFacts.NO_LIMIT;

  /**
   * @param applications what is spoken in streams besides HTTP
   * @param over takes each stream that is over
   */
  public StreamTable(
      ContentBudget budget, List<StreamApplication> applications, Consumer<OpenStream> over) {
    this.budget = budget;
    this.applications = applications;
    this.over = over;
  }

  /** The server says how many streams it lets the client have open. */
  public void concurrencyLimit(int streams) {
    concurrencyLimit = streams;
  }

  /** The client says how urgent a stream is, perhaps before it opens it. */
  public void prioritise(long streamId, StreamPriority priority) {
    OpenStream stream = open.get(streamId);
    if (stream != null) {
      stream.priority(priority);
    } else if (!closed.has(streamId)) {
      priorities.merge(streamId, priority, StreamPriority::then);
      if (priorities.size() > MOST_AWAITED) {
        priorities.remove(priorities.keySet().iterator().next());
      }
    }
  }

  /** What a side is sending on a stream, null where its head was not seen. */
  public @Nullable StreamMessage sending(Direction direction, long streamId) {
    OpenStream stream = open.get(streamId);
    return stream == null ? null : stream.sentBy(direction);
  }

  public boolean isOpen(long streamId) {
    return open.containsKey(streamId);
  }

  /**
   * A header section; it may open a stream, and ends none.
   *
   * @return false where too many streams are open, so that one had to be given up
   */
  public boolean section(Direction direction, HeaderSection section) {
    if (closed.has(section.streamId())) {
      return true;
    }
    if (section.isPromise()) {
      promise(direction, section);
    } else if (direction == Direction.CLIENT_TO_SERVER) {
      request(section);
    } else {
      response(section);
    }
    return shrink();
  }

  private void promise(Direction direction, HeaderSection section) {
    if (direction == Direction.SERVER_TO_CLIENT && !open.containsKey(section.streamId())) {
      OpenStream stream = opened(section.streamId(), true);
      StreamMessage request = message(stream, section, true);
      request.end();
      stream.request(request);
    }
  }

  private void request(HeaderSection section) {
    OpenStream stream = open.get(section.streamId());
    StreamMessage begun = stream == null ? null : stream.request();
    if (begun != null) {
      begun.trailers(section);
    } else if (section.block().isRequest() || !section.block().isWhole()) {
      OpenStream of = stream == null ? opened(section.streamId(), false) : stream;
      of.request(message(of, section, true));
    }
  }

  private void response(HeaderSection section) {
    OpenStream stream = open.get(section.streamId());
    StreamMessage begun = stream == null ? null : stream.response();
    int code = section.block().code();
    if (begun != null) {
      begun.trailers(section);
    } else if (stream != null || code >= 0) {
      OpenStream of = stream == null ? opened(section.streamId(), false) : stream;
      StreamMessage message = message(of, section, false);
      if (code >= 100 && code < 200) {
        of.interim(message);
      } else {
        of.response(message);
      }
    }
  }

  private StreamMessage message(OpenStream stream, HeaderSection section, boolean isRequest) {
    stream.speaks(section.block().headers(), applications);
    return new StreamMessage(section, isRequest, budget, stream.application());
  }

  private OpenStream opened(long streamId, boolean isPushed) {
    OpenStream stream = new OpenStream(streamId, isPushed, concurrencyLimit);
    open.put(streamId, stream);
    StreamPriority told = priorities.remove(streamId);
    if (told != null) {
      stream.priority(told);
    }
    return stream;
  }

  private boolean shrink() {
    if (open.size() <= DecodeLimits.OPEN_STREAMS) {
      return true;
    }
    OpenStream eldest = open.values().iterator().next();
    open.remove(eldest.id());
    over.accept(eldest);
    return false;
  }

  /** A message's last frame was seen, or it was cut. */
  public void closeIfOver(long streamId) {
    OpenStream stream = open.get(streamId);
    if (stream != null && stream.isOver()) {
      close(stream);
    }
  }

  /** Nothing follows on the stream. */
  public void close(long streamId) {
    OpenStream stream = open.get(streamId);
    if (stream != null) {
      close(stream);
    }
  }

  private void close(OpenStream stream) {
    open.remove(stream.id());
    closed.add(stream.id());
    over.accept(stream);
  }

  /** A stream was given up: nothing follows on it. */
  public void reset(long streamId, OpenStream.Reset how) {
    OpenStream stream = open.get(streamId);
    if (stream != null) {
      stream.reset(how);
      close(stream);
    }
  }

  /** The server will answer no stream of the client from this id on. */
  public void goAway(long firstRefused, OpenStream.Reset how) {
    for (OpenStream stream : List.copyOf(open.values())) {
      if (stream.id() >= firstRefused && !stream.isPushed() && stream.response() == null) {
        stream.reset(how);
        close(stream);
      }
    }
  }

  /** Frames of the client were missed; a request that was open may have ended in them. */
  public void cutRequests() {
    for (OpenStream stream : List.copyOf(open.values())) {
      StreamMessage request = stream.request();
      if (request != null) {
        request.cut();
        closeIfOver(stream.id());
      }
    }
  }

  /** The connection is over: so is every stream. */
  public void end() {
    List<OpenStream> left = List.copyOf(open.values());
    open.clear();
    left.forEach(over);
  }
}
