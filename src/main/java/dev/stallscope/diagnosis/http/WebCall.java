package dev.stallscope.diagnosis.http;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.TimeClaim;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.net.ClientOfServer;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.StreamFacts;
import dev.stallscope.protocol.http.HttpBody;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * An exchange whose HTTP request could be read.
 *
 * @param span from the request's first byte to the exchange's end, without any set-up
 * @param target method and whole URL, not redacted: what makes two calls the same
 * @param caller who asks, as far as the request tells
 * @param clientWayNanos from the capture point to the client and back
 */
public record WebCall(
    Exchange exchange,
    HttpRequest request,
    Optional<HttpResponse> response,
    TimeSpan span,
    String target,
    String caller,
    long clientWayNanos) {
  private static final Comparator<WebCall> BY_START = Comparator.comparingLong(WebCall::startNanos);

  /** The calls of a capture, as several rules look at them. */
  private record All(List<WebCall> byStart, Map<ClientOfServer, List<WebCall>> byHosts) {
    static All of(RuleContext context) {
      List<WebCall> calls = read(context);
      Map<ClientOfServer, List<WebCall>> byHosts = new LinkedHashMap<>();
      for (WebCall call : calls) {
        byHosts
            .computeIfAbsent(
                ClientOfServer.of(call.exchange.client(), call.exchange.server()),
                hosts -> new ArrayList<>())
            .add(call);
      }
      byHosts.replaceAll((_, list) -> List.copyOf(list));
      return new All(List.copyOf(calls), byHosts);
    }
  }

  /** The calls of a capture by their start. */
  public static List<WebCall> of(RuleContext context) {
    return context.computed(All.class, All::of).byStart();
  }

  /** The same, by client and server, in the order of their first call. */
  public static Collection<List<WebCall>> byHosts(RuleContext context) {
    return context.computed(All.class, All::of).byHosts().values();
  }

  /**
   * The calls of each connection whose server told how many it may carry at once, by start; also
   * those of protocols that HTTP carries, such as gRPC.
   */
  static Collection<List<WebCall>> byLimitedConnection(RuleContext context) {
    Map<Integer, List<Exchange>> byConnection = new LinkedHashMap<>();
    for (Exchange exchange : context.measurements().exchanges()) {
      if (exchange.connection() >= 0 && httpRequest(exchange).isPresent()) {
        byConnection.computeIfAbsent(exchange.connection(), _ -> new ArrayList<>()).add(exchange);
      }
    }
    Map<String, String> texts = new HashMap<>();
    List<List<WebCall>> limited = new ArrayList<>();
    for (List<Exchange> exchanges : byConnection.values()) {
      if (concurrencyLimit(exchanges.getLast()) != StreamFacts.NO_LIMIT) {
        limited.add(
            exchanges.stream()
                .map(one -> call(context, one, httpRequest(one).orElseThrow(), texts))
                .sorted(BY_START)
                .toList());
      }
    }
    return limited;
  }

  /** What was asked over HTTP, be it in the words of a protocol that HTTP carries. */
  private static Optional<HttpRequest> httpRequest(Exchange exchange) {
    return exchange.kind() == ExchangeKind.REQUEST
            && exchange.request().isPresent()
            && exchange.request().get().content().carrier() instanceof HttpRequest request
        ? Optional.of(request)
        : Optional.empty();
  }

  private static List<WebCall> read(RuleContext context) {
    List<WebCall> calls = new ArrayList<>();
    // Texts that many calls share are kept once, and are soon told from each other.
    Map<String, String> texts = new HashMap<>();
    for (Exchange exchange : context.measurements().exchanges()) {
      if (exchange.kind() == ExchangeKind.REQUEST
          && exchange.request().isPresent()
          && exchange.request().get().content() instanceof HttpRequest request) {
        calls.add(call(context, exchange, request, texts));
      }
    }
    calls.sort(BY_START);
    return calls;
  }

  private static WebCall call(
      RuleContext context, Exchange exchange, HttpRequest request, Map<String, String> texts) {
    Optional<HttpResponse> response =
        exchange
            .response()
            .flatMap(
                message ->
                    message.content().carrier() instanceof HttpResponse answer
                        ? Optional.of(answer)
                        : Optional.empty());
    long end = exchange.span().endNanos();
    long start = exchange.request().map(message -> message.span().firstNanos()).orElse(end);
    return new WebCall(
        exchange,
        request,
        response,
        new TimeSpan(Math.min(start, end), end),
        texts.computeIfAbsent(target(exchange, request), text -> text),
        texts.computeIfAbsent(Caller.of(request), text -> text),
        context.clientWayNanos(exchange.connection()));
  }

  /** Judges the calls of each client at each server, with one finding at most for each. */
  public static RuleOutcome judge(
      RuleContext context, Function<List<WebCall>, Optional<Finding>> finding, String cleared) {
    Collection<List<WebCall>> groups = byHosts(context);
    if (groups.isEmpty()) {
      return new RuleOutcome.NotApplicable("No HTTP request could be read in this capture.");
    }
    List<Finding> findings = new ArrayList<>();
    for (List<WebCall> calls : groups) {
      finding.apply(calls).ifPresent(findings::add);
    }
    return findings.isEmpty()
        ? new RuleOutcome.Clear(cleared)
        : new RuleOutcome.Found(List.copyOf(findings));
  }

  /** How many calls the connection may carry at once, {@link StreamFacts#NO_LIMIT} if unsaid. */
  int concurrencyLimit() {
    return concurrencyLimit(exchange);
  }

  private static int concurrencyLimit(Exchange exchange) {
    return exchange
        .request()
        .map(message -> message.stream().concurrencyLimit())
        .orElse(StreamFacts.NO_LIMIT);
  }

  public int id() {
    return exchange.id();
  }

  public long startNanos() {
    return span.startNanos();
  }

  public long endNanos() {
    return span.endNanos();
  }

  public long durationNanos() {
    return span.durationNanos();
  }

  /**
   * When a request that the client sends as soon as it has the answer is captured at the earliest:
   * near the server a round trip after the end of the answer.
   */
  public long followedNanos() {
    return endNanos() + clientWayNanos;
  }

  /** The status, or 0 where no response was read. */
  public int code() {
    return response.map(HttpResponse::code).orElse(0);
  }

  /** What the response carried, {@link HttpBody#NONE} where none was read. */
  HttpBody body() {
    return response.map(HttpResponse::body).orElse(HttpBody.NONE);
  }

  private static String target(Exchange exchange, HttpRequest request) {
    return request.method()
        + " "
        + request.url().orElseGet(() -> exchange.server() + request.target());
  }

  /** Method and target as a person reads them, without secrets. */
  public String shown() {
    return CallTemplate.shown(request.label());
  }

  /** From the first byte of the response to its last; empty at the end where there is none. */
  public TimeSpan receiving() {
    long first =
        exchange
            .response()
            .map(message -> message.span())
            .map(MessageSpan::firstNanos)
            .orElse(endNanos());
    return new TimeSpan(Math.clamp(first, startNanos(), endNanos()), endNanos());
  }

  /** All of the call, with the set-up that only it waited for. */
  public TimeClaim claim() {
    return new TimeClaim(
        id(), exchange.connection(), exchange.span(), exchange.span().durationNanos());
  }

  /**
   * The way to the client and back behind the answer, which the next call of a sequence waits for:
   * part of no exchange where the capture stood nearer the server.
   */
  public TimeClaim wayClaim() {
    TimeSpan way = new TimeSpan(endNanos(), followedNanos());
    return new TimeClaim(-1, exchange.connection(), way, way.durationNanos());
  }

  /** A part of the call that was lost altogether. */
  public TimeClaim claim(TimeSpan lost) {
    return new TimeClaim(id(), exchange.connection(), lost, lost.durationNanos());
  }
}
