package dev.stallscope.protocol.http.stream;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.CreditWait;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.StreamApplication;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream between its first and its last frame. */
public final class OpenStream {
  /** Interim responses kept; a server sends one or two. */
  private static final int MAX_INTERIM = 16;

  private final long id;
  private final boolean isPushed;
  private final int concurrencyLimit;
  private List<CreditWait> clientWaits = List.of();
  private List<CreditWait> serverWaits = List.of();
  private StreamPriority priority = StreamPriority.NONE;
  private @Nullable StreamApplication application;
  private @Nullable StreamMessage request;
  private @Nullable StreamMessage response;
  private final List<StreamMessage> interim = new ArrayList<>(0);
  private @Nullable Reset reset;

  /** How it was given up. */
  public record Reset(StreamReset content, MessageSpan span) {}

  OpenStream(long id, boolean isPushed, int concurrencyLimit) {
    this.id = id;
    this.isPushed = isPushed;
    this.concurrencyLimit = concurrencyLimit;
  }

  /** How many requests the server allowed at once when this one was sent. */
  int concurrencyLimit() {
    return concurrencyLimit;
  }

  /** How urgent it is, as its client says last. */
  StreamPriority priority() {
    return priority;
  }

  void priority(StreamPriority told) {
    priority = priority.then(told);
  }

  /** When a side had to wait for the permission to send more. */
  List<CreditWait> waits(Direction sender) {
    return sender == Direction.CLIENT_TO_SERVER ? clientWaits : serverWaits;
  }

  /** Says when a side had to wait for the permission to send more. */
  public void waits(Direction sender, List<CreditWait> waits) {
    if (sender == Direction.CLIENT_TO_SERVER) {
      clientWaits = waits;
    } else {
      serverWaits = waits;
    }
  }

  /** What is spoken in it besides HTTP, null where that is all. */
  @Nullable StreamApplication application() {
    return application;
  }

  /** Finds out what is spoken by the header fields of either side. */
  void speaks(HttpHeaders headers, List<StreamApplication> known) {
    for (StreamApplication one : known) {
      if (application == null && one.speaks(headers)) {
        application = one;
      }
    }
  }

  public long id() {
    return id;
  }

  boolean isPushed() {
    return isPushed;
  }

  public @Nullable StreamMessage request() {
    return request;
  }

  public @Nullable StreamMessage response() {
    return response;
  }

  void request(StreamMessage message) {
    request = message;
  }

  void response(StreamMessage message) {
    response = message;
  }

  List<StreamMessage> interim() {
    return interim;
  }

  void interim(StreamMessage message) {
    if (interim.size() < MAX_INTERIM) {
      interim.add(message);
    }
  }

  /** What a side has sent on it, if its head was seen. */
  public @Nullable StreamMessage sentBy(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? request : response;
  }

  @Nullable Reset reset() {
    return reset;
  }

  void reset(Reset how) {
    reset = how;
  }

  /** Whether both sides have said all. A request that was not seen was over before. */
  boolean isOver() {
    return reset != null
        || (response != null && response.isEnded() && (request == null || request.isOver()));
  }
}
