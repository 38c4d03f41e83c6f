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
import dev.stallscope.diagnosis.TimeClaim;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.measure.Layer;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** P09: many small round trips for one answer. */
public final class ChattyExchangeRule implements Rule {
  private static final int LEAST_TURNS = 20;
  private static final long LARGEST_GAP_NANOS = Nanos.ofMillis(100);
  private static final long LARGEST_MEAN_BYTES = 1_000;
  private static final double LEAST_SHARE = 0.3;
  private static final long LEAST_SAVED_NANOS = Nanos.ofMillis(100);

  /** So many questions fit into one request in the estimate of what would be saved. */
  private static final int BATCH = 10;

  private static final String HELP =
      """
      ## What it is
      One piece of work asks its server dozens of small questions, one after the other, and each \
      costs a journey there and back. The distance, not the work, makes the time.

      ## How it is recognised
      At least 20 requests in sequence on one connection with less than 100 ms between, on average \
      less than 1 kB of content, at least half of them different, and the round trips make 30 % of \
      the time. The saving is that of ten questions in each request, from 100 ms.

      ## What it is mistaken for
      A slow server: each answer is quick. Polling: the same question at intervals.

      ## What to do
      Ask for many things with one request, or nearer to the server.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "chatty-exchange", Layer.APPLICATION, "Many small round trips for one answer", HELP);

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
    Map<Integer, List<Exchange>> byConnection = new LinkedHashMap<>();
    for (Exchange exchange : context.measurements().exchanges()) {
      if (exchange.kind() == ExchangeKind.REQUEST
          && context.measurements().isTcp(exchange.connection())
          && (exchange.protocol() == AppProtocol.HTTP1 || exchange.protocol() == AppProtocol.TLS)) {
        byConnection.computeIfAbsent(exchange.connection(), id -> new ArrayList<>()).add(exchange);
      }
    }
    if (byConnection.isEmpty()) {
      return new RuleOutcome.NotApplicable("No request was captured.");
    }
    List<Finding> findings = new ArrayList<>();
    byConnection.forEach(
        (id, exchanges) -> {
          long roundTrip = context.connection(id).roundTrip().minNanos();
          long way = context.clientWayNanos(id);
          List<Exchange> run = longest(exchanges, way);
          if (roundTrip > 0 && isChatty(run, roundTrip)) {
            findings.add(finding(run, roundTrip, way));
          }
        });
    return findings.isEmpty()
        ? new RuleOutcome.Clear("No connection carried 20 small round trips in sequence.")
        : new RuleOutcome.Found(List.copyOf(findings));
  }

  private static long startNanos(Exchange exchange) {
    return exchange.request().map(m -> m.span().firstNanos()).orElse(exchange.span().startNanos());
  }

  private static List<Exchange> longest(List<Exchange> exchanges, long wayNanos) {
    List<Exchange> longest = List.of();
    List<Exchange> run = new ArrayList<>();
    for (Exchange exchange : exchanges) {
      if (!run.isEmpty()) {
        long gap = startNanos(exchange) - run.getLast().span().endNanos();
        if (gap < 0 || gap >= wayNanos + LARGEST_GAP_NANOS || exchange.isLongLived()) {
          run = new ArrayList<>();
        }
      }
      run.add(exchange);
      longest = run.size() > longest.size() ? run : longest;
    }
    return longest;
  }

  private static boolean isChatty(List<Exchange> run, long roundTrip) {
    if (run.size() < LEAST_TURNS) {
      return false;
    }
    long bytes = run.stream().mapToLong(ChattyExchangeRule::contentBytes).sum();
    long different = run.stream().map(Exchange::label).distinct().count();
    boolean isRead = run.getFirst().protocol() == AppProtocol.HTTP1;
    return bytes < LARGEST_MEAN_BYTES * run.size()
        && (!isRead || 2 * different >= run.size())
        && run.size() * roundTrip >= LEAST_SHARE * durationNanos(run)
        && savedNanos(run, roundTrip) >= LEAST_SAVED_NANOS;
  }

  private static long contentBytes(Exchange exchange) {
    if (exchange.response().isEmpty()) {
      return 0;
    }
    Message response = exchange.response().get();
    return response.content() instanceof HttpResponse answer
        ? answer.body().wireBytes()
        : response.span().wireBytes();
  }

  private static long durationNanos(List<Exchange> run) {
    return run.getLast().span().endNanos() - startNanos(run.getFirst());
  }

  private static long savedNanos(List<Exchange> run, long roundTrip) {
    return (run.size() - (run.size() + BATCH - 1) / BATCH) * roundTrip;
  }

  private static Finding finding(List<Exchange> run, long roundTrip, long wayNanos) {
    long bytes = run.stream().mapToLong(ChattyExchangeRule::contentBytes).sum();
    FindingDraft draft =
        new FindingDraft(INFO, Party.CLIENT_APPLICATION)
            .evidence(
                Evidence.count("round trips", run.size(), "round trip"),
                Evidence.duration("time of all", durationNanos(run)),
                Evidence.duration("round trip of the path", roundTrip),
                Evidence.bytes("mean size of an answer", bytes / run.size()),
                Evidence.duration("saved with ten in one", savedNanos(run, roundTrip)));
    for (int i = 0; i < run.size(); i++) {
      Exchange exchange = run.get(i);
      draft.exchange(exchange.id()).packet(exchange.firstPacket());
      long end = exchange.span().endNanos();
      long lost = Math.min(roundTrip, end - startNanos(exchange));
      if (i % BATCH != 0) {
        draft.claim(
            new TimeClaim(
                exchange.id(), exchange.connection(), new TimeSpan(end - lost, end), lost));
        // Near the server the way to the client and back lies before the question.
        long way = Math.min(roundTrip - lost, wayNanos);
        long asked = startNanos(exchange);
        draft.claim(
            new TimeClaim(-1, exchange.connection(), new TimeSpan(asked - way, asked), way));
      }
      draft.span(exchange.span()).confidence(exchange.confidence());
    }
    return draft
        .confidence(0.8)
        .advice(
            "Offer one call for many: `/prices?ids=1,2,3`, or the list with the details that the"
                + " client needs.",
            "Until then ask side by side: `asyncio.gather` with one `httpx.AsyncClient`, or HTTP/2"
                + " (`httpx.AsyncClient(http2=True)`).",
            "Move the program that asks nearer to the server.")
        .finding(
            "{round trips} for small answers took {time of all}",
            "Each answer had {mean size of an answer} on average, but cost a journey of {round trip"
                + " of the path}. With ten questions in each request {saved with ten in one} would"
                + " be saved.");
  }
}
