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
import dev.stallscope.diagnosis.SharedPaths;
import dev.stallscope.diagnosis.Wait;
import dev.stallscope.diagnosis.WaitGroup;
import dev.stallscope.diagnosis.http.CallTemplate;
import dev.stallscope.diagnosis.http.LongPolls;
import dev.stallscope.diagnosis.http.WebCall;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.Measurements;
import dev.stallscope.measure.StallCause;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** A01: the server thought long before the first byte of its answer. */
public final class SlowServerResponseRule implements Rule {
  /** A person notices; handlers that ask a database are often slower than 100 ms (STALLS 2.5). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(200);

  /** An outlier among quick answers counts from here (P14). */
  private static final long OUTLIER_NANOS = Nanos.ofMillis(50);

  private static final int OUTLIER_FACTOR = 10;

  /** A single one is a first call that opened, compiled or filled something. */
  private static final int LEAST_OUTLIERS = 2;

  private static final int LEAST_SAMPLES = 6;
  private static final int SHOWN_ENDPOINTS = 5;

  private static final String HELP =
      """
      ## What it is
      The request had reached the server, and for a long time the server sent nothing back. The \
      time was spent in the handler: in its own code, in a lock, in a queue for a worker, or in \
      calls to databases and other services.

      ## How it is recognised
      From the last byte of the request to the first byte of the response, less the way there \
      and back. It counts from 200 ms, or as a minor matter from 50 ms where it is ten times the \
      median of at least six calls of the same endpoint, two times or more: once is a first call that \
      opened or filled something, and so are those sent before the first of all was answered. Event streams, upgraded connections and long polls are left \
      out: those that allow a time, or are asked again at once after each long wait and bring nothing, \
      or name themselves a poll. Encrypted turns of an unknown protocol are a minor matter at most: the server may not \
      have been asked. Of several requests of HTTP/2 that cannot be read all wait until anything of \
      an answer comes, a minor matter too, as they may be one and what it streams; and the last \
      waits where something ends after a silence of both sides and fewer records had come than \
      requests had gone.

      ## What it is mistaken for
      A long path: the round trip is measured apart and taken off, with what a queue added that \
      another transfer between the same hosts filled meanwhile, and in a tunnel through a proxy \
      what the quickest answer took. Lost packets: a request that \
      had to be sent again is the network's. A response that pauses midway is a trickle.

      ## What to do
      Profile the handler (`py-spy`, `cProfile`), look at the calls that it makes, and move \
      blocking calls out of `async def`. Add workers where requests queue.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "slow-server-response",
          Layer.APPLICATION,
          "The server thought long before it answered",
          HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    EndpointTimes usual = EndpointTimes.of(context.measurements());
    Map<Integer, Long> innerNanos = innerNanos(context.measurements());
    Set<Integer> polls = LongPolls.of(WebCall.byHosts(context));
    SharedPaths paths = SharedPaths.of(context);
    return WaitGroup.judge(
        context,
        group ->
            NotableWaits.of(
                    group,
                    (wait, lost) ->
                        !polls.contains(wait.exchange())
                            && isSlow(context, usual, wait, lost - queued(context, paths, wait)))
                .map(
                    slow ->
                        UnknownTalk.toldApart(context, slow)
                            .filter(SlowServerResponseRule::isTold)
                            .orElse(slow))
                .filter(SlowServerResponseRule::isTold)
                .map(slow -> finding(context, slow, innerNanos(innerNanos, slow))),
        () -> "Every server began each answer within 200 ms after the path's round trip.",
        StallCause.SLOW_SERVER_RESPONSE);
  }

  private static boolean isTold(WaitGroup slow) {
    return isFelt(slow) || slow.exchanges().size() >= LEAST_OUTLIERS;
  }

  /** What a queue that others filled meanwhile may have added to the way there and back. */
  private static long queued(RuleContext context, SharedPaths paths, Wait wait) {
    int id = wait.connection();
    return context.measurements().isTcp(id)
        ? paths.queuedNanos(context.connection(id), wait.span())
        : 0;
  }

  private static boolean isSlow(
      RuleContext context, EndpointTimes usual, Wait wait, long lostNanos) {
    if (wait.exchange() >= 0
        && (!isAnswerDue(context.exchange(wait.exchange()))
            || UnknownTalk.isUnasked(context, context.exchange(wait.exchange())))) {
      return false;
    }
    if (lostNanos >= LEAST_LOST_NANOS) {
      return true;
    }
    if (wait.exchange() < 0 || lostNanos < OUTLIER_NANOS) {
      return false;
    }
    Exchange call = context.exchange(wait.exchange());
    OptionalLong median = usual.medianNanos(call, LEAST_SAMPLES);
    return !usual.isFirst(call)
        && median.isPresent()
        && lostNanos >= OUTLIER_FACTOR * median.getAsLong();
  }

  /** Nothing need follow on a stream, nor on what a client says last under TLS. */
  private static boolean isAnswerDue(Exchange exchange) {
    boolean isReadable = exchange.protocol() != AppProtocol.TLS;
    boolean isPauseByDesign =
        exchange.isLongLived()
            && exchange.request().filter(asked -> asked.content().isAnswerDue()).isEmpty();
    return !isPauseByDesign && (isReadable || exchange.response().isPresent());
  }

  /** Whether a person notices the longest. */
  private static boolean isFelt(WaitGroup slow) {
    Map<Integer, Long> lost = new HashMap<>();
    slow.waits().forEach(wait -> lost.merge(wait.exchange(), wait.lostNanos(), Long::sum));
    return lost.values().stream().anyMatch(nanos -> nanos >= LEAST_LOST_NANOS);
  }

  private static Finding finding(RuleContext context, WaitGroup group, long inner) {
    boolean isMinor =
        !isFelt(group)
            || UnknownTalk.isAll(context, group)
            || UnknownTalk.hasSeveral(context, group);
    WaitGroup slowest = slowest(group);
    FindingDraft draft =
        new FindingDraft(INFO, Party.SERVER_APPLICATION)
            .waits(group)
            .atMost(isMinor ? Severity.MINOR : Severity.CRITICAL)
            .evidence(
                Evidence.duration("time waited", group.durationNanos()),
                Evidence.count("slow answers", group.exchanges().size(), "answer"),
                Evidence.duration("longest wait", slowest.durationNanos()),
                Evidence.text("slowest endpoint", endpoint(context, slowest.worst())));
    addEndpoints(context, group, draft);
    if (inner > 0) {
      draft.evidence(Evidence.duration("of it in calls that the server made itself", inner));
    }
    return draft
        .advice(
            "Profile the handler where it is slow: `py-spy dump --pid PID` while it hangs, `py-spy"
                + " record` over time; look first at queries without index and calls in loops.",
            "Under uvicorn a blocking call in `async def` stops every other request: make the"
                + " handler `def`, or use `await asyncio.to_thread(...)` or FastAPI's"
                + " `run_in_threadpool`.",
            "If requests queue for a worker: gunicorn `--workers` (2 x cores + 1) with `--threads`,"
                + " uvicorn `--workers`.")
        .finding(
            isAnswered(context, slowest.worst())
                ? "The server took {longest wait} to begin its answer to {slowest endpoint}"
                : "The server had not answered {slowest endpoint} after {longest wait}",
            "The request had arrived, and the server sent nothing for {time waited} in all"
                + " ({slow answers}); the way through the network is not counted. The time passed"
                + " in the server's program or in what it waited for.");
  }

  /** All waits for the answer that was waited for longest: others may have come in between. */
  private static WaitGroup slowest(WaitGroup group) {
    Map<Integer, List<Wait>> byExchange = new LinkedHashMap<>();
    List<WaitGroup> answers = new ArrayList<>();
    for (Wait wait : group.waits()) {
      if (wait.exchange() < 0) {
        answers.add(new WaitGroup(group.client(), group.server(), List.of(wait)));
      } else {
        byExchange.computeIfAbsent(wait.exchange(), _ -> new ArrayList<>()).add(wait);
      }
    }
    byExchange
        .values()
        .forEach(waits -> answers.add(new WaitGroup(group.client(), group.server(), waits)));
    return answers.stream().max(Comparator.comparingLong(WaitGroup::durationNanos)).orElse(group);
  }

  private static boolean isAnswered(RuleContext context, Wait wait) {
    return wait.exchange() < 0 || context.exchange(wait.exchange()).response().isPresent();
  }

  private static String endpoint(RuleContext context, Wait wait) {
    return wait.exchange() < 0
        ? "a request that could not be read"
        : CallTemplate.of(context.exchange(wait.exchange()).label());
  }

  private static void addEndpoints(RuleContext context, WaitGroup group, FindingDraft draft) {
    Map<String, Long> lost = new HashMap<>();
    group.waits().forEach(wait -> lost.merge(endpoint(context, wait), wait.lostNanos(), Long::sum));
    if (lost.size() > 1) {
      lost.entrySet().stream()
          .sorted(
              Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                  .thenComparing(Map.Entry.comparingByKey()))
          .limit(SHOWN_ENDPOINTS)
          .forEach(
              entry ->
                  draft.evidence(
                      Evidence.duration("waits for " + entry.getKey(), entry.getValue())));
    }
  }

  /** Time in requests that the server sent while it worked on the slow ones. */
  private static long innerNanos(Map<Integer, Long> innerNanos, WaitGroup group) {
    return group.exchanges().stream().mapToLong(id -> innerNanos.getOrDefault(id, 0L)).sum();
  }

  /** Time in requests that others waited for, by the id of those. */
  private static Map<Integer, Long> innerNanos(Measurements measurements) {
    Map<Integer, Long> nanos = new HashMap<>();
    for (Exchange inner : measurements.exchanges()) {
      if (inner.kind() == ExchangeKind.REQUEST && inner.parent() >= 0) {
        nanos.merge(inner.parent(), inner.durationNanos(), Long::sum);
      }
    }
    return nanos;
  }
}
