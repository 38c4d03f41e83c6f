package dev.stallscope.ui.waterfall;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.exchange.Causes;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.Phase;
import dev.stallscope.measure.Download;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.protocol.http.Redaction;
import dev.stallscope.report.Labels;
import dev.stallscope.report.Printable;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What rows are made of: the exchanges of an analysis by id, with secrets masked. */
final class ExchangeTable {
  /** Of a capture without any. */
  static final ExchangeTable EMPTY =
      new ExchangeTable(List.of(), List.of(), _ -> List.of(), _ -> Optional.empty(), List.of());

  /** A menu is made of what they hold, while somebody waits for it. */
  private static final int SAMPLED_ANSWERS = 2000;

  private final List<Exchange> exchanges;
  private final List<Finding> findings;
  private final Function<Exchange, Optional<Download>> downloads;
  private final @Nullable String[] labels;
  private final String[] hosts;
  private final IntFunction<List<LostTime>> lost;
  private final TimeSpan span;
  private final List<Exchange> losing;
  private final List<TimeSpan> connections;
  private @Nullable Causes causes;

  private ExchangeTable(
      List<Exchange> exchanges,
      List<Finding> findings,
      IntFunction<List<LostTime>> lost,
      Function<Exchange, Optional<Download>> downloads,
      List<TimeSpan> connections) {
    this.connections = connections;
    this.downloads = downloads;
    this.exchanges = exchanges;
    this.findings = findings;
    labels = new String[exchanges.size()];
    Map<Integer, String> names = serverNames(exchanges);
    hosts = new String[exchanges.size()];
    for (Exchange exchange : exchanges) {
      hosts[exchange.id()] = host(exchange, names.get(exchange.connection()));
    }
    this.lost = lost;
    span = span(exchanges, lost);
    losing =
        exchanges.stream()
            .filter(exchange -> !exchange.isPartOfParent())
            .filter(exchange -> !lost.apply(exchange.id()).isEmpty())
            .toList();
  }

  static ExchangeTable of(Analysis analysis) {
    return new ExchangeTable(
        analysis.measurements().exchanges(),
        analysis.findings(),
        analysis.lostTimes()::ofExchange,
        analysis.measurements()::download,
        IntStream.range(0, analysis.measurements().connectionCount())
            .mapToObj(analysis.measurements()::span)
            .toList());
  }

  /** What clients called the server of each connection: in the handshake, else in a request. */
  private static Map<Integer, String> serverNames(List<Exchange> exchanges) {
    Map<Integer, String> names = new HashMap<>();
    for (Exchange exchange : exchanges) {
      exchange
          .setup()
          .flatMap(setup -> setup.content().serverName())
          .ifPresent(name -> names.put(exchange.connection(), name.toLowerCase(Locale.ROOT)));
      request(exchange)
          .flatMap(HttpRequest::host)
          .ifPresent(name -> names.putIfAbsent(exchange.connection(), name));
    }
    return names;
  }

  private static String host(Exchange exchange, @Nullable String serverName) {
    String known = serverName == null ? exchange.server().address().toString() : serverName;
    return request(exchange).flatMap(HttpRequest::host).orElse(known);
  }

  private static Optional<HttpRequest> request(Exchange exchange) {
    return exchange
        .request()
        .map(message -> message.content().carrier())
        .filter(HttpRequest.class::isInstance)
        .map(HttpRequest.class::cast);
  }

  /** Never empty, so that it can be drawn on a scale. */
  private static TimeSpan span(List<Exchange> exchanges, IntFunction<List<LostTime>> lost) {
    long start = exchanges.stream().mapToLong(one -> one.span().startNanos()).min().orElse(0);
    long end = exchanges.stream().mapToLong(one -> end(one, lost)).max().orElse(0);
    return new TimeSpan(start, Math.max(end, start + Nanos.PER_MILLI));
  }

  /** Of the exchange, or of what was lost after it. */
  private static long end(Exchange exchange, IntFunction<List<LostTime>> lost) {
    return lost.apply(exchange.id()).stream()
        .mapToLong(LostTime::endNanos)
        .reduce(exchange.span().endNanos(), Math::max);
  }

  int size() {
    return exchanges.size();
  }

  Exchange exchange(int id) {
    return exchanges.get(id);
  }

  List<Finding> findings() {
    return findings;
  }

