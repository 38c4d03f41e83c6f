package dev.stallscope.diagnosis.http;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.diagnosis.Specificity;
import dev.stallscope.measure.Layer;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** P10, P11: the same GET brought the same answer again. */
public final class RepeatedRequestRule implements Rule {
  /** In one piece of work (P10). */
  private static final int LEAST_TOGETHER = 3;

  private static final long TOGETHER_NANOS = Nanos.ofSeconds(1);

  /** Or spread over ten seconds (P10). */
  private static final int LEAST_SPREAD = 5;

  private static final long SPREAD_NANOS = Nanos.ofSeconds(10);

  /** Smaller answers that come at once are not worth a cache. */
  private static final long WORTH_BYTES = 10_000;

  private static final long WORTH_NANOS = Nanos.ofMillis(20);

  private static final String HELP =
      """
      ## What it is
      The client asked for the same thing again and got the same answer again.

      ## How it is recognised
      The same GET with the same whole body as answer, asked again after the first answer had \
      come: three times with less than 1 s between, or five times within 10 s. Requests at the \
      same time do not count, nor does `304 Not Modified`. Answers below 10 kB that cost less \
      than 20 ms beyond the round trip are reported for information only.

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
        calls -> finding(context, calls),
        "No client asked the same again soon to get the same answer.");
  }

  private static Optional<Finding> finding(RuleContext context, List<WebCall> calls) {
    List<WebCall> worst = List.of();
    int kinds = 0;
    for (Repetition repetition : Repetition.of(calls)) {
      List<WebCall> same = same(repetition);
      if (!repetition.isPolling() && isDense(same)) {
        kinds++;
        worst = lostNanos(same) > lostNanos(worst) ? same : worst;
      }
    }
    return worst.isEmpty() ? Optional.empty() : Optional.of(finding(context, worst, kinds));
  }

  /** The first call and all that repeated it when its answer was known. */
  private static List<WebCall> same(Repetition repetition) {
    List<WebCall> same = new ArrayList<>();
    for (WebCall call : repetition.calls()) {
      boolean isFirst = same.isEmpty();
      if (Repetition.body(call).wireBytes() > 0
          && (isFirst
              || call.startNanos() >= same.getFirst().endNanos()
                  && Repetition.isSame(same.getFirst(), call))) {
        same.add(call);
      }
    }
    return same;
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

  private static long lostNanos(List<WebCall> same) {
    return same.stream().skip(1).mapToLong(WebCall::durationNanos).sum();
  }

  private static Finding finding(RuleContext context, List<WebCall> same, int kinds) {
    WebCall first = same.getFirst();
    long bytes = Repetition.body(first).wireBytes();
    long lost = lostNanos(same);
    long roundTrip =
        Math.max(0, context.connection(first.exchange().connection()).roundTrip().minNanos());
    boolean isWorth = bytes >= WORTH_BYTES || lost / (same.size() - 1) - roundTrip >= WORTH_NANOS;
    FindingDraft draft =
        new FindingDraft(INFO, Party.SERVER_APPLICATION)
            .atMost(isWorth ? Severity.CRITICAL : Severity.INFO)
            .evidence(
                Evidence.count("times", same.size(), "time"),
                Evidence.text("request", first.shown(), first.exchange().firstPacket()),
                Evidence.bytes("size of the answer", bytes),
                Evidence.duration("time of the repeated ones", lost),
                Evidence.text("what the answer says of caching", caching(first)),
                Evidence.count("requests repeated like this", kinds));
    for (WebCall call : same) {
      draft.exchange(call.id()).span(call.span()).packet(call.exchange().firstPacket());
      if (call.id() != first.id()) {
        draft.claim(call.claim(call.span()));
      }
    }
    return draft
        .confidence(0.85)
        .advice(
            "Let the answer be kept: `Cache-Control: max-age=60` and an `ETag` (Flask"
                + " `response.add_etag()` and `make_conditional`, Django"
                + " `ConditionalGetMiddleware`, nginx `expires 60s`).",
            "Keep it in the client: `requests-cache`, `hishel` for httpx, or"
                + " `functools.lru_cache` for the time of one job.",
            "Within one request ask once and pass the result on.")
        .finding(
            "{request} was fetched {times} with the same answer",
            "Each time the same {size of the answer} came; the repeated ones took {time of the"
                + " repeated ones}. Nothing told the client that it could keep the answer, or it"
                + " did not.");
  }

  private static String caching(WebCall call) {
    return call.response()
        .flatMap(response -> response.headers().first("cache-control"))
        .orElse("nothing");
  }
}
