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
import dev.stallscope.diagnosis.TimeClaim;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpConnection.Closing;
import dev.stallscope.flow.tcp.TcpConnection.Handshake.Outcome;
import dev.stallscope.measure.Layer;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** P04, P05: a new connection for each request where an old one could have served. */
public final class NoKeepAliveRule implements Rule {
  /** So many new connections to one server (P04) ... */
  private static final int LEAST_CONNECTIONS = 5;

  /** ... within this time ... */
  private static final long WITHIN_NANOS = Nanos.ofSeconds(60);

  /** ... with so few requests each ... */
  private static final int MOST_REQUESTS = 2;

  /** ... half of them shortly after another one had closed. */
  private static final long CLOSED_AGO_NANOS = Nanos.ofSeconds(5);

  private static final double LEAST_SHARE = 0.5;

  private static final String HELP =
      """
      ## What it is
      The client opened a connection, sent a request or two, closed it, and opened the next one \
      for the next request. Each opening costs a round trip, with TLS two or three, and starts \
      slowly again.

      ## How it is recognised
      At least 50 % of the new connections could have been spared. \
      At least five new connections of one client to one server within 60 s, two requests on each \
      at most in the median, and for half of them another connection was idle or had closed less \
      than 5 s before, so that it could have been used again. The time is that of the handshakes \
      that were avoidable.

      ## What it is mistaken for
      Several connections at once for requests at the same time: those are needed.

      ## What to do
      Keep one client object with its pool, and let the server keep connections open.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("no-keep-alive", Layer.HTTP, "A new connection for each request", HELP);

  /**
   * A connection with its requests.
   *
   * @param idleNanos when its last request had ended
   */
  private record Use(TcpConnection connection, List<Exchange> requests, long idleNanos) {
    long startNanos() {
      return connection.startNanos();
    }

    /** When it was closed; never where that was not seen. */
    long closedNanos() {
      Closing closing = connection.closing();
      long fin = closing.finNanos() >= 0 ? closing.finNanos() : Long.MAX_VALUE;
      long reset = closing.resetNanos() >= 0 ? closing.resetNanos() : Long.MAX_VALUE;
      return Math.min(fin, reset);
    }

    boolean couldServe(long nanos) {
      return idleNanos <= nanos
          && (closedNanos() > nanos || nanos - closedNanos() <= CLOSED_AGO_NANOS);
    }
  }

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
    Map<String, List<Use>> byHosts = uses(context);
    if (byHosts.isEmpty()) {
      return new RuleOutcome.NotApplicable("No opening of an HTTP or TLS connection was captured.");
    }
    List<Finding> findings = new ArrayList<>();
    byHosts.values().forEach(uses -> finding(context, uses).ifPresent(findings::add));
    return findings.isEmpty()
        ? new RuleOutcome.Clear("Connections served several requests, or were few, or needed.")
        : new RuleOutcome.Found(List.copyOf(findings));
  }

  private static Map<String, List<Use>> uses(RuleContext context) {
    Map<Integer, List<Exchange>> requests = new LinkedHashMap<>();
    for (Exchange exchange : context.measurements().exchanges()) {
      if (exchange.kind() == ExchangeKind.REQUEST
          && exchange.connection() >= 0
          && isWeb(exchange)) {
        requests.computeIfAbsent(exchange.connection(), id -> new ArrayList<>()).add(exchange);
      }
    }
    Map<String, List<Use>> byHosts = new LinkedHashMap<>();
    requests.forEach(
        (id, list) -> {
          TcpConnection connection = context.connection(id);
          if (connection.handshake().outcome() == Outcome.ESTABLISHED) {
            long end = list.stream().mapToLong(e -> e.span().endNanos()).max().orElseThrow();
            byHosts
                .computeIfAbsent(
                    connection.client().address() + " " + connection.server(),
                    hosts -> new ArrayList<>())
                .add(new Use(connection, list, end));
          }
        });
    byHosts.values().forEach(uses -> uses.sort(Comparator.comparingLong(Use::startNanos)));
    return byHosts;
  }

  private static boolean isWeb(Exchange exchange) {
    return switch (exchange.protocol()) {
      case HTTP1, HTTP2, TLS -> true;
      case DNS,
          MDNS,
          LLMNR,
          HTTP3,
          GRPC,
          QUIC,
          WEBSOCKET,
          POSTGRESQL,
          MYSQL,
          REDIS,
          MEMCACHED,
          UNKNOWN ->
          false;
    };
  }

  private static Optional<Finding> finding(RuleContext context, List<Use> uses) {
    List<Use> avoidable = avoidable(uses);
    boolean isChurn =
        isFrequent(uses)
            && medianRequests(uses) <= MOST_REQUESTS
            && avoidable.size() >= LEAST_SHARE * uses.size();
    return isChurn ? Optional.of(finding(context, uses, avoidable)) : Optional.empty();
  }

  private static boolean isFrequent(List<Use> uses) {
    for (int i = LEAST_CONNECTIONS - 1; i < uses.size(); i++) {
      if (uses.get(i).startNanos() - uses.get(i - LEAST_CONNECTIONS + 1).startNanos()
          <= WITHIN_NANOS) {
        return true;
      }
    }
    return false;
  }

  private static int medianRequests(List<Use> uses) {
    return uses.stream().map(use -> use.requests().size()).sorted().toList().get(uses.size() / 2);
  }

  /** Each connection can take over from one that came before, once. */
  private static List<Use> avoidable(List<Use> uses) {
    List<Use> free = new ArrayList<>();
    List<Use> avoidable = new ArrayList<>();
    for (Use use : uses) {
      free.removeIf(former -> former.closedNanos() < use.startNanos() - CLOSED_AGO_NANOS);
      for (Use former : free) {
        if (former.couldServe(use.startNanos())) {
          avoidable.add(use);
          free.remove(former);
          break;
        }
      }
      free.add(use);
    }
    return avoidable;
  }

  private static Finding finding(RuleContext context, List<Use> uses, List<Use> avoidable) {
    Map<Integer, List<Exchange>> setUps = setUps(context);
    boolean isServers = isServers(uses);
    FindingDraft draft =
        new FindingDraft(INFO, isServers ? Party.SERVER_OPERATIONS : Party.CLIENT_APPLICATION);
    long lost = 0;
    for (Use use : avoidable) {
      for (Exchange setUp : setUps.getOrDefault(use.connection().id(), List.of())) {
        TimeSpan span = setUp.span();
        draft.claim(new TimeClaim(setUp.id(), setUp.connection(), span, span.durationNanos()));
        lost += span.durationNanos();
      }
    }
    for (Use use : uses) {
      draft
          .connection(use.connection().id())
          .span(new TimeSpan(use.startNanos(), use.startNanos()))
          .packet(use.connection().handshake().synPacket());
    }
    draft.evidence(
        Evidence.count("new connections", uses.size(), "new connection"),
        Evidence.count("avoidable", avoidable.size()),
        Evidence.count("usual requests", medianRequests(uses), "request"),
        Evidence.duration("handshakes", lost),
        Evidence.text("who ends the connections", isServers ? "the server" : "the client"));
    return draft
        .confidence(0.9)
        .advice(
            "Client: keep one `requests.Session()`, one `httpx.Client` or `AsyncClient`, one"
                + " `aiohttp.ClientSession` for the whole program, instead of `requests.get(...)`"
                + " or a new client for each call.",
            "Server: gunicorn's sync workers never keep connections: `-k gthread --keep-alive 75`"
                + " or uvicorn's worker; uvicorn `--timeout-keep-alive 75`; no `Connection:"
                + " close`.",
            "nginx towards the application: `upstream { keepalive 32; }`, `proxy_http_version"
                + " 1.1; proxy_set_header Connection \"\";`")
        .finding(
            "{new connections} where few would do: handshakes took {handshakes}",
            "The client opened {new connections} to the same server, with {usual requests} on each,"
                + " though an earlier one could have been used again ({avoidable} times). Each"
                + " opening costs at least one round trip before the request can be sent.");
  }

  private static Map<Integer, List<Exchange>> setUps(RuleContext context) {
    Map<Integer, List<Exchange>> setUps = new HashMap<>();
    for (Exchange exchange : context.measurements().exchanges()) {
      if (exchange.kind() == ExchangeKind.CONNECT || exchange.kind() == ExchangeKind.TLS) {
        setUps.computeIfAbsent(exchange.connection(), id -> new ArrayList<>()).add(exchange);
      }
    }
    return setUps;
  }

  /** Whether the server ends most of them, without having been asked to. */
  private static boolean isServers(List<Use> uses) {
    int byServer = 0;
    for (Use use : uses) {
      Exchange last = use.requests().getLast();
      boolean isAsked =
          last.request().isPresent()
              && last.request().get().content() instanceof HttpRequest request
              && !request.isPersistent();
      boolean isRefused =
          last.response().isPresent()
              && last.response().get().content() instanceof HttpResponse response
              && !response.isPersistent();
      Closing closing = use.connection().closing();
      boolean isClosed =
          closing.finNanos() >= 0 && closing.firstFinBy() == Direction.SERVER_TO_CLIENT;
      byServer += !isAsked && (isRefused || isClosed) ? 1 : 0;
    }
    return 2 * byServer > uses.size();
  }
}
