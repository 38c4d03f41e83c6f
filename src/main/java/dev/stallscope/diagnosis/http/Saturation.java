package dev.stallscope.diagnosis.http;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.OccupiedTime;
import dev.stallscope.diagnosis.TimeClaim;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Calls of one client at one server that kept a limit of how many run at once: as soon as one
 * ended, the next began (P06).
 *
 * @param limit how many ran at once
 * @param calls all of them, by start
 * @param queued those that began when another one had ended
 */
public record Saturation(int limit, List<WebCall> calls, List<WebCall> queued) {
  /** A client's loop needs this long to send the next request. */
  private static final long BACK_TO_BACK_NANOS = Nanos.ofMillis(5);

  /** Or this part of a call: a busy client is slow beside calls that are long. */
  private static final int BACK_TO_BACK_PART = 20;

  /** The same where the limit is known: what is left is only to tell a queue from new calls. */
  private static final long STREAM_BACK_TO_BACK_NANOS = Nanos.ofMillis(20);

  private static final double LEAST_SHARE = 0.5;

  /** Fewer calls are all there is (STALLS 8, P06). */
  private static final int LEAST_WAVES = 3;

  /** The same where the limit is known: once more than what fits. */
  private static final int LEAST_STREAM_WAVES = 2;

  /** More are a steady load, such as a load test's, that no larger pool would end. */
  private static final int MOST_WAVES = 20;

  /** How ab, h2load, hey, k6, oha and vegeta name themselves. */
  private static final Set<String> LOAD_TESTERS =
      Set.of("ApacheBench/", "h2load", "hey/", "k6/", "oha/", "Vegeta");

  /** Shorter queues are noticed by nobody (STALLS 2.5). */
  private static final long LEAST_WAIT_NANOS = Nanos.ofMillis(100);

  /** The saturation of one client's calls at one server, if there is one. */
  public static Optional<Saturation> of(List<WebCall> all) {
    long part = medianNanos(all) / BACK_TO_BACK_PART;
    return of(all, Math.max(BACK_TO_BACK_NANOS, part), LEAST_WAVES);
  }

  private static long medianNanos(List<WebCall> calls) {
    return calls.stream()
        .filter(call -> !call.exchange().isLongLived())
        .mapToLong(WebCall::durationNanos)
        .sorted()
        .skip(calls.size() / 2)
        .findFirst()
        .orElse(0);
  }

  /**
   * The saturation of one connection's calls, where its server said how many it takes at once and
   * so many were open.
   *
   * @param roundTripNanos from a server's answer to what the client sends next, as captured
   */
  static Optional<Saturation> ofStreams(List<WebCall> all, long roundTripNanos) {
    return of(all, STREAM_BACK_TO_BACK_NANOS + roundTripNanos, LEAST_STREAM_WAVES)
        .filter(Saturation::isStreamLimit);
  }

  /** With the set-up that only this call waited for: a client without idle connection opens one. */
  private static long begunNanos(WebCall call) {
    return Math.min(call.startNanos(), call.exchange().span().startNanos());
  }

  private static Optional<Saturation> of(List<WebCall> all, long leastNanos, int waves) {
    List<WebCall> calls =
        all.stream()
            .filter(call -> !call.exchange().isLongLived())
            .sorted(Comparator.comparingLong(Saturation::begunNanos))
            .toList();
    List<Long> ends = calls.stream().map(WebCall::followedNanos).sorted().toList();
    int limit = 0;
    int ended = 0;
    for (int i = 0; i < calls.size(); i++) {
      while (ended < ends.size() && ends.get(ended) <= begunNanos(calls.get(i))) {
        ended++;
      }
      limit = Math.max(limit, i + 1 - ended);
    }
    if (limit < 2
        || calls.size() < waves * limit
        || calls.size() > MOST_WAVES * limit
        || isLoadTest(calls)) {
      return Optional.empty();
    }
    long backToBackNanos = leastNanos + 2 * sendingNanos(calls, limit);
    return Optional.of(new Saturation(limit, calls, queued(calls, ends, backToBackNanos)))
        .filter(found -> found.isSaturated(ends, backToBackNanos));
  }

  /** A load tester keeps as many calls under way as it was told: nobody waits for the last. */
  private static boolean isLoadTest(List<WebCall> calls) {
    return calls.stream()
        .map(call -> call.request().headers().first("user-agent").orElse(""))
        .allMatch(agent -> LOAD_TESTERS.stream().anyMatch(agent::startsWith));
  }

