package dev.stallscope.diagnosis.application;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Specificity;
import dev.stallscope.diagnosis.http.LongPolls;
import dev.stallscope.diagnosis.http.WebCall;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.IpAddress;
import dev.stallscope.protocol.http.ContentTokens;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** P07, P08: calls one after another that could run at once. */
public final class SequentialCallsRule implements Rule {
  private static final int LEAST_CALLS = 3;
  private static final int MOST_SERVERS = 3;
  private static final long LARGEST_GAP_NANOS = Nanos.ofMillis(50);
  private static final long LEAST_CALL_NANOS = Nanos.ofMillis(20);
  private static final int LEAST_ROUND_TRIPS = 3;
  private static final long LEAST_SAVED_NANOS = Nanos.ofMillis(100);
  private static final double LEAST_SAVED_SHARE = 0.1;

  /** A call that takes so long is slow by itself, alone or beside others (P07, P14). */
  private static final long SLOW_CALL_NANOS = Nanos.ofMillis(500);

  private static final double INDEPENDENT = 0.65;
  private static final double DEPENDENT = 0.4;

  private static final String HELP =
      """
      ## What it is
      The client waited for each answer before it sent the next request, although the calls do \
      not seem to need each other. Together they take the sum of all instead of the longest one.

      ## How it is recognised
      At least 10 % of the time must be saved. \
      At least three different GETs of one client, each begun within 50 ms after the one before \
      had ended (near the server: a round trip and 50 ms), each longer than 20 ms and three round \
      trips; running them at once would save \
      100 ms and a tenth of their time. A call whose address names an id that stands in an answer \
      before it needs that answer, and ends the sequence. Where the address of a call contains \
      that of the call before, it may need its answer: then the confidence is lower. Long polls, which \
      wait for news one after another, are left out. Calls of 500 ms and \
      more are slow by themselves, and their time is the server's.

      ## What it is mistaken for
      Calls that need the former answer in a way that the wire does not show, such as its being \
      there at all: look before you change it.

      ## What to do
      Send them together and wait for all, as `asyncio.gather` does.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "sequential-calls",
          Layer.APPLICATION,
          "Calls one after another that could run at once",
          HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Specificity specificity() {
    return Specificity.PATTERN;
  }

  /** Where servers took an ordinary time for each call, it is the sequence that adds them up. */
  @Override
  public Specificity specificity(RuleContext context, Finding finding) {
    long total = 0;
    long server = 0;
    for (int id : finding.exchanges()) {
      Exchange call = context.exchange(id);
      total += call.durationNanos();
      server += context.measurements().account(call).durationNanos(StallCause.SLOW_SERVER_RESPONSE);
      if (call.durationNanos() >= SLOW_CALL_NANOS) {
        return specificity();
      }
    }
    boolean isSure = finding.confidence() >= INDEPENDENT;
    return isSure && 2 * server > total ? Specificity.ROOT_CAUSE : specificity();
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    Map<IpAddress, List<WebCall>> byClient = new LinkedHashMap<>();
    for (WebCall call : WebCall.of(context)) {
      byClient
          .computeIfAbsent(call.exchange().client().address(), client -> new ArrayList<>())
          .add(call);
    }
    if (byClient.isEmpty()) {
      return new RuleOutcome.NotApplicable("No HTTP request could be read in this capture.");
    }
    List<Finding> findings = new ArrayList<>();
    Set<Integer> polls = LongPolls.of(WebCall.byHosts(context));
    for (List<WebCall> calls : byClient.values()) {
      worst(context, calls, polls).map(run -> finding(run)).ifPresent(findings::add);
    }
    return findings.isEmpty()
        ? new RuleOutcome.Clear("No calls in sequence would have saved 100 ms side by side.")
        : new RuleOutcome.Found(List.copyOf(findings));
  }

  /** The run that loses most. */
  private static Optional<List<WebCall>> worst(
      RuleContext context, List<WebCall> calls, Set<Integer> polls) {
    List<WebCall> worst = List.of();
    List<WebCall> run = new ArrayList<>();
    long busyUntil = Long.MIN_VALUE;
    for (WebCall call : calls) {
      boolean isLong = isLong(context, call) && !polls.contains(call.id());
      if (!run.isEmpty()
          && !(isLong && follows(run.getLast(), call, busyUntil) && !needs(run, call))) {
        run = new ArrayList<>();
      }
      if (isLong && call.startNanos() >= busyUntil) {
        run.add(call);
        worst = isTrouble(run) && savedNanos(run) > savedNanos(worst) ? List.copyOf(run) : worst;
      }
      busyUntil = Math.max(busyUntil, call.followedNanos());
    }
    return worst.isEmpty() ? Optional.empty() : Optional.of(worst);
  }

  private static boolean isLong(RuleContext context, WebCall call) {
    long roundTrip = context.measurements().roundTripNanos(call.exchange().connection());
    return call.request().method().equals("GET")
        && call.code() / 100 == 2
        && !call.exchange().isLongLived()
        && call.durationNanos() + call.clientWayNanos()
            >= Math.max(LEAST_CALL_NANOS, LEAST_ROUND_TRIPS * roundTrip);
  }

  private static boolean follows(WebCall former, WebCall call, long busyUntil) {
    return call.startNanos() >= busyUntil
        && call.startNanos() - former.followedNanos() < LARGEST_GAP_NANOS
        && call.exchange().parent() == former.exchange().parent()
        && !call.target().equals(former.target());
  }

  /** Whether the call names an id that an answer of the run told and no request before did. */
  private static boolean needs(List<WebCall> run, WebCall call) {
    String asked =
        call.request().target() + " " + call.request().headers().first("authorization").orElse("");
    return ContentTokens.in(asked).stream()
        .filter(id -> run.stream().noneMatch(former -> former.request().target().contains(id)))
        .anyMatch(id -> run.stream().anyMatch(former -> tells(former, id)));
  }

  private static boolean tells(WebCall call, String id) {
    return call.response()
        .filter(
            response ->
                response.body().tokens().mayHold(id)
                    || response.headers().first("location").orElse("").contains(id))
        .isPresent();
  }

  private static boolean isTrouble(List<WebCall> run) {
    long servers = run.stream().map(call -> call.exchange().server()).distinct().count();
    long total = run.getLast().endNanos() - run.getFirst().startNanos();
    return run.size() >= LEAST_CALLS
        && servers < MOST_SERVERS
        && savedNanos(run) >= Math.max(LEAST_SAVED_NANOS, (long) (LEAST_SAVED_SHARE * total));
  }

  private static long savedNanos(List<WebCall> run) {
    long sum = run.stream().mapToLong(WebCall::durationNanos).sum();
    return sum - run.stream().mapToLong(WebCall::durationNanos).max().orElse(0);
  }

  /** An address that goes on where the one before ended may have come from its answer. */
  private static boolean isDependent(List<WebCall> run) {
    for (int i = 1; i < run.size(); i++) {
      String former = run.get(i - 1).request().path();
      String path = run.get(i).request().path();
      if (former.length() > 1 && path.length() > former.length() && path.startsWith(former)) {
        return true;
      }
    }
    return false;
  }

  private static Finding finding(List<WebCall> run) {
    boolean isDependent = isDependent(run);
    WebCall longest =
        run.stream().max(Comparator.comparingLong(WebCall::durationNanos)).orElseThrow();
    FindingDraft draft =
        new FindingDraft(INFO, Party.CLIENT_APPLICATION)
            .evidence(
                Evidence.count("calls", run.size(), "call"),
                Evidence.duration(
                    "time in sequence", run.getLast().endNanos() - run.getFirst().startNanos()),
                Evidence.duration("longest call", longest.durationNanos()),
                Evidence.duration("saved at most", savedNanos(run)),
                Evidence.text("first call", run.getFirst().shown()),
                Evidence.text("last call", run.getLast().shown()),
                Evidence.text("signs that one needs another", isDependent ? "yes" : "none"));
    for (WebCall call : run) {
      draft.exchange(call.id()).span(call.span()).packet(call.exchange().firstPacket());
      if (call.id() != longest.id()) {
        draft.claim(call.claim(call.span()));
      }
      if (call.id() != run.getLast().id()) {
        draft.claim(call.wayClaim());
      }
    }
    return draft
        .confidence(isDependent ? DEPENDENT : INDEPENDENT)
        .advice(
            "Send them together: `await asyncio.gather(*(client.get(u) for u in urls))` with one"
                + " `httpx.AsyncClient` or `aiohttp.ClientSession`.",
            "Without asyncio:"
                + " `concurrent.futures.ThreadPoolExecutor(max_workers=8).map(session.get, urls)`"
                + " with one `requests.Session`.",
            "If the calls differ only in an id, offer one call for many: `/items?ids=1,2,3`.")
        .finding(
            "{calls} one after another took {time in sequence}; the longest alone {longest call}",
            "The client sent each request only when the answer before it had come, though nothing"
                + " on the wire shows that it needed it. Side by side they would take up to {saved"
                + " at most} less.");
  }
}
