package dev.stallscope.diagnosis.http;

import dev.stallscope.protocol.http.HttpBody;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The same GET of one client, again and again.
 *
 * @param calls by start; all were answered
 */
public record Repetition(List<WebCall> calls) {
  /** Shorter intervals are a loop, not a timer. */
  private static final long LEAST_INTERVAL_NANOS = Nanos.ofMillis(500);

  private static final int LEAST_POLLS = 5;

  /** Spread of a timer's intervals, as a share of their mean (P21). */
  private static final double TIMER_SPREAD = 0.1;

  private static final int NOT_MODIFIED = 304;

  /** The repetitions among calls of one client at one server. */
  public static List<Repetition> of(List<WebCall> calls) {
    Map<String, List<WebCall>> byTarget = new LinkedHashMap<>();
    for (WebCall call : calls) {
      boolean isAnswered = call.code() >= 200 && call.code() < 400;
      if (call.request().method().equals("GET") && isAnswered && !call.exchange().isLongLived()) {
        String user = call.request().headers().first("authorization").orElse("");
        byTarget.computeIfAbsent(call.target() + " " + user, key -> new ArrayList<>()).add(call);
      }
    }
    return byTarget.values().stream().filter(same -> same.size() > 1).map(Repetition::new).toList();
  }

  static HttpBody body(WebCall call) {
    return call.response().map(HttpResponse::body).orElse(HttpBody.NONE);
  }

  /** Whether two answers brought the same whole body. */
  static boolean isSame(WebCall one, WebCall other) {
    return body(one).isComplete()
        && body(other).isComplete()
        && body(one).wireBytes() == body(other).wireBytes()
        && body(one).contentHash() == body(other).contentHash();
  }

  /** Calls that brought nothing new: not modified, empty, or the same body as the call before. */
  int unchanged() {
    int unchanged = 0;
    for (int i = 1; i < calls.size(); i++) {
      WebCall call = calls.get(i);
      boolean isEmpty = call.code() == NOT_MODIFIED || body(call).wireBytes() == 0;
      unchanged += isEmpty || isSame(calls.get(i - 1), call) ? 1 : 0;
    }
    return unchanged;
  }

  /** Whether a timer asks. */
  boolean isPolling() {
    if (calls.size() < LEAST_POLLS || intervalNanos() < LEAST_INTERVAL_NANOS) {
      return false;
    }
    double mean = intervalNanos();
    double squares = 0;
    for (int i = 1; i < calls.size(); i++) {
      double off = calls.get(i).startNanos() - calls.get(i - 1).startNanos() - mean;
      squares += off * off;
    }
    return Math.sqrt(squares / (calls.size() - 1)) < TIMER_SPREAD * mean;
  }

  /** Mean time between the starts of two calls. */
  long intervalNanos() {
    return (calls.getLast().startNanos() - calls.getFirst().startNanos()) / (calls.size() - 1);
  }
}
