package dev.stallscope.protocol.http1;

import dev.stallscope.protocol.Message;
import java.util.ArrayList;
import java.util.List;

/** A request that has no answer yet, or was not handed over yet. */
final class OpenRequest {
  private final String method;
  private final long firstNanos;
  private final List<Message> held = new ArrayList<>(0);
  private boolean isSent;
  private boolean isAnswered;

  OpenRequest(String method, long firstNanos) {
    this.method = method;
    this.firstNanos = firstNanos;
  }

  String method() {
    return method;
  }

  long firstNanos() {
    return firstNanos;
  }

  /** Whether it was handed to the sink. */
  boolean isSent() {
    return isSent;
  }

  void sent() {
    isSent = true;
  }

  boolean isAnswered() {
    return isAnswered;
  }

  void answered() {
    isAnswered = true;
  }

  /** Responses that came before the request was over; they follow it. */
  List<Message> held() {
    return held;
  }
}
