package dev.stallscope.diagnosis.http;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.net.IpAddress;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.http.HttpBody;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Bodies that were not read to their end, and that only the rest may tell from another: those of
 * the same question of one client, with the same length and the same beginning.
 */
public final class UnreadBodies {
  private final Map<Question, List<Seen>> seen = new HashMap<>();

  /** What bodies that are compared have in common. */
  private record Question(IpAddress client, String text, boolean isRequest, long bytes) {}

  /** A long body, and the connection that carried it. */
  private record Seen(int connection, HttpBody body) {}

  private UnreadBodies() {}

  /** Connections whose bodies have to be read to their end. */
  public static Set<Integer> connections(List<Exchange> exchanges) {
    UnreadBodies bodies = new UnreadBodies();
    exchanges.forEach(bodies::add);
    Set<Integer> connections = new HashSet<>();
    for (List<Seen> alike : bodies.seen.values()) {
      unread(alike).forEach(one -> connections.add(one.connection()));
    }
    return connections;
  }

  private void add(Exchange exchange) {
    Optional<HttpRequest> asked =
        content(exchange.request(), HttpRequest.class).filter(_ -> exchange.connection() >= 0);
    if (asked.isPresent()) {
      add(exchange, asked.get(), asked.get().body(), true);
      content(exchange.response(), HttpResponse.class)
          .ifPresent(answer -> add(exchange, asked.get(), answer.body(), false));
    }
  }

  private static <T> Optional<T> content(Optional<Message> message, Class<T> type) {
    return message.map(Message::content).filter(type::isInstance).map(type::cast);
  }

  private void add(Exchange exchange, HttpRequest request, HttpBody body, boolean isRequest) {
    if (body.isComplete() && body.wireBytes() > DecodeLimits.READ_BODY_BYTES) {
      String text = request.method() + " " + request.url().orElse(request.target());
      seen.computeIfAbsent(
              new Question(exchange.client().address(), text, isRequest, body.wireBytes()),
              _ -> new ArrayList<>())
          .add(new Seen(exchange.connection(), body));
    }
  }

  /** Those that may be the same as another, which may be one that was read as a whole. */
  private static List<Seen> unread(List<Seen> alike) {
    boolean isOneWhole = alike.stream().anyMatch(one -> one.body().isHashWhole());
    Map<Long, List<Seen>> byBeginning =
        alike.stream()
            .filter(one -> !one.body().isHashWhole())
            .collect(Collectors.groupingBy(one -> one.body().contentHash()));
    return byBeginning.values().stream()
        .filter(same -> isOneWhole || same.size() > 1)
        .flatMap(List::stream)
        .toList();
  }
}
