package dev.stallscope.protocol.http1;

import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageSink;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a connection that wait for their answers, oldest first. Hands messages over so
 * that a request always comes before what answers it.
 */
final class RequestQueue {
  /** Interim responses to one unfinished request; more are handed over before it. */
  private static final int MAX_HELD = 16;

  private final MessageSink sink;
  private final Deque<OpenRequest> requests = new ArrayDeque<>();
  private boolean isPipelined;

  RequestQueue(MessageSink sink) {
    this.sink = sink;
  }

  OpenRequest add(String method, long firstNanos) {
    OpenRequest request = new OpenRequest(method, firstNanos);
    requests.add(request);
    if (requests.size() > DecodeLimits.OPEN_REQUESTS) {
      release(requests.remove());
    }
    return request;
  }

  /**
   * Finds the request that a response answers: the oldest without an answer.
   *
   * <p>Where the response was found after a loss, answers before it may be missing. A client that
   * was not seen to pipeline sends its next request after the whole answer, so then the youngest
   * request is meant.
   */
  @Nullable OpenRequest answeredBy(OpenMessage response) {
    if (response.isAfterLoss() && !isPipelined) {
      passOverLost(response);
    }
    int waiting = 0;
    OpenRequest oldest = null;
    for (OpenRequest request : requests) {
      if (!request.isAnswered()) {
        oldest = oldest == null ? request : oldest;
        waiting++;
      }
    }
    isPipelined = isPipelined || (waiting > 1 && !response.isAfterLoss());
    return oldest;
  }

  private void passOverLost(OpenMessage response) {
    int lost = 0;
    OpenRequest last = null;
    for (OpenRequest request : requests) {
      if (request.firstNanos() > response.firstNanos()) {
        break;
      }
      if (!request.isAnswered()) {
        lost++;
        last = request;
      }
    }
    while (last != null && requests.element() != last) {
      release(requests.remove());
    }
    response.lostAnswers(Math.max(0, lost - 1));
  }

  /** The request is over, as far as it was seen. */
  void requestCompleted(OpenRequest request, Message message) {
    sink.message(message);
    request.sent();
    release(request);
    if (request.isAnswered()) {
      requests.remove(request);
    }
  }

  /** A response is over. */
  void responseCompleted(@Nullable OpenRequest request, Message message, boolean isFinal) {
    if (request == null) {
      sink.message(message);
      return;
    }
    if (isFinal) {
      request.answered();
    }
    if (!request.isSent() && request.held().size() < MAX_HELD) {
      request.held().add(message);
      return;
    }
    sink.message(message);
    if (isFinal) {
      requests.remove(request);
    }
  }

  private void release(OpenRequest request) {
    request.held().forEach(sink::message);
    request.held().clear();
  }
}
