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
import dev.stallscope.diagnosis.TimeClaim;
import dev.stallscope.diagnosis.Wait;
import dev.stallscope.diagnosis.WaitGroup;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.IpAddress;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A06: a request met a connection that the server was closing. */
public final class KeepAliveRaceRule implements Rule {
  /** A later call of the same kind is no retry of this one. */
  private static final long RETRY_NANOS = Nanos.ofSeconds(2);

  private static final String HELP =
      """
      ## What it is
      The client kept a connection open for its next request, and the server closed it at the \
      very moment when the request was sent. The request is lost; the client has to send it again \
      on a new connection, or reports an error such as `RemoteDisconnected` or `ReadError`.

      ## How it is recognised
      A request on a connection that had answered before met the server's FIN or RST within a \
      round trip, and no answer came. The same call within 2 s is its second attempt; an encrypted \
      request counts only where there is one. Closing \
      after a response without another request is how connections end, and is left out.

      ## What it is mistaken for
      A crash of the server: there the connection breaks long after the request had arrived.

      ## What to do
      The client has to give up idle connections earlier than the server: let the server's \
      keep-alive time be longer than that of every client and proxy before it.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "keep-alive-race",
          Layer.HTTP,
          "A request met a connection that the server was closing",
          HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return WaitGroup.judge(
        context,
        group -> certain(context, group).map(certain -> finding(context, certain)),
        () -> "No request met a connection that its server was closing.",
        StallCause.KEEP_ALIVE_RACE);
  }

  /** What a client says last under TLS need be no request, unless it says the same again. */
  private static Optional<WaitGroup> certain(RuleContext context, WaitGroup group) {
    List<Wait> certain =
        group.waits().stream()
            .filter(
                wait ->
                    wait.exchange() < 0
                        || context.exchange(wait.exchange()).protocol() != AppProtocol.TLS
                        || isRetried(context, wait.exchange()))
            .toList();
    return certain.isEmpty()
        ? Optional.empty()
        : Optional.of(new WaitGroup(group.client(), group.server(), certain));
  }

  private static Finding finding(RuleContext context, WaitGroup group) {
    long retried = group.exchanges().stream().filter(id -> isRetried(context, id)).count();
    List<TimeClaim> ways =
        group.waits().stream()
            .map(wait -> context.clientWay(wait.connection(), wait.interval().endNanos()))
            .toList();
    long noticed = group.durationNanos() + ways.stream().mapToLong(TimeClaim::lostNanos).sum();
    FindingDraft draft =
        new FindingDraft(INFO, Party.SERVER_OPERATIONS)
            .waits(group)
            .evidence(
                Evidence.count("requests lost", group.exchanges().size(), "request"),
                Evidence.count("of them sent again", retried),
                Evidence.duration("time until it was noticed", noticed),
                Evidence.text("server", group.server().toString()));
    ways.forEach(draft::claim);
    if (retried < group.exchanges().size()) {
      draft.atLeast(Severity.MINOR);
    }
    return draft
        .advice(
            "Let the server keep idle connections longer than its clients do: uvicorn"
                + " `--timeout-keep-alive 75`, gunicorn `--keep-alive 75` (with `-k gthread` or"
                + " uvicorn's worker), behind nginx or a load balancer of 60 s.",
            "Or let the client give up earlier: httpx `Limits(keepalive_expiry=2)`, aiohttp"
                + " `TCPConnector(keepalive_timeout=2)`, nginx upstream `keepalive_timeout 4s`.",
            "Repeat requests that are safe to repeat: urllib3 `Retry(connect=2, read=1)`, httpx"
                + " `HTTPTransport(retries=1)` covers connecting only.")
        .finding(
            "{requests lost} met a connection that the server was closing",
            "The client used a kept connection at the moment when the server closed it, so that"
                + " the server never answered; that was noticed after {time until it was noticed}."
                + " The client has to send the request again on a new connection, or fails.");
  }

  /** What makes two requests the same call of one client. */
  private record Call(IpAddress client, String label) {
    static Call of(Exchange exchange) {
      return new Call(exchange.client().address(), exchange.label());
    }
  }

  /** All requests of a capture, by call. */
  private record Requests(Map<Call, List<Exchange>> byCall) {
    static Requests of(RuleContext context) {
      Map<Call, List<Exchange>> byCall = new HashMap<>();
      for (Exchange exchange : context.measurements().exchanges()) {
        if (exchange.kind() == ExchangeKind.REQUEST) {
          byCall.computeIfAbsent(Call.of(exchange), _ -> new ArrayList<>()).add(exchange);
        }
      }
      return new Requests(byCall);
    }
  }

  /** The same was asked again soon, on another connection. */
  private static boolean isRetried(RuleContext context, int id) {
    Exchange lost = context.exchange(id);
    long end = lost.span().endNanos();
    return context
        .computed(Requests.class, Requests::of)
        .byCall()
        .getOrDefault(Call.of(lost), List.of())
        .stream()
        .anyMatch(
            later ->
                later.connection() != lost.connection()
                    && later.span().startNanos() > lost.span().startNanos()
                    && later.span().startNanos() - end <= RETRY_NANOS);
  }
}
