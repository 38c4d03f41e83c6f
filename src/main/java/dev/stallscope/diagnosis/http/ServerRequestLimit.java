package dev.stallscope.diagnosis.http;

import dev.stallscope.exchange.Exchange;
import java.util.List;
import java.util.Optional;

/**
 * A server that ends connections right behind an answer, after more requests than one or two, while
 * the client still has some to ask (P04): nginx's {@code keepalive_requests} and its like.
 *
 * @param ended the connections that the server ended so
 * @param reopened those that the client had to open instead
 * @param lostNanos how long the openings took
 * @param spentNanos how long all requests took
 */
record ServerRequestLimit(
    List<ConnectionUse> ended, List<ConnectionUse> reopened, long lostNanos, long spentNanos) {
  /** With the first these are as many connections as make a churn. */
  static final int LEAST_REOPENED = ConnectionChurn.LEAST_CONNECTIONS - 1;

  /** Below this share of the time an opening now and then is no trouble (STALLS 2.5, minor). */
  static final double LEAST_SHARE = 0.05;

  private static final int FIRST_ERROR = 400;

  static Optional<ServerRequestLimit> of(List<ConnectionUse> uses, SetUps setUps) {
    List<ConnectionUse> ended = uses.stream().filter(ServerRequestLimit::isEnded).toList();
    List<ConnectionUse> reopened =
        ConnectionUse.reopened(uses, ended, ConnectionChurn.CLOSED_AGO_NANOS);
    long spent =
        uses.stream()
            .flatMap(use -> use.requests().stream())
            .mapToLong(Exchange::durationNanos)
            .sum();
    long lost = reopened.stream().mapToLong(use -> setUps.durationNanos(use.id())).sum();
    ServerRequestLimit limit = new ServerRequestLimit(ended, reopened, lost, spent);
    return reopened.size() >= LEAST_REOPENED && limit.share() >= LEAST_SHARE
        ? Optional.of(limit)
        : Optional.empty();
  }

  /** How much of the time that all requests took, the openings were. */
  double share() {
    return spentNanos == 0 ? 0 : (double) lostNanos / spentNanos;
  }

  /**
   * The server ended it at once, unasked, and not because of an error: what it rested before is too
   * short for a timer. Unread answers do not tell who wanted the end.
   */
  private static boolean isEnded(ConnectionUse use) {
    return use.isClosedByServer()
        && use.isKeptByClient()
        && use.lastResponse().filter(answer -> answer.code() < FIRST_ERROR).isPresent()
        && use.closedNanos() - use.idleNanos() < ShortKeepAlive.SHORTEST_NANOS;
  }

  /** How many requests a connection was let carry, in the median. */
  int medianRequests() {
    return ConnectionUse.medianRequests(ended);
  }
}
