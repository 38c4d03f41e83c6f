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
import dev.stallscope.exchange.Phase;
import dev.stallscope.exchange.PhaseTimings.Timing;
import dev.stallscope.measure.Layer;
import dev.stallscope.net.IpAddress;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** P23: connections to several servers opened one after another. */
public final class SequentialConnectsRule implements Rule {
  private static final int LEAST_SERVERS = 3;

  /** A longer rest before the next connection is the program's, or a person's. */
  private static final long LARGEST_GAP_NANOS = Nanos.ofMillis(50);

  private static final long LEAST_SAVED_NANOS = Nanos.ofMillis(100);
  private static final double CONFIDENCE = 0.65;

  private static final String HELP =
      """
      ## What it is
      A program needs several servers and opens the connection to each only when it comes to it: \\
      look up the name, connect, agree on TLS, ask; then the next server from the beginning. The \\
      openings could have run side by side before they were needed.

      ## How it is recognised
      One client connects to at least three servers that it had not spoken to, each within 50 ms \\
      after the first answer of the one before, with nothing else under way; opened together, \\
      100 ms or more would be saved: all openings but the longest. A redirect names its next \\
      server only then, and does not count.

      ## What it is mistaken for
      A slow network: each opening takes no longer than its round trips.

      ## What to do
      Open the connections when the program starts, together.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "sequential-connects",
          Layer.APPLICATION,
          "Connections to several servers were opened one after another",
          HELP);

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
    Map<IpAddress, List<Exchange>> byClient = new LinkedHashMap<>();
    for (Exchange exchange : context.measurements().exchanges()) {
      if (exchange.kind() == ExchangeKind.REQUEST
          && context.measurements().isTcp(exchange.connection())) {
        byClient
            .computeIfAbsent(exchange.client().address(), client -> new ArrayList<>())
            .add(exchange);
      }
    }
    if (byClient.isEmpty()) {
      return new RuleOutcome.NotApplicable("No request over TCP was captured.");
    }
    List<Finding> findings = new ArrayList<>();
    for (List<Exchange> requests : byClient.values()) {
      List<Exchange> run = longestRun(requests);
      if (run.size() >= LEAST_SERVERS && savedNanos(run) >= LEAST_SAVED_NANOS) {
        findings.add(finding(run));
      }
    }
    return findings.isEmpty()
        ? new RuleOutcome.Clear("No client opened connections to three servers one by one.")
        : new RuleOutcome.Found(List.copyOf(findings));
  }

  /** Requests that waited for a connection to a new server, each right behind the one before. */
  private static List<Exchange> longestRun(List<Exchange> requests) {
    List<Exchange> byStart = new ArrayList<>(requests);
    byStart.sort(Comparator.comparingLong(request -> request.span().startNanos()));
    Set<String> known = new HashSet<>();
    List<Exchange> longest = List.of();
    List<Exchange> run = new ArrayList<>();
    long busyUntil = Long.MIN_VALUE;
    for (Exchange request : byStart) {
      boolean isNew = known.add(server(request)) && openingNanos(request) > 0;
      if (!run.isEmpty() && !(isNew && follows(run.getLast(), request, busyUntil))) {
        run = new ArrayList<>();
      }
      if (isNew && request.span().startNanos() >= busyUntil) {
        run.add(request);
        longest = run.size() > longest.size() ? List.copyOf(run) : longest;
      }
      busyUntil = Math.max(busyUntil, request.span().endNanos());
    }
    return longest;
  }

  private static boolean follows(Exchange former, Exchange request, long busyUntil) {
    long start = request.span().startNanos();
    return start >= busyUntil
        && start - former.span().endNanos() <= LARGEST_GAP_NANOS
        && request.parent() == former.parent()
        && !isRedirect(former);
  }

  private static boolean isRedirect(Exchange exchange) {
    return exchange.response().isPresent()
        && exchange.response().get().content() instanceof HttpResponse response
        && response.isRedirect();
  }

  private static String server(Exchange exchange) {
    return exchange.server().address().toString();
  }

  private static List<Timing> opening(Exchange request) {
    return request.phases().timings().stream()
        .filter(
            timing ->
                timing.phase() == Phase.DNS
                    || timing.phase() == Phase.CONNECT
                    || timing.phase() == Phase.TLS)
        .toList();
  }

  private static long openingNanos(Exchange request) {
    return opening(request).stream().mapToLong(timing -> timing.span().durationNanos()).sum();
  }

  private static Exchange slowest(List<Exchange> run) {
    return run.stream()
        .max(Comparator.comparingLong(SequentialConnectsRule::openingNanos))
        .orElseThrow();
  }

  private static long savedNanos(List<Exchange> run) {
    long sum = run.stream().mapToLong(SequentialConnectsRule::openingNanos).sum();
    return sum - openingNanos(slowest(run));
  }

  private static Finding finding(List<Exchange> run) {
    Exchange slowest = slowest(run);
    FindingDraft draft =
        new FindingDraft(INFO, Party.CLIENT_APPLICATION)
            .evidence(
                Evidence.count("servers", run.size(), "server"),
                Evidence.duration("all openings", savedNanos(run) + openingNanos(slowest)),
                Evidence.duration("longest opening", openingNanos(slowest)),
                Evidence.duration("saved side by side", savedNanos(run)));
    for (Exchange request : run) {
      draft
          .exchange(request.id())
          .connection(request.connection())
          .span(request.span())
          .packet(request.firstPacket());
      if (request.id() != slowest.id()) {
        for (Timing timing : opening(request)) {
          TimeSpan span = timing.span();
          draft.claim(
              new TimeClaim(request.id(), request.connection(), span, span.durationNanos()));
        }
      }
    }
    return draft
        .confidence(CONFIDENCE)
        .advice(
            "Open them when the program starts: `await asyncio.gather(*(client.head(url) for url in"
                + " servers))` with one `httpx.AsyncClient` or `aiohttp.ClientSession` that is kept.",
            "With requests a `ThreadPoolExecutor` and one `Session`; in a page `<link"
                + " rel=\"preconnect\" href=\"https://api.example\">` for each server.",
            "Fewer names are fewer openings: put the services behind one proxy.")
        .finding(
            "Connections to {servers} were opened one after another, which took {all openings}",
            "Each server was only looked up and connected to when the one before had answered."
                + " Opened together they would have taken {longest opening}, {saved side by side}"
                + " less.");
  }
}
