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
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** P04, P05: a new connection for each request where an old one could have served. */
public final class NoKeepAliveRule implements Rule {
  private static final double CHURN_CONFIDENCE = 0.9;
  private static final double TIMER_CONFIDENCE = 0.95;

  private static final String CLIENT_KEEPS =
      "Client: keep one `requests.Session()`, one `httpx.Client` or `AsyncClient`, one"
          + " `aiohttp.ClientSession` for the whole program, instead of `requests.get(...)`"
          + " or a new client for each call.";

  private static final String SERVER_KEEPS =
      "Server: gunicorn's sync workers never keep connections: `-k gthread --keep-alive 75` or"
          + " uvicorn's worker; uvicorn `--timeout-keep-alive 75`; no `Connection: close`; Flask's"
          + " own server closes after each answer and is for development only.";

  private static final String LIMIT =
      "Server: let a connection carry more requests: nginx `keepalive_requests 1000;` (its default),"
          + " Apache `MaxKeepAliveRequests 1000`, lighttpd `server.max-keep-alive-requests = 1000`."
          + " uvicorn's `--limit-max-requests` and gunicorn's `--max-requests` end the whole worker:"
          + " give them some thousands.";

  private static final String HELP =
      """
      ## What it is
      The client opened a connection, sent a request or two, closed it, and opened the next one \
      for the next request; or the server gave up the idle connection just before it was wanted \
      again, or ended each after a few requests. Each opening costs a round trip, with TLS two or three, and starts slowly again.

      ## How it is recognised
      At least five new connections of one client to one server name within 60 s, two requests on \
      each at most in the median, and for 50 % of them another connection was idle or had closed \
      less than 5 s before, so that it could have been used again. Or the server closed three \
      idle connections or more after the same time (500 ms or more, with a spread below 5 %), and \
      the client came back within twice that time. Or the server ended connections unasked and \
      right behind an answer that was no error, the client opened another one within 5 s, four \
      times or more, and these handshakes took 5 % or more of the time that all requests took. What \
      is counted are the handshakes that were avoidable.

      ## What it is mistaken for
      Several connections at once for requests at the same time: those are needed. Connections \
      that carry streams, and HTTP/2 connections whose requests cannot be counted without keys, \
      are left out. A server that ends a connection after each hundred or thousand requests costs \
      next to nothing.

      ## What to do
      Keep one client object with its pool, and let the server keep connections open longer than \
      its clients pause.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("no-keep-alive", Layer.HTTP, "A new connection for each request", HELP);

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
    Collection<List<ConnectionUse>> byPeers = ConnectionUse.byPeers(context);
    if (byPeers.isEmpty()) {
      return new RuleOutcome.NotApplicable("No opening of an HTTP or TLS connection was captured.");
    }
    SetUps setUps = SetUps.of(context);
    List<Finding> findings = new ArrayList<>();
    for (List<ConnectionUse> uses : byPeers) {
      ShortKeepAlive.of(uses)
          .map(timer -> finding(timer, setUps))
          .or(() -> ConnectionChurn.of(uses).map(churn -> finding(churn, setUps)))
          .or(() -> ServerRequestLimit.of(uses, setUps).map(limit -> finding(limit, setUps)))
          .ifPresent(findings::add);
    }
    return findings.isEmpty()
        ? new RuleOutcome.Clear("Connections served several requests, or were few, or needed.")
        : new RuleOutcome.Found(List.copyOf(findings));
  }

  private static long claim(FindingDraft draft, List<ConnectionUse> avoidable, SetUps setUps) {
    avoidable.forEach(use -> setUps.claim(draft, use.id()));
    return avoidable.stream().mapToLong(use -> setUps.durationNanos(use.id())).sum();
  }

  private static void prove(FindingDraft draft, List<ConnectionUse> uses) {
    for (ConnectionUse use : uses) {
      draft
          .connection(use.id())
          .span(new TimeSpan(use.openNanos(), use.openNanos()))
          .packet(use.connection().handshake().synPacket());
    }
  }

  private static Finding finding(ConnectionChurn churn, SetUps setUps) {
    boolean isServers = churn.isServers();
    FindingDraft draft =
        new FindingDraft(INFO, isServers ? Party.SERVER_OPERATIONS : Party.CLIENT_APPLICATION);
    long lost = claim(draft, churn.avoidable(), setUps);
    prove(draft, churn.uses());
    draft.evidence(
        Evidence.count("new connections", churn.uses().size(), "new connection"),
        Evidence.count("avoidable", churn.avoidable().size()),
        Evidence.count("usual requests", churn.medianRequests(), "request"),
        Evidence.duration("handshakes", lost),
        Evidence.text("who ends the connections", isServers ? "the server" : "the client"));
    return draft
        .confidence(CHURN_CONFIDENCE)
        .advice(isServers ? SERVER_KEEPS : CLIENT_KEEPS)
        .advice(
            "nginx towards the application: `upstream { keepalive 32; }`, `proxy_http_version"
                + " 1.1; proxy_set_header Connection \"\";`")
        .finding(
            "{new connections} where few would do: handshakes took {handshakes}",
            "The client opened {new connections} to the same server, with {usual requests} on each,"
                + " though an earlier one could have been used again ({avoidable} times). Each"
                + " opening costs at least one round trip before the request can be sent.");
  }

  private static Finding finding(ShortKeepAlive timer, SetUps setUps) {
    FindingDraft draft = new FindingDraft(INFO, Party.SERVER_OPERATIONS);
    long lost = claim(draft, timer.reopened(), setUps);
    timer.closed().forEach(use -> draft.packet(use.connection().closing().finPacket()));
    prove(draft, timer.reopened());
    timer.closed().forEach(use -> draft.connection(use.id()));
    draft.evidence(
        Evidence.duration("kept for", timer.restNanos()),
        Evidence.count("closed by the server", timer.closed().size(), "connection"),
        Evidence.count("opened again", timer.reopened().size(), "connection"),
        Evidence.duration("handshakes", lost),
        Evidence.text("likely server", timer.likelyServer()));
    timer
        .announced()
        .ifPresent(value -> draft.evidence(Evidence.text("its Keep-Alive field", value)));
    return draft
        .confidence(TIMER_CONFIDENCE)
        .advice(
            "Let the server keep idle connections longer than its clients pause: uvicorn"
                + " `--timeout-keep-alive 75` (default 5), gunicorn `--keep-alive 75` (default 2)"
                + " with `-k gthread` or uvicorn's worker, nginx `keepalive_timeout 75s`.",
            "Behind a proxy or load balancer its idle time has to be the shorter one, or requests"
                + " meet connections that are just being closed: AWS ALB 60 s, nginx upstream"
                + " `keepalive_timeout 60s`.")
        .finding(
            "The server closes idle connections after {kept for}, just before they are wanted",
            "The server ended {closed by the server} after the same rest, and the client had to"
                + " open a new one soon after ({opened again}), which took {handshakes}. Likely"
                + " server: {likely server}.");
  }

  private static Finding finding(ServerRequestLimit limit, SetUps setUps) {
    FindingDraft draft = new FindingDraft(INFO, Party.SERVER_OPERATIONS);
    long lost = claim(draft, limit.reopened(), setUps);
    limit.ended().forEach(use -> draft.packet(use.connection().closing().finPacket()));
    prove(draft, limit.reopened());
    limit.ended().forEach(use -> draft.connection(use.id()));
    draft.evidence(
        Evidence.count("usual requests", limit.medianRequests(), "request"),
        Evidence.count("ended by the server", limit.ended().size(), "connection"),
        Evidence.count("opened again", limit.reopened().size(), "connection"),
        Evidence.duration("handshakes", lost),
        Evidence.share("share of the requests' time", limit.share()));
    return draft
        .confidence(CHURN_CONFIDENCE)
        .atMost(Severity.of(limit.lostNanos(), limit.spentNanos()))
        .advice(LIMIT)
        .finding(
            "The server ends connections after {usual requests}: opening others took {handshakes}",
            "The server ended {ended by the server} right behind an answer, without having been"
                + " asked to, usually after {usual requests}. The client had more to ask and had to"
                + " open {opened again} in their place.");
  }
}
