package dev.stallscope.diagnosis.http;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Specificity;
import dev.stallscope.diagnosis.http.CacheUse.Reason;
import dev.stallscope.measure.Layer;
import dev.stallscope.time.Ascending;
import dev.stallscope.time.Nanos;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** P10, P11: the same GET brought the same answer again. */
public final class RepeatedRequestRule implements Rule {
  /** In one piece of work (P10). */
  private static final int LEAST_TOGETHER = 3;

  private static final long TOGETHER_NANOS = Nanos.ofSeconds(1);

  /** Or spread over ten seconds (P10). */
  private static final int LEAST_SPREAD = 5;

  private static final long SPREAD_NANOS = Nanos.ofSeconds(10);

  /** Smaller answers come with one round trip: asking whether they changed saves nothing. */
  private static final long WORTH_BYTES = 10_000;

  private static final double DECLARED = 0.95;
  private static final double UNDECLARED = 0.75;

  private static final String HELP =
      """
      ## What it is
      The client asked for the same thing again and got the same answer again.

      ## How it is recognised
      The same GET of the same caller with the same whole body as answer, one after the other; and \
      a cache, played through, would have helped. Either the answer was still good by its own word \
      (`max-age` or `Expires`) when it was fetched for the third time. Or it \
      was fetched three times with less than 1 s between, or five times within 10 s, and: it had \
      an `ETag` or `Last-Modified` that the client never sent back, and 10 kB or more, where only \
      the transfer counts; or it said nothing of caching, and has 10 kB or more, or was fetched \
      between other calls, or within one request that waited for all of them. Answers with \
      `no-store`, reloads, requests at the same time, other callers behind the same address, \
      health checks and load tests do not count, nor does `304 Not Modified`.

      ## What it is mistaken for
      Polling: a timer asks at equal intervals, and is reported as that.

      ## What to do
      Let the answer say how long it is good (`Cache-Control`, `ETag`), and keep it in the client.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "repeated-request", Layer.HTTP, "The same request, the same answer, again", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Specificity specificity() {
    return Specificity.PATTERN;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return WebCall.judge(
        context,
        RepeatedRequestRule::finding,
        "No client asked again for an answer that it could have kept.");
  }

  private static Optional<Finding> finding(List<WebCall> calls) {
    Map<String, List<WebCall>> byCaller =
        calls.stream().collect(Collectors.groupingBy(WebCall::caller));
    List<CacheUse> uses =
        Repetition.of(calls).stream()
            .filter(repetition -> !repetition.isPolling() && !repetition.hasOverlap())
            .flatMap(repetition -> use(byCaller, repetition).stream())
            .toList();
    return uses.stream()
        .max(Comparator.comparingLong(CacheUse::savedNanos))
        .map(worst -> finding(worst, uses.size()));
  }

  /** What a cache would have saved most for one target. */
  private static Optional<CacheUse> use(
      Map<String, List<WebCall>> byCaller, Repetition repetition) {
    List<WebCall> all =
        byCaller.getOrDefault(repetition.calls().getFirst().caller(), repetition.calls());
    return repetition.unchangedRuns().stream()
        .filter(run -> run.stream().noneMatch(RepeatedRequestRule::isForbidden))
        .flatMap(run -> CacheUse.of(run).stream())
        .filter(use -> isTrouble(all, use))
        .max(Comparator.comparingLong(CacheUse::savedNanos));
  }

  private static boolean isForbidden(WebCall call) {
    return call.response().map(Freshness::of).map(Freshness::isForbidden).orElse(true);
  }

  private static boolean isTrouble(List<WebCall> all, CacheUse use) {
    return switch (use.reason()) {
      case FRESH -> use.fetches() >= LEAST_TOGETHER;
      case REVALIDATABLE -> isDense(use.calls()) && use.bytes() >= WORTH_BYTES;
      case UNDECLARED ->
          isDense(use.calls())
              && (use.bytes() >= WORTH_BYTES || isInOneRequest(use) || isBetweenOthers(all, use));
    };
  }

  private static boolean isDense(List<WebCall> same) {
    return isDense(same, LEAST_TOGETHER, (LEAST_TOGETHER - 1) * TOGETHER_NANOS)
        || isDense(same, LEAST_SPREAD, SPREAD_NANOS);
  }

  private static boolean isDense(List<WebCall> same, int count, long withinNanos) {
    for (int i = count - 1; i < same.size(); i++) {
      long former = same.get(i - count + 1).startNanos();
      if (same.get(i).startNanos() - former <= withinNanos) {
        return true;
      }
    }
    return false;
  }

  /** Whether a server asked all of them to answer one request. */
  private static boolean isInOneRequest(CacheUse use) {
    int parent = use.first().exchange().parent();
    return parent >= 0
        && use.repeated().stream().allMatch(call -> call.exchange().parent() == parent);
  }

  /**
   * Whether it comes again in the course of other work; alone it may be asked for its own sake.
   *
   * @param all calls of the same caller, by start
   */
  private static boolean isBetweenOthers(List<WebCall> all, CacheUse use) {
    List<WebCall> same = use.calls();
    int between = 0;
    for (int i = 1; i < same.size(); i++) {
      long to = same.get(i).startNanos();
      boolean isBetween = false;
      for (int next = Ascending.firstAbove(all, WebCall::startNanos, same.get(i - 1).startNanos());
          !isBetween && next < all.size() && all.get(next).startNanos() < to;
          next++) {
        isBetween = !all.get(next).target().equals(use.first().target());
      }
      between += isBetween ? 1 : 0;
    }
    return 2 * between >= same.size() - 1;
  }

  private static final String KEEP =
      "Keep it in the client: `requests-cache`, `hishel` for httpx, or `functools.lru_cache` for the"
          + " time of one job; within one request ask once and pass the result on.";

  private static final String DECLARE =
      "Let the answer be kept: `Cache-Control: max-age=60` and an `ETag` (Flask"
          + " `response.add_etag()` and `make_conditional`, Django `ConditionalGetMiddleware`, nginx"
          + " `expires 60s`).";

  private static Finding finding(CacheUse use, int kinds) {
    WebCall first = use.first();
    boolean isClients = use.reason() != Reason.UNDECLARED || isInOneRequest(use);
    FindingDraft draft =
        new FindingDraft(INFO, isClients ? Party.CLIENT_APPLICATION : Party.SERVER_APPLICATION)
            .evidence(
                Evidence.count("times", use.fetches(), "time"),
                Evidence.text("request", first.shown(), first.exchange().firstPacket()),
                Evidence.bytes("size of the answer", use.bytes()),
                Evidence.duration("time that a cache would have saved", use.savedNanos()),
                Evidence.text("what the answer says of caching", caching(first)),
                Evidence.count("requests repeated like this", kinds));
    Freshness freshness = first.response().map(Freshness::of).orElseThrow();
    freshness
        .lifetimeNanos()
        .ifPresent(nanos -> draft.evidence(Evidence.duration("good for", nanos)));
    freshness.validator().ifPresent(name -> draft.evidence(Evidence.text("validator", name)));
    for (WebCall call : use.calls()) {
      draft.exchange(call.id()).span(call.span()).packet(call.exchange().firstPacket());
    }
    for (int i = 0; i < use.repeated().size(); i++) {
      draft.claim(use.repeated().get(i).claim(use.saved().get(i)));
    }
    return draft
        .confidence(use.reason() == Reason.UNDECLARED ? UNDECLARED : DECLARED)
        .advice(isClients ? KEEP : DECLARE, isClients ? DECLARE : KEEP)
        .finding("{request} was fetched {times} with the same answer", explanation(use.reason()));
  }

  private static String explanation(Reason reason) {
    return switch (reason) {
      case FRESH ->
          "The answer says that it stays good for {good for}, and the client fetched the same {size"
              + " of the answer} again within that time. Had it kept the answer, {time that a cache"
              + " would have saved} would have been saved.";
      case REVALIDATABLE ->
          "The answer came with a field that the client could have asked with whether it has"
              + " changed ({validator}), but the same {size of the answer} were sent each time. With"
              + " `304 Not Modified` the transfer would have been saved, {time that a cache would"
              + " have saved} in all.";
      case UNDECLARED ->
          "Each time the same {size of the answer} came, and nothing told the client that it could"
              + " keep them. Kept in the client or its program they would have saved {time that a"
              + " cache would have saved}.";
    };
  }

  private static String caching(WebCall call) {
    return call.response()
        .flatMap(response -> response.headers().first("cache-control"))
        .orElse("nothing");
  }
}
