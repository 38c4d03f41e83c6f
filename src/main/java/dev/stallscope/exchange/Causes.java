package dev.stallscope.exchange;

import dev.stallscope.net.IpAddress;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpResponse;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which exchange caused which, as far as the wire tells: a redirect causes the request for where it
 * leads (RFC 9110 section 15.4), what a Referer field names causes what it refers to (section
 * 10.1.3), and an exchange the set-up that it waited for. Only what had begun to be answered can
 * have caused anything, and only with the same client.
 */
public final class Causes {
  private final int[] causes;

  private Causes(int[] causes) {
    this.causes = causes;
  }

  /** A URL as one client asked for it. */
  private record Asked(IpAddress client, String url) {}

  /** Of all exchanges, whose ids are their indexes and follow their starts. */
  public static Causes of(List<Exchange> exchanges) {
    int[] causes = new int[exchanges.size()];
    Map<Asked, Exchange> asked = new HashMap<>();
    Map<Asked, Exchange> redirected = new HashMap<>();
    for (Exchange exchange : exchanges) {
      causes[exchange.id()] = exchange.isPartOfParent() ? exchange.parent() : -1;
      Optional<HttpRequest> request = request(exchange);
      Optional<String> url = request.flatMap(HttpRequest::url);
      if (request.isPresent() && url.isPresent()) {
        IpAddress client = exchange.client().address();
        Asked self = new Asked(client, url.get());
        String referer = request.get().headers().first("referer").orElse("");
        causes[exchange.id()] =
            before(redirected.get(self), exchange)
                .or(() -> before(asked.get(new Asked(client, referer)), exchange))
                .map(Exchange::id)
                .orElse(-1);
        asked.put(self, exchange);
        target(exchange, url.get())
            .ifPresent(target -> redirected.put(new Asked(client, target), exchange));
      }
    }
    return new Causes(causes);
  }

  /** The id of the exchange that caused another, or -1 where that is not known. */
  public int of(int exchange) {
    return exchange < 0 || exchange >= causes.length ? -1 : causes[exchange];
  }

  /** The ids of those that it caused itself. */
  public int[] causedBy(int exchange) {
    return IntStream.range(0, causes.length)
        .filter(id -> exchange >= 0 && causes[id] == exchange)
        .toArray();
  }

  /** The exchange, if its answer had begun when the other asked. */
  private static Optional<Exchange> before(@Nullable Exchange cause, Exchange later) {
    return Optional.ofNullable(cause)
        .filter(one -> begun(one.response()) <= begun(later.request()));
  }

  private static long begun(Optional<Message> message) {
    return message.map(one -> one.span().firstNanos()).orElse(Long.MAX_VALUE);
  }

  private static Optional<HttpRequest> request(Exchange exchange) {
    return exchange
        .request()
        .map(message -> message.content().carrier())
        .filter(HttpRequest.class::isInstance)
        .map(HttpRequest.class::cast);
  }

  /** Where a redirect leads. */
  private static Optional<String> target(Exchange exchange, String url) {
    return exchange
        .response()
        .map(message -> message.content().carrier())
        .filter(HttpResponse.class::isInstance)
        .map(HttpResponse.class::cast)
        .filter(HttpResponse::isRedirect)
        .flatMap(HttpResponse::location)
        .flatMap(location -> resolved(url, location));
  }

  private static Optional<String> resolved(String url, String location) {
    try {
      String target = URI.create(url).resolve(location).toString();
      int fragment = target.indexOf('#');
      return Optional.of(fragment < 0 ? target : target.substring(0, fragment));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
