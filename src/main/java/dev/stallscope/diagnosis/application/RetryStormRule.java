package dev.stallscope.diagnosis.application;

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
import dev.stallscope.diagnosis.http.WebCall;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.Layer;
import dev.stallscope.protocol.http.HttpBody;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** P22: the same call was retried again and again without back-off. */
public final class RetryStormRule implements Rule {
  /** So many attempts after failures are a storm (P22). */
  private static final int LEAST_RETRIES = 3;

  /** A client that waits longer in the middle is a poller or a person. */
  private static final long LONGEST_WAIT_NANOS = Nanos.ofSeconds(2);

  /** Where a back-off has to arrive by its last wait. */
  private static final long BACKED_OFF_NANOS = Nanos.ofSeconds(1);

  private static final double GROWTH = 1.5;
  private static final int TOO_MANY_REQUESTS = 429;

  private static final String HELP =
      """
      ## What it is
      A call failed, and the client repeated it again and again with hardly a pause. That does \
      not help a server that is overloaded; it keeps it overloaded.

      ## How it is recognised
      The same request follows its own failure (5xx, 429, or a connection that ended without an \
      answer) at least three times, with less than 2 s between in the median. Waits that grow by half each time and reach 1 s \
      are a proper back-off and are left out; so is one retry on a new connection.

      ## What it is mistaken for
      Polling, which asks again although the answers are good.

      ## What to do
      Exponential back-off with jitter, a limit on retries, and respect for `Retry-After`.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "retry-storm", Layer.APPLICATION, "The same call was retried without back-off", HELP);

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
        "No call was repeated three times after failures without back-off.");
  }

  private static boolean isFailed(WebCall call) {
    return call.code() >= 500
        || call.code() == TOO_MANY_REQUESTS
        || call.code() == 0 && call.exchange().isFailed();
  }

  /** Whether a call had failed by then. One without an answer may only have none yet. */
  private static boolean hasFailed(RuleContext context, WebCall call, long nanos) {
    return isFailed(call)
        && call.endNanos() <= nanos
        && (call.code() != 0 || isClosed(context, call.exchange().connection(), nanos));
  }

  private static boolean isClosed(RuleContext context, int connection, long nanos) {
    if (connection < 0 || !context.measurements().isTcp(connection)) {
      return false;
    }
    TcpConnection.Closing closing = context.connection(connection).closing();
    return LongStream.of(closing.finNanos(), closing.resetNanos(), closing.icmpNanos())
        .anyMatch(end -> end >= 0 && end <= nanos);
  }

  private static Optional<Finding> finding(RuleContext context, List<WebCall> calls) {
    Map<String, List<WebCall>> byTarget = new LinkedHashMap<>();
    for (WebCall call : calls) {
      byTarget.computeIfAbsent(question(call), key -> new ArrayList<>()).add(call);
    }
    List<WebCall> worst = List.of();
    for (List<WebCall> attempts : byTarget.values()) {
      List<WebCall> storm = storm(context, attempts);
      worst = storm.size() > worst.size() ? storm : worst;
    }
    return worst.size() <= LEAST_RETRIES ? Optional.empty() : Optional.of(reported(worst));
  }

  /** What is the same of a call that is tried again. */
  private static String question(WebCall call) {
    HttpBody body = call.request().body();
    String unknown = body.isHashWhole() ? "" : " " + call.id();
    return call.target() + " " + body.contentHash() + unknown;
  }

  /** The longest run in which each attempt but the first follows a failure. */
  private static List<WebCall> storm(RuleContext context, List<WebCall> attempts) {
    List<WebCall> longest = List.of();
    List<WebCall> run = new ArrayList<>();
    for (WebCall call : attempts) {
      if (!run.isEmpty() && !hasFailed(context, run.getLast(), call.startNanos())) {
        run = new ArrayList<>();
      }
      run.add(call);
      longest = run.size() > longest.size() ? List.copyOf(run) : longest;
    }
    return longest.size() > LEAST_RETRIES && isHasty(waits(longest)) ? longest : List.of();
  }

  private static List<Long> waits(List<WebCall> run) {
    List<Long> waits = new ArrayList<>();
    for (int i = 1; i < run.size(); i++) {
      waits.add(run.get(i).startNanos() - run.get(i - 1).endNanos());
    }
    return waits;
  }

  private static boolean isHasty(List<Long> waits) {
    boolean isGrowing = waits.getLast() >= BACKED_OFF_NANOS;
    for (int i = 1; i < waits.size(); i++) {
      isGrowing = isGrowing && waits.get(i) >= GROWTH * waits.get(i - 1);
    }
    return !isGrowing && median(waits) < LONGEST_WAIT_NANOS;
  }

  private static long median(List<Long> waits) {
    return waits.stream().sorted().toList().get(waits.size() / 2);
  }

  private static Finding reported(List<WebCall> run) {
    WebCall first = run.getFirst();
    FindingDraft draft =
        new FindingDraft(INFO, Party.CLIENT_APPLICATION)
            .atLeast(Severity.MINOR)
            .evidence(
                Evidence.count("retries", run.size() - 1L, "time"),
                Evidence.text("call", first.shown(), first.exchange().firstPacket()),
                Evidence.text("failure", failure(first)),
                Evidence.duration("median wait between attempts", median(waits(run))));
    first
        .response()
        .map(HttpResponse::headers)
        .flatMap(headers -> headers.first("retry-after"))
        .ifPresent(value -> draft.evidence(Evidence.text("Retry-After of the server", value)));
    for (WebCall call : run) {
      if (isFailed(call) && call.id() != first.id()) {
        draft.claim(call.claim());
      }
      draft.exchange(call.id()).span(call.span()).packet(call.exchange().firstPacket());
    }
    return draft
        .confidence(0.9)
        .advice(
            "Wait longer each time, with chance in it: urllib3 `Retry(total=4, backoff_factor=0.5,"
                + " backoff_jitter=0.5, respect_retry_after_header=True)`.",
            "httpx and aiohttp: `tenacity.retry(wait=wait_random_exponential(multiplier=0.5,"
                + " max=30), stop=stop_after_attempt(5))`.",
            "Stop asking for a while after several failures (a circuit breaker), and let retries"
                + " be a tenth of all requests at most.")
        .finding(
            "{call} was retried {retries} without back-off",
            "The call failed ({failure}) and was repeated {retries}, with {median wait between"
                + " attempts} between the attempts. Repeating at once keeps an overloaded server"
                + " overloaded.");
  }

  private static String failure(WebCall call) {
    return call.code() == 0 ? "no answer" : "status " + call.code();
  }
}
