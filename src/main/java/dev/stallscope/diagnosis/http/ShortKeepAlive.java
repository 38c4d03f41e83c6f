package dev.stallscope.diagnosis.http;

import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.time.Nanos;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A server that closes idle connections after a fixed time, and a client that comes back a little
 * later (P05).
 *
 * @param restNanos how long the server keeps an idle connection
 * @param closed the connections that it closed then
 * @param reopened the connections that the client opened instead
 */
record ShortKeepAlive(long restNanos, List<ConnectionUse> closed, List<ConnectionUse> reopened) {
  static final int LEAST_CLOSED = 3;

  /** Shorter rests are no timer: the server closes after each response. */
  static final long SHORTEST_NANOS = Nanos.ofMillis(500);

  /** A timer's rests are this near to each other (P05). */
  static final double LARGEST_SPREAD = 0.05;

  /** A client that comes back within so many rests would have met a longer timer (P05). */
  static final int WITHIN_RESTS = 2;

  /** How near to a default a rest has to be, as servers look at their timers once a second. */
  private static final long DEFAULT_TOLERANCE_NANOS = Nanos.ofMillis(1100);

  /** Defaults in seconds (STALLS 6.3, P05). */
  private static final NavigableMap<Integer, String> DEFAULTS = new TreeMap<>();

  static {
    DEFAULTS.put(2, "gunicorn");
    DEFAULTS.put(5, "uvicorn, Node.js or Apache");
    DEFAULTS.put(60, "an AWS load balancer");
    DEFAULTS.put(65, "nginx as its packages configure it");
    DEFAULTS.put(75, "nginx");
  }

  static Optional<ShortKeepAlive> of(List<ConnectionUse> uses) {
    List<ConnectionUse> closed =
        uses.stream()
            .filter(ConnectionUse::isClosedByServer)
            .filter(use -> use.isKeptByClient() && use.isKeptByServer())
            .filter(use -> use.requests().getLast().response().isPresent())
            .filter(use -> restNanos(use) >= SHORTEST_NANOS)
            .toList();
    if (closed.size() < LEAST_CLOSED || !isTimed(closed)) {
      return Optional.empty();
    }
    long rest = closed.stream().mapToLong(ShortKeepAlive::restNanos).sum() / closed.size();
    ShortKeepAlive found =
        new ShortKeepAlive(rest, closed, ConnectionUse.reopened(uses, closed, WITHIN_RESTS * rest));
    boolean isRegular =
        found.reopened.size() >= LEAST_CLOSED - 1 && 2 * found.reopened.size() >= closed.size();
    return isRegular ? Optional.of(found) : Optional.empty();
  }

  private static long restNanos(ConnectionUse use) {
    return use.closedNanos() - use.idleNanos();
  }

  private static boolean isTimed(List<ConnectionUse> closed) {
    double mean = closed.stream().mapToLong(ShortKeepAlive::restNanos).average().orElse(0);
    double squares = 0;
    for (ConnectionUse use : closed) {
      squares += (restNanos(use) - mean) * (restNanos(use) - mean);
    }
    return Math.sqrt(squares / closed.size()) < LARGEST_SPREAD * mean;
  }

  /** What the server is: by its own word, else by a default that fits. */
  String likelyServer() {
    Optional<String> named =
        closed.getFirst().lastResponse().flatMap(answer -> answer.headers().first("server"));
    if (named.isPresent()) {
      return named.get() + " (it says so)";
    }
    return DEFAULTS.entrySet().stream()
        .filter(entry -> isNear(Nanos.ofSeconds(entry.getKey())))
        .findFirst()
        .map(entry -> entry.getValue() + " (" + entry.getKey() + " s is the default)")
        .orElse("not to be told by this time");
  }

  private boolean isNear(long seconds) {
    long late = restNanos - seconds;
    return late >= -seconds * LARGEST_SPREAD
        && late <= Math.min(DEFAULT_TOLERANCE_NANOS, seconds / 2);
  }

  /** What the answers announce, as {@code Keep-Alive: timeout=5}. */
  Optional<String> announced() {
    return closed
        .getFirst()
        .lastResponse()
        .map(HttpResponse::headers)
        .flatMap(headers -> headers.first("keep-alive"));
  }
}
