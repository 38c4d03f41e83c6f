package dev.stallscope.diagnosis.http;

import dev.stallscope.protocol.http.HttpBody;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The same GET of one caller, again and again. Health checks and load tests are left out: they
 * repeat by design.
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

  private record Question(String target, String caller) {}

  /** The repetitions among calls of one client at one server. */
  public static List<Repetition> of(List<WebCall> calls) {
    Map<Question, List<WebCall>> byTarget = new LinkedHashMap<>();
    for (WebCall call : calls) {
      boolean isAnswered = call.code() >= 200 && call.code() < 400;
      boolean isPlain =
          call.request().method().equals("GET") && !call.request().headers().has("range");
      if (isPlain
          && isAnswered
          && !call.exchange().isLongLived()
          && !Caller.isProbe(call.request())) {
        byTarget
            .computeIfAbsent(new Question(call.target(), call.caller()), key -> new ArrayList<>())
            .add(call);
      }
    }
    return byTarget.values().stream().filter(same -> same.size() > 1).map(Repetition::new).toList();
  }

  /** Whether two answers brought the same whole body. */
  static boolean isSame(WebCall one, WebCall other) {
    return one.body().isComplete()
        && other.body().isComplete()
        && one.body().wireBytes() == other.body().wireBytes()
        && one.body().isHashWhole()
        && other.body().isHashWhole()
        && one.body().contentHash() == other.body().contentHash();
  }

  /** Runs of calls whose answers brought the same whole body, none of them empty. */
  List<List<WebCall>> unchangedRuns() {
    List<List<WebCall>> runs = new ArrayList<>();
    List<WebCall> run = new ArrayList<>();
    for (WebCall call : calls) {
      if (!run.isEmpty() && !isSame(run.getLast(), call)) {
        runs.add(run);
        run = new ArrayList<>();
      }
      if (call.body().wireBytes() > 0 && call.body().isComplete()) {
        run.add(call);
      }
    }
    runs.add(run);
    return runs.stream().filter(same -> same.size() > 1).toList();
  }

  /** Whether two of the calls ran at the same time: several tasks or people ask, not one. */
  boolean hasOverlap() {
    long busyUntil = Long.MIN_VALUE;
    for (WebCall call : calls) {
      if (call.startNanos() < busyUntil) {
        return true;
      }
      busyUntil = Math.max(busyUntil, call.endNanos());
    }
    return false;
  }

  /** Calls that brought nothing new: not modified, empty, or the same body as the call before. */
  int unchanged() {
    int unchanged = 0;
    for (int i = 1; i < calls.size(); i++) {
      unchanged += isEmpty(calls.get(i)) || isSame(calls.get(i - 1), calls.get(i)) ? 1 : 0;
    }
    return unchanged;
  }

  /** Where the framing was lost nobody knows what came. */
  private static boolean isEmpty(WebCall call) {
    return call.code() == NOT_MODIFIED
        || call.body().wireBytes() == 0
            && call.body().isComplete()
            && call.body().framing() != HttpBody.Framing.UNKNOWN;
  }

  /** Whether a timer asks: at equal intervals, or an equal time after each answer. */
  boolean isPolling() {
    return calls.size() >= LEAST_POLLS
        && (isTimer(nanosBetween(WebCall::startNanos)) || isTimer(nanosBetween(WebCall::endNanos)));
  }

  private static boolean isTimer(long[] intervals) {
    double mean = Arrays.stream(intervals).average().orElse(0);
    if (mean < LEAST_INTERVAL_NANOS) {
      return false;
    }
    double squares = 0;
    for (long interval : intervals) {
      squares += (interval - mean) * (interval - mean);
    }
    return Math.sqrt(squares / intervals.length) < TIMER_SPREAD * mean;
  }

  private long[] nanosBetween(ToLongFunction<WebCall> former) {
    long[] nanos = new long[calls.size() - 1];
    for (int i = 1; i < calls.size(); i++) {
      nanos[i - 1] = calls.get(i).startNanos() - former.applyAsLong(calls.get(i - 1));
    }
    return nanos;
  }

  /** The usual time between the starts of two calls: half of them are longer. */
  long intervalNanos() {
    long[] sorted = nanosBetween(WebCall::startNanos);
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