  /** From a connection's first packet to its last; empty where there is none. */
  Optional<TimeSpan> connectionSpan(int connection) {
    return connection < 0 || connection >= connections.size()
        ? Optional.empty()
        : Optional.of(connections.get(connection));
  }

  /** From the first exchange's start to the end of the last one, or of what it lost. */
  TimeSpan span() {
    return span;
  }

  /** Those with a row of their own that lost time. */
  List<Exchange> losing() {
    return losing;
  }

  /** The exchange's name, made when it is first asked for. */
  String label(int id) {
    String label = labels[id];
    if (label == null) {
      label = Labels.REDACTED.of(exchange(id));
      labels[id] = label; // threads may do it twice, with the same result
    }
    return label;
  }

  /** The server's name as the client used it, lower case, else its address. */
  String host(int id) {
    return hosts[id];
  }

  /** What caused what; found when it is first asked for, some milliseconds for ten thousand. */
  synchronized Causes causes() {
    Causes known = causes == null ? Causes.of(exchanges) : causes;
    causes = known;
    return known;
  }

  /** The request, where it is one of HTTP. */
  Optional<HttpRequest> request(int id) {
    return request(exchange(id));
  }

  String protocol(int id) {
    return exchange(id).protocol().title();
  }

  /** The server's address. */
  String address(int id) {
    return exchange(id).server().address().toString();
  }

  /** How urgent the client said it is among others on its connection, or empty. */
  String priority(int id) {
    return exchange(id)
        .request()
        .map(message -> Printable.of(message.stream().priority()))
        .orElse("");
  }

  /** When the first byte of the answer came; empty without one. */
  OptionalLong answerNanos(int id) {
    Optional<Message> response = exchange(id).response();
    return response.isPresent()
        ? OptionalLong.of(response.get().span().firstNanos())
        : OptionalLong.empty();
  }

  /** How long it waited from the request's last byte to the answer's first; empty without both. */
  OptionalLong latencyNanos(int id) {
    Optional<TimeSpan> wait = exchange(id).phases().span(Phase.WAIT);
    return wait.isPresent() && exchange(id).response().isPresent()
        ? OptionalLong.of(wait.get().durationNanos())
        : OptionalLong.empty();
  }

  /** The values of a header field of the answer, secrets masked; empty without any. */
  String header(int id, String name) {
    return response(id)
        .map(response -> response.headers().all(name).stream())
        .map(values -> values.map(value -> Redaction.header(name, value)))
        .map(values -> Printable.of(values.collect(Collectors.joining(", "))))
        .orElse("");
  }

  /**
   * Names of header fields of answers, lower case, the most frequent first; in a long capture of
   * some answers all over it.
   */
  List<String> headerNames() {
    Map<String, Long> counts =
        IntStream.iterate(0, id -> id < size(), id -> id + 1 + size() / SAMPLED_ANSWERS)
            .mapToObj(this::response)
            .flatMap(Optional::stream)
            .flatMap(response -> response.headers().fields().stream())
            .map(field -> field.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The response, where it is one of HTTP. */
  Optional<HttpResponse> response(int id) {
    return exchange(id)
        .response()
        .map(message -> message.content().carrier())
        .filter(HttpResponse.class::isInstance)
        .map(HttpResponse.class::cast);
  }

  /** The media type of the answer without its parameters, lower case, or empty. */
  String mediaType(int id) {
    return response(id).map(response -> Printable.of(response.mediaType().essence())).orElse("");
  }

  /** The request's method, or empty. */
  String method(int id) {
    return request(exchange(id)).map(HttpRequest::method).orElse("");
  }

  /** The outcome as it was written, or empty. */
  String status(int id) {
    return exchange(id).status().orElse("");
  }

  /** Bytes of the answer on the wire at its layer; empty without one, and for datagrams. */
  OptionalLong sizeBytes(int id) {
    Optional<Message> response = exchange(id).response();
    return response.isPresent() && response.get().span().startOffset() >= 0
        ? OptionalLong.of(response.get().span().wireBytes())
        : OptionalLong.empty();
  }

  /** How the answer arrived; empty where that was at once, or is not known. */
  Optional<Download> download(int id) {
    return downloads.apply(exchange(id));
  }

  /** What it lost, set-up that it waited for included, by start. */
  List<LostTime> lost(int id) {
    return lost.apply(id);
  }

  /** All that it lost, nanoseconds. */
  long lostNanos(int id) {
    return lost(id).stream().mapToLong(LostTime::lostNanos).sum();
  }
}