  /**
   * How long the client takes to send as many requests as fit at once, one after the other; about
   * as long it takes to read as many answers.
   */
  private static long sendingNanos(List<WebCall> calls, int limit) {
    List<Long> waves = new ArrayList<>();
    for (int first = 0; first < calls.size(); ) {
      int last = first;
      while (last + 1 < calls.size()
          && begunNanos(calls.get(last + 1)) - begunNanos(calls.get(last)) <= BACK_TO_BACK_NANOS) {
        last++;
      }
      if (last - first == limit - 1) {
        waves.add(begunNanos(calls.get(last)) - begunNanos(calls.get(first)));
      }
      first = last + 1;
    }
    waves.sort(null);
    return waves.isEmpty() ? 0 : waves.get(waves.size() / 2);
  }

  private static List<WebCall> queued(List<WebCall> calls, List<Long> ends, long backToBackNanos) {
    List<WebCall> queued = new ArrayList<>();
    int ended = 0;
    for (WebCall call : calls) {
      while (ended < ends.size() && ends.get(ended) <= begunNanos(call)) {
        ended++;
      }
      if (ended > 0 && begunNanos(call) - ends.get(ended - 1) <= backToBackNanos) {
        queued.add(call);
      }
    }
    return queued;
  }

  private boolean isSaturated(List<Long> ends, long backToBackNanos) {
    return queued.size() >= LEAST_SHARE * (calls.size() - limit)
        && waitedNanos() >= LEAST_WAIT_NANOS
        && fullNanos(ends, backToBackNanos)
            >= LEAST_SHARE * (ends.getLast() - begunNanos(calls.getFirst()));
  }

  /** How long as many as possible ran at once, the moment between two of them included. */
  private long fullNanos(List<Long> ends, long backToBackNanos) {
    long full = 0;
    for (int i = limit; i < calls.size(); i++) {
      long gap = begunNanos(calls.get(i)) - ends.get(i - limit);
      if (gap <= backToBackNanos) {
        full += begunNanos(calls.get(i)) - begunNanos(calls.get(i - 1));
      }
    }
    return full;
  }

  /** How long the last queued call waited, if all were wanted at the start. */
  public long waitedNanos() {
    return queued.isEmpty()
        ? 0
        : Math.max(0, begunNanos(queued.getLast()) - calls.getFirst().startNanos());
  }

  /**
   * What would be saved if all had begun with the first: the longest has to be waited for all the
   * same, and together they come no faster than they came.
   */
  long savingNanos() {
    long start = calls.getFirst().startNanos();
    long end = calls.stream().mapToLong(WebCall::endNanos).max().orElse(start);
    long longest = calls.stream().mapToLong(WebCall::durationNanos).max().orElse(0);
    long firstByte =
        calls.stream()
            .mapToLong(call -> call.receiving().startNanos() - call.startNanos())
            .min()
            .orElse(0);
    OccupiedTime receiving = new OccupiedTime();
    long received = calls.stream().mapToLong(call -> receiving.occupy(call.receiving())).sum();
    return Math.max(0, end - start - Math.max(longest, firstByte + received));
  }

  /** Whether it is the limit that browsers have for each host with HTTP/1.1. */
  public boolean isBrowsers() {
    return limit == 6
        && calls.stream()
            .map(call -> call.request().headers().first("user-agent").orElse(""))
            .allMatch(agent -> agent.startsWith("Mozilla/"));
  }

  /** Whether it is what the server allows on the one connection that carries the calls. */
  public boolean isStreamLimit() {
    int connection = calls.getLast().exchange().connection();
    return queued.stream()
        .allMatch(
            call -> call.exchange().connection() == connection && call.concurrencyLimit() == limit);
  }

  /** The finding's facts and claim; it is proved by who queued first, and by who waited longest. */
  public FindingDraft describe(FindingDraft draft) {
    draft.packet(queued.getFirst().exchange().firstPacket());
    draft.evidence(
        Evidence.count("calls", calls.size(), "call"),
        Evidence.count("at once", limit, "call"),
        Evidence.count("began when another ended", queued.size(), "call"),
        Evidence.duration(
            "wait of the last call", waitedNanos(), queued.getLast().exchange().firstPacket()));
    for (WebCall call : calls) {
      draft.exchange(call.id()).connection(call.exchange().connection()).span(call.span());
    }
    queued.forEach(call -> draft.packet(call.exchange().firstPacket()));
    long start = calls.getFirst().startNanos();
    TimeSpan waited = new TimeSpan(start, start + waitedNanos());
    return draft.claim(new TimeClaim(-1, -1, waited, waited.durationNanos()));
  }
}
