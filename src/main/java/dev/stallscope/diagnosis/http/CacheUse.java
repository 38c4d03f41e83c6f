package dev.stallscope.diagnosis.http;

import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a cache in the client would have done with the same GET, asked again and again: plays one
 * through (RFC 9111), so that only time counts that it would have saved.
 *
 * @param reason why a cache would have helped
 * @param first the call whose answer would have been kept
 * @param repeated those that brought the same again, by start
 * @param saved for each of them what would have been saved
 */
record CacheUse(Reason reason, WebCall first, List<WebCall> repeated, List<TimeSpan> saved) {
  /** What makes it certain that the answer could be kept. */
  enum Reason {
    /** The answer was still good by its own word: nothing had to be asked. */
    FRESH,
    /** The client could have asked whether it has changed, and saved the transfer. */
    REVALIDATABLE,
    /** Nothing is said: the program could have kept what it had. */
    UNDECLARED
  }

  /**
   * Plays a cache through the calls, once for each reason; a result has no repeated calls where the
   * reason never held.
   *
   * @param calls with the same answer, by start
   */
  static List<CacheUse> of(List<WebCall> calls) {
    List<Freshness> freshness =
        calls.stream().map(call -> call.response().map(Freshness::of).orElseThrow()).toList();
    return Arrays.stream(Reason.values()).map(reason -> of(reason, calls, freshness)).toList();
  }

  private static CacheUse of(Reason reason, List<WebCall> calls, List<Freshness> freshness) {
    List<WebCall> repeated = new ArrayList<>();
    List<TimeSpan> saved = new ArrayList<>();
    int kept = 0;
    for (int i = 1; i < calls.size(); i++) {
      WebCall call = calls.get(i);
      if (reason(calls.get(kept), freshness.get(kept), call) == reason && !isReload(call)) {
        repeated.add(call);
        saved.add(reason == Reason.REVALIDATABLE ? call.receiving() : call.span());
      } else {
        kept = i;
      }
    }
    return new CacheUse(reason, calls.getFirst(), repeated, saved);
  }

  private static Reason reason(WebCall kept, Freshness freshness, WebCall call) {
    OptionalLong lifetime = freshness.lifetimeNanos();
    if (lifetime.isPresent() && call.startNanos() - kept.endNanos() < lifetime.getAsLong()) {
      return Reason.FRESH;
    }
    return freshness.validator().isPresent() || lifetime.isPresent()
        ? Reason.REVALIDATABLE
        : Reason.UNDECLARED;
  }

  /** Somebody wants it anew, or asks already whether it has changed. */
  private static boolean isReload(WebCall call) {
    HttpHeaders headers = call.request().headers();
    List<String> wishes = headers.tokens("cache-control");
    return wishes.contains("no-cache")
        || wishes.contains("no-store")
        || wishes.contains("max-age=0")
        || headers.tokens("pragma").contains("no-cache")
        || headers.has("if-none-match")
        || headers.has("if-modified-since");
  }

  int fetches() {
    return repeated.size() + 1;
  }

  long savedNanos() {
    return saved.stream().mapToLong(TimeSpan::durationNanos).sum();
  }

  long bytes() {
    return first.response().map(HttpResponse::body).orElseThrow().wireBytes();
  }

  /** All calls, by start. */
  List<WebCall> calls() {
    List<WebCall> calls = new ArrayList<>();
    calls.add(first);
    calls.addAll(repeated);
    return calls;
  }
}
